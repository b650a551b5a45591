"""Wagtail's own index, made ready for `search.wagtail_backends`; `manage.py update_index` fills it anew."""

from django.db import migrations

FTS = "wagtailsearch_indexentry_fts"
COLUMNS = "autocomplete, body, title"
# All that a term may hold belongs to its token.
TOKENS = ", tokenize=\"ascii tokenchars '@.-'\""

COMPLETIONS = "wagtailsear_autocom_476c89_gin"
POSTGRES = [
    # The admin joins entries to objects by their keys as text. Images, names and the like are few: no index there.
    (
        "CREATE INDEX wagtailcore_page_id_text ON wagtailcore_page ((id::varchar(50)))",
        "DROP INDEX wagtailcore_page_id_text",
    ),
    (
        "CREATE INDEX news_articlepage_id_text ON news_articlepage ((page_ptr_id::varchar(50)))",
        "DROP INDEX news_articlepage_id_text",
    ),
    # Without a list of pending entries, which every listing and chooser would read. The index of bodies, which the admin
    # does not read, keeps its own: it makes writing cheaper.
    (f"ALTER INDEX {COMPLETIONS} SET (fastupdate = off)", f"ALTER INDEX {COMPLETIONS} RESET (fastupdate)"),
    (f"SELECT gin_clean_pending_list('{COMPLETIONS}')", "SELECT 1"),
]


def prepare(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement, _reverse in POSTGRES:
            schema_editor.execute(statement)
    else:
        make_table(schema_editor, TOKENS)


def restore(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for _statement, reverse in reversed(POSTGRES):
            schema_editor.execute(reverse)
    else:
        make_table(schema_editor, "")


def make_table(schema_editor, tokens):
    """The triggers on Wagtail's table find the new one by its name."""
    schema_editor.execute(f"DROP TABLE {FTS}")
    schema_editor.execute(f"CREATE VIRTUAL TABLE {FTS} USING fts5({COLUMNS}{tokens})")
    schema_editor.execute(f"INSERT INTO {FTS} (rowid, {COLUMNS}) SELECT id, {COLUMNS} FROM wagtailsearch_indexentry")  # noqa: S608


class Migration(migrations.Migration):

    dependencies = [
        ("portal_search", "0002_vocabulary"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
        ("news", "0002_initial"),
    ]

    operations = [migrations.RunPython(prepare, restore)]
