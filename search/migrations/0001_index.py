"""The index of articles; filled by `manage.py rebuild_search`, or as articles are released."""

from django.db import migrations, models

from search.analysis import VERSION


def add_state(apps, schema_editor):
    apps.get_model("portal_search", "IndexState").objects.create(pk=1, version=VERSION)


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("page_id", models.IntegerField(unique=True)),
                ("language", models.CharField(max_length=10)),
                ("held", models.IntegerField(null=True)),
                ("facets", models.TextField()),
                ("head", models.TextField()),
                ("terms", models.TextField()),
                ("text", models.TextField()),
                ("plain", models.TextField()),
            ],
            options={
                "db_table": "search_entry",
                "indexes": [models.Index(fields=["language", "-id"], name="search_entry_newest")],
            },
        ),
        migrations.CreateModel(
            name="IndexState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.IntegerField()),
                ("is_rebuilding", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="ChangedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_id", models.IntegerField(unique=True)),
            ],
        ),
        migrations.RunPython(add_state, migrations.RunPython.noop),
    ]
