"""Posting lists of our own in the place of the databases' inverted indexes. `manage.py rebuild_search` fills them."""

from django.db import migrations, models

import search.models

# Long values lie outside the rows and as they are: posting lists are packed already, and texts are looked into.
OUTSIDE = {"search_entry": ("terms", "text", "plain"), "search_posting": ("docs", "offsets")}


def forget_version(apps, schema_editor):
    """So that `check_search` asks for a rebuild where there was an index."""
    if apps.get_model("portal_search", "IndexEntry").objects.exists():
        apps.get_model("portal_search", "IndexState").objects.update(version=0)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS search_terms")


def keep_outside(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, columns in OUTSIDE.items():
            changes = ", ".join(f"ALTER {column} SET STORAGE EXTERNAL" for column in columns)
            schema_editor.execute(f"ALTER TABLE {table} {changes}")


class Migration(migrations.Migration):

    dependencies = [("portal_search", "0003_wagtail_backends")]

    operations = [
        migrations.RunPython(forget_version, migrations.RunPython.noop),
        migrations.DeleteModel(name="IndexEntry"),
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
                ("segment", models.BigIntegerField()),
                ("place", models.IntegerField()),
            ],
            options={
                "db_table": "search_entry",
                "indexes": [
                    models.Index(condition=models.Q(("segment", 0)), fields=["segment"], name="search_entry_fresh")
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("facets", models.TextField()),
                ("ids", models.BinaryField()),
                ("held", models.BinaryField()),
                ("codes", models.BinaryField()),
                ("starts", models.BinaryField()),
                ("long", models.BinaryField()),
            ],
            options={"db_table": "search_segment"},
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term", "segment", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("term", search.models.BytewiseField(max_length=80)),
                ("segment", models.BigIntegerField()),
                ("docs", models.BinaryField()),
                ("offsets", models.BinaryField()),
            ],
            options={"db_table": "search_posting"},
        ),
        migrations.CreateModel(
            name="GonePlace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "segment", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("segment", models.BigIntegerField()),
                ("place", models.IntegerField()),
            ],
            options={"db_table": "search_gone"},
        ),
        migrations.RunPython(keep_outside, migrations.RunPython.noop),
    ]
