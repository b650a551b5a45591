"""`/`, language prefixes, and names in two languages."""

import pytest
from django.utils import translation

from portal import locales
from tests import factories


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("en-GB,en;q=0.5", "en"),
        ("fr,en;q=0.3,zh;q=0.2", "en"),
        ("fr;q=0.9,zh;q=0.5", "zh-hans"),
        ("EN", "en"),
        ("fr-FR", None),
        ("", None),
        ("*", None),
        ("en;q=banana", None),
        (";;;,,,", None),
        ("\x00\x01", None),
        ("x" * 100_000, None),
        ("en," * 10_000, "en"),
        ("../../etc/passwd", None),
    ],
)
def test_the_first_of_the_readers_languages_that_we_speak(header, code, client, db):
    assert locales.accepted_code(header) == code
    response = client.get("/", headers={"accept-language": header})
    assert response.get("Location") == (f"/{locales.PREFIXES[code]}/" if code else None)
    assert response.status_code == (302 if code else 200)


def test_both_languages_are_offered_each_in_its_own(read, db):
    page = read("/")
    doors = {section["lang"]: section for section in page.select(".doors section")}
    assert list(doors) == ["zh-Hans", "en"]
    for lang, href, words in (("zh-Hans", "/zh/", "记住"), ("en", "/en/", "Remember")):
        assert doors[lang].select_one("a.btn")["href"] == href
        assert words in doors[lang].get_text()
    assert not page.response.cookies
    assert {link["hreflang"] for link in page.select("link[hreflang]")} == {"zh-Hans", "en", "x-default"}


@pytest.mark.parametrize(("asked", "location"), [("zh", "/zh/"), ("en", "/en/")])
def test_an_explicit_choice_is_remembered_and_goes_before_the_header(asked, location, client, db):
    other = {"zh": "en", "en": "zh"}[asked]
    response = client.get(f"/?to={asked}", headers={"accept-language": other})
    assert response["Location"] == location
    cookie = response.cookies[locales.CHOICE_COOKIE]
    assert cookie.value == asked
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    response = client.get("/", headers={"accept-language": other})
    assert response["Location"] == location
    assert not response.cookies
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("to", ["fr", "zh-hans", "//evil.example", "", "%00", "x" * 5000])
def test_other_choices_are_no_choices(to, client, db):
    response = client.get(f"/?to={to}")
    assert response.status_code == 200
    assert not response.cookies
    client.cookies[locales.CHOICE_COOKIE] = to[:100]
    assert client.get("/").status_code == 200


def test_only_the_front_door_reads_the_choice(site, client):
    client.cookies[locales.CHOICE_COOKIE] = "en"
    assert 'lang="zh-Hans"' in client.get("/zh/").content.decode()


def test_the_longer_names_of_languages_are_no_addresses(site, client):
    for address in ("/zh-hans/", "/zh-Hans/", "/fr/", "/ZH/", "/zh-cn/"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("path", "prefix"), [("/zh/a/", "zh"), ("/en", "en"), ("/english/", None), ("/", None), ("", None)]
)
def test_prefix_of_path(path, prefix):
    assert locales.prefix_of_path(path) == prefix


@pytest.mark.parametrize(
    ("active", "name"), [("zh-hans", "防汛"), ("en", "Flood control"), ("en-gb", "Flood control"), ("fr", "防汛")]
)
def test_a_row_is_called_by_the_language_that_is_active(active, name, db):
    topic = factories.TopicFactory()
    with translation.override(active):
        assert str(topic) == name
