"""A document is handed out while a released page uses it."""

import pytest

from news.models import ArticleDownload, ArticlePage
from tests import factories


@pytest.fixture
def paper(db):
    return factories.document()


def use(article: ArticlePage, paper, how: str) -> None:
    if how == "download":
        article.downloads = [ArticleDownload(document=paper)]
    elif how == "block":
        article.body = [("document", paper)]
    else:
        article.body = [("paragraph", f'<p><a linktype="document" id="{paper.pk}">方案</a></p>')]
    article.save()


def reads(client, paper) -> bool:
    response = client.get(paper.url)
    assert response.status_code in (200, 404)
    return response.status_code == 200


@pytest.mark.parametrize("how", ["download", "block", "link"])
def test_it_comes_with_the_release_and_goes_with_it(
    how, paper, site, client, sign_in, people, django_capture_on_commit_callbacks
):
    reader, officer = sign_in(factories.user("reader")), sign_in(people["officer"])
    assert not reads(client, paper)
    article = factories.article(site.zh_section, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        use(article, paper, how)
    assert (reads(client, paper), reads(reader, paper), reads(officer, paper)) == (False, False, True)
    article.save_revision().publish()
    assert (reads(client, paper), reads(reader, paper)) == (True, True)
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert (reads(client, paper), reads(reader, paper), reads(officer, paper)) == (False, False, True)


@pytest.mark.parametrize("number", range(8))
def test_pages_that_no_citizen_can_reach_release_nothing(
    number, paper, site, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        use(factories.hidden(site.zh_section, "绝密")[number], paper, "download")
    assert not reads(client, paper)


def test_a_document_in_a_draft_of_a_released_page_waits(paper, site, client):
    article = factories.article(site.zh_section)
    article.downloads = [ArticleDownload(document=paper)]
    article.save_revision()
    assert not reads(client, paper)


def test_it_is_served_as_a_file_and_nothing_else(paper, site, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        use(factories.article(site.zh_section), paper, "download")
    response = client.get(paper.url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"a,b\n1,2\n"
    for address in ("/documents/999999/plan.csv", f"/documents/{paper.pk}/other.csv", "/documents/x/plan.csv"):
        assert client.get(address).status_code == 404
