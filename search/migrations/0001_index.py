"""The index of articles; filled by `manage.py rebuild_search`, or as articles are released."""

from django.db import migrations, models

import search.models
from search.analysis import VERSION


def storage(apps, schema_editor):
    """What Django's fields cannot say: where PostgreSQL keeps long values, and SQLite's FTS5 table."""
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        from search.backends.postgres import shape
    else:
        from search.backends.sqlite import shape
    for statement in shape("search_entry"):
        schema_editor.execute(statement)
    apps.get_model("portal_search", "IndexState").objects.create(pk=1, version=VERSION)


def remove_storage(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS search_terms")


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
                ("terms", search.models.TermsField()),
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
        migrations.RunPython(storage, remove_storage),
    ]
