"""A larger archive from a smaller one, in PostgreSQL: each article several times, but for the planted words.

The importer makes a few hundred articles a second, so a million would take it most of an hour. Copies stand in the same
sections as their originals and were released some minutes later; what ordinary words are found in grows as the archive
does, and a planted word stays in as many articles as it was in.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import connection
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from news.models import ArticlePage

PLANTED = "regexp_replace({}, '“[^”]*”', '', 'g')"
LONGEST_SLUG = 240  # characters, so that a number fits behind it

PAGE = {
    "id": "copy.id",
    "path": "copy.path",
    "slug": "copy.slug",
    "url_path": "copy.url_path",
    "translation_key": "gen_random_uuid()",
    "title": PLANTED.format("old.title"),
    "draft_title": PLANTED.format("old.draft_title"),
}
ARTICLE = {
    "page_ptr_id": "copy.id",
    "summary": PLANTED.format("old.summary"),
    "external_id": "old.external_id || '-' || copy.number",
    "released_at": "old.released_at + copy.number * interval '1 minute'",
    "body": PLANTED.format("old.body::text") + "::jsonb",
}
ENTRY = {"object_id": "copy.id::text"}


def multiply(times: int) -> None:
    """`times` as many articles as there are."""
    rows = list(copies(times))  # while rows are copied to it, a connection answers nothing else
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE copy (old int, id int, number int, path varchar, slug varchar, url_path varchar)"
        )
        with cursor.copy("COPY copy FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE copy")
        cursor.execute(inserting(Page, PAGE, "old.id = copy.old"))
        cursor.execute(inserting(ArticlePage, ARTICLE, "old.page_ptr_id = copy.old"))
        cursor.execute(inserting(IndexEntry, ENTRY, "old.object_id = copy.old::text", "id"))
        page = Page._meta.db_table
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{page}', 'id'), (SELECT max(id) FROM {page}))")
        cursor.execute("DROP TABLE copy")


def copies(times: int) -> Iterator[tuple[int, int, int, str, str, str]]:
    """A row of the table of copies for each; sections are told how many children they have."""
    originals = ArticlePage.objects.order_by("pk").values_list("pk", "path", "slug", "url_path")
    step = Page.steplen
    last: dict[str, int] = defaultdict(int)
    children: dict[str, int] = defaultdict(int)
    for path, number in Page.objects.values_list("path", "numchild"):
        section = path[:-step]
        last[section] = max(last[section], Page._str2int(path[-step:]))
        children[path] = number
    found = list(originals)
    pk = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for number in range(1, times):
        for old, path, slug, url_path in found:
            pk += 1
            section = path[:-step]
            last[section] += 1
            children[section] += 1
            new = f"{slug[:LONGEST_SLUG]}-{number}"
            address = url_path.removesuffix(f"{slug}/") + f"{new}/"
            yield old, pk, number, Page._get_path(section, len(section) // step + 1, last[section]), new, address
    for section in {path[:-step] for _pk, path, _slug, _address in found}:
        Page.objects.filter(path=section).update(numchild=children[section])


def inserting(model: type, changed: dict[str, str], condition: str, left_out: str = "") -> str:
    """Copies of the model's rows, with what is changed in them."""
    names = [field.column for field in model._meta.local_concrete_fields if field.column != left_out]
    values = ", ".join(changed.get(name, f"old.{name}") for name in names)
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(names)})"
        f" SELECT {values} FROM copy JOIN {model._meta.db_table} old ON {condition} ORDER BY copy.id"
    )
