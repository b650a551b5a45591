"""The documents say what the code says."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern

from portal import slugs

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables() -> set[str]:
    return {name for file in (ROOT / "portal/settings").glob("*.py") for name in READ.findall(file.read_text())}


def packages() -> list[str]:
    project = tomllib.loads(text("pyproject.toml"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return sorted({re.match(r"[\w-]+", name)[0] for group in groups for name in group if isinstance(name, str)})


@pytest.mark.parametrize("package", packages())
def test_every_package_has_its_reason(package):
    assert re.search(rf"^\|.*\b{re.escape(package)}\b.*\|", text("docs/dependencies.md"), re.MULTILINE)


def test_every_variable_is_listed_once_and_no_others():
    listed = re.findall(r"^\| `([A-Z_]+)` \|", text("docs/settings.md"), re.MULTILINE)
    assert sorted(listed) == sorted(variables())
    assert set(re.findall(r"^#([A-Z_]+)=", text(".env.example"), re.MULTILINE)) == variables()


def first_components() -> set[str]:
    """The fixed first words of the URL configuration, with those that stand after a language."""
    words = set()
    for pattern in get_resolver().url_patterns:
        inner = pattern.url_patterns if isinstance(pattern.pattern, LocalePrefixPattern) else [pattern]
        words |= {re.match(r"\^?([\w.]*)", str(entry.pattern))[1] for entry in inner}
    return words - {""}


def test_the_words_of_our_addresses_are_reserved_and_listed():
    words = first_components() - {"_util"}  # no slug begins with an underscore that a title could give
    assert words <= slugs.RESERVED
    listed = text("docs/urls.md")
    assert [word for word in sorted(words | slugs.RESERVED) if word not in listed] == []


DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

HISTORY = ("CHANGELOG.md", "docs/adr/")  # they say what was


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if not name.startswith(HISTORY)])
def test_files_that_are_named_are_there(document):
    named = re.findall(r"`((?:portal|home|news|search|tests|docs|deploy|bench|\.ci)/[\w./-]*)`", text(document))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_code_of_a_finding_is_listed():
    """A code is written as a string in the checks; most of those of quantities are put together there."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "news/release/checks").glob("*.py")]
    codes = set(re.findall(r'"((?:name|term|title|slug|source|vague)-[a-z]+)"', "".join(sources)))
    listed = text("docs/checks.md")
    assert [code for code in sorted(codes) if f"`{code}`" not in listed] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document):
    folder = (ROOT / document).parent
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(document))
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []
