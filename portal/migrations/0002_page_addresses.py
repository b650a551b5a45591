"""A page is found by its address: `portal.routing` asks Wagtail's table for `url_path`, which has no index there."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0001_initial"),
        ("wagtailcore", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_page_url_path ON wagtailcore_page (url_path)",
            "DROP INDEX portal_page_url_path",
        ),
    ]
