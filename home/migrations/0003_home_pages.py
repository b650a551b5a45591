"""The two home pages, in place of Wagtail's welcome page: the tree is usable from the first migration on."""

import uuid

from django.db import migrations

HOMES = [("zh-hans", "zh", "首页"), ("en", "en", "Home")]


def create_home_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")

    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2, slug="home").delete()
    content_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    translation_key = uuid.uuid4()
    for number, (code, slug, title) in enumerate(HOMES, start=1):
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            locale=locale,
            translation_key=translation_key,
            live=True,
        )
        if number == 1:
            Site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True)
    root.numchild = len(HOMES)
    root.save()


def remove_home_pages(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("home", "HomePage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_home_pages, remove_home_pages)]
