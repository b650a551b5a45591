"""A section with one article in each language, readers' comments on it, and the people who decide on them."""

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from home.models import HomePage
from news.comments import actions
from news.comments.models import Comment
from news.models import ArticlePage, SectionPage, Source

TITLES = {"zh-hans": "全省防汛工作会议召开", "en": "Province meets on flood control"}


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(name_zh="省政府新闻办", name_en="Press Office", slug="press-office")


@pytest.fixture
def homes(db) -> dict[str, HomePage]:
    """The home pages that the migrations make."""
    return {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}


@pytest.fixture
def sections(homes) -> dict[str, SectionPage]:
    return {
        code: home.add_child(instance=SectionPage(title="News", slug="news", locale=home.locale))
        for code, home in homes.items()
    }


@pytest.fixture
def articles(sections, source) -> dict[str, ArticlePage]:
    return {
        code: section.add_child(
            instance=ArticlePage(
                title=TITLES[code],
                slug="floods",
                summary="Summary",
                source=source,
                body=[("paragraph", "<p>Text.</p>")],
                locale=section.locale,
            )
        )
        for code, section in sections.items()
    }


@pytest.fixture
def article(articles) -> ArticlePage:
    return articles["en"]


@pytest.fixture
def address(article) -> str:
    return f"/en/comments/{article.pk}/"


@pytest.fixture
def write(client):
    """`write(address, name=…, …)`: fetch the form and send it as a browser does; a field given as None is left out."""

    def write(address: str, sender: Client = client, **fields):
        form = sender.get(address).context["form"]
        stamp = {name: form.initial[name] for name in ("timestamp", "security_hash")}
        typed = {
            "name": "Ms Zhou",
            "email": "zhou@example.org",
            "comment": "When does the clinic open?",
            "honeypot": "",
        }
        data = {name: value for name, value in (stamp | typed | fields).items() if value is not None}
        return sender.post(address, data)

    return write


@pytest.fixture
def make_comment(article):
    """A comment that waits for a moderator, however it came in."""

    def make_comment(on: ArticlePage = article, **fields) -> Comment:
        defaults = {
            "user_name": "Ms Zhou",
            "user_email": "planted-address@example.org",
            "comment": "When does the clinic open?",
            "ip_address": "203.0.113.77",
            "language": on.language,
            "submit_date": timezone.now(),
        }
        return Comment.objects.create(
            content_type=ContentType.objects.get_for_model(ArticlePage),
            object_pk=str(on.pk),
            site_id=1,
            is_public=False,
            **(defaults | fields),
        )

    return make_comment


@pytest.fixture
def comment(make_comment) -> Comment:
    return make_comment()


def user_with(username: str, *codenames: str) -> User:
    """Somebody who may enter the admin, reads it in English and has these permissions."""
    user = User.objects.create_user(username, password="secret")
    UserProfile.objects.create(user=user, preferred_language="en")
    wanted = ["access_admin", *codenames]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


@pytest.fixture
def moderator(db) -> User:
    return user_with("moderator", "view_comment", "can_moderate")


@pytest.fixture
def auditor(db) -> User:
    return user_with("auditor", "view_comment")


@pytest.fixture
def officer(db) -> User:
    return user_with("officer")


@pytest.fixture
def approved(comment, moderator) -> Comment:
    return actions.approve(comment, moderator)
