"""The words of titles, for suggestions and did-you-mean; filled with the index."""

import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models

import search.models


class Migration(migrations.Migration):

    dependencies = [("portal_search", "0001_index")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("text", search.models.BytewiseField(max_length=40)),
                ("pinyin", search.models.BytewiseField(max_length=80)),
                ("initials", search.models.BytewiseField(max_length=20)),
                ("articles", models.IntegerField()),
                (
                    "magnitude",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Length(
                            django.db.models.functions.comparison.Cast("articles", models.TextField())
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
            ],
            options={
                "db_table": "search_word",
                "indexes": [
                    models.Index(fields=["text", "language"], name="search_word_itself"),
                    models.Index(fields=["language", "magnitude", "text"], name="search_word_text"),
                    models.Index(fields=["language", "magnitude", "pinyin"], name="search_word_pinyin"),
                    models.Index(fields=["language", "magnitude", "initials"], name="search_word_initials"),
                ],
            },
        ),
    ]
