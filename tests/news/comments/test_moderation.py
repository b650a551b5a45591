import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from news.comments import actions, dashboard
from news.comments.models import Comment
from news.comments.moderation import CommentViewSet

QUEUE = "/admin/moderation/"


def text_of(response) -> str:
    return response.content.decode()


def inspect_url(comment: Comment) -> str:
    return f"{QUEUE}inspect/{comment.pk}/"


def bulk_url(action: str, *comments: Comment) -> str:
    ids = "&".join(f"id={comment.pk}" for comment in comments)
    return f"/admin/bulk/comments/comment/{action}/?{ids}"


@pytest.fixture
def as_moderator(client, moderator) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def as_auditor(client, auditor) -> Client:
    client.force_login(auditor)
    return client


@pytest.fixture
def as_officer(client, officer) -> Client:
    client.force_login(officer)
    return client


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_works_in_both_languages(language, as_moderator, moderator, comment):
    UserProfile.objects.filter(user=moderator).update(preferred_language=language)
    actions.approve(comment, moderator)
    actions.reopen(comment, moderator)
    addresses = [
        "/admin/",
        QUEUE,
        f"{QUEUE}?status=all&language=en&q=clinic&submit_date_from=2020-01-01",
        inspect_url(comment),
        bulk_url("approve", comment),
        bulk_url("reject", comment),
    ]
    for address in addresses:
        response = as_moderator.get(address)
        assert response.status_code == 200, address
        assert f'<html lang="{language}"' in text_of(response)
    assert as_moderator.get(f"{QUEUE}results/").status_code == 200


def test_the_queue_shows_what_waits(as_moderator, make_comment, moderator, article):
    make_comment(comment="waiting")
    actions.approve(make_comment(comment="published"), moderator)
    actions.reject(make_comment(comment="refused"), moderator)
    html = text_of(as_moderator.get(QUEUE))
    assert "waiting" in html
    assert article.title in html
    assert f'href="{article.url_path}"' in html
    assert "published" not in html
    assert "refused" not in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?status=approved", {"english approved"}),
        ("?status=all", {"english approved", "english waiting", "中文等待"}),
        ("?language=zh-hans", {"中文等待"}),
        ("?q=等待", {"中文等待"}),
        ("?q=nothing", set()),
        ("?submit_date_from=2999-01-01", set()),
        ("?status=nonsense", {"english approved", "english waiting", "中文等待"}),
    ],
)
def test_filters_and_search(query, shown, as_moderator, articles, make_comment, moderator):
    actions.approve(make_comment(comment="english approved"), moderator)
    make_comment(comment="english waiting")
    make_comment(on=articles["zh-hans"], comment="中文等待")
    assert {str(row) for row in as_moderator.get(QUEUE + query).context["object_list"]} == shown


def test_the_queue_costs_the_same_for_many(as_moderator, make_comment, django_assert_max_num_queries):
    make_comment()
    with django_assert_max_num_queries(50) as few:
        as_moderator.get(QUEUE)
    for number in range(9):
        make_comment(comment=f"comment {number}")
    with django_assert_max_num_queries(len(few)):
        as_moderator.get(QUEUE)


def test_a_withdrawn_article_is_no_link(as_moderator, comment, article):
    article.unpublish()
    html = text_of(as_moderator.get(QUEUE))
    assert article.title in html
    assert f'href="{article.url_path}"' not in html
    assert "Readers cannot reach this article" in text_of(as_moderator.get(inspect_url(comment)))


def test_one_comment_stands_beside_its_article(as_moderator, comment, article, moderator):
    actions.approve(comment, moderator)
    html = text_of(as_moderator.get(inspect_url(comment)))
    assert f'<iframe src="{article.url_path}"' in html
    assert "Comment approved" in html
    assert "moderator" in html


def test_comments_are_text_here_too(as_moderator, make_comment):
    comment = make_comment(comment="<script>alert(1)</script>", user_name="<img src=x>")
    for address in (QUEUE, inspect_url(comment), bulk_url("approve", comment)):
        html = text_of(as_moderator.get(address))
        assert "<script>alert(1)" not in html
        assert "<img src=x>" not in html


@pytest.mark.parametrize("name", ["add", "edit", "delete", "copy", "usage"])
def test_nobody_adds_edits_or_deletes(name, comment):
    with pytest.raises(NoReverseMatch):
        reverse(f"moderation:{name}", args=[] if name == "add" else [comment.pk])


# --- Personal data ----------------------------------------------------------------------------------------------------
def test_moderators_meet_the_address_in_one_place_alone(as_moderator, comment):
    html = text_of(as_moderator.get(inspect_url(comment)))
    assert "planted-address@example.org" in html
    assert "203.0.113.0/24" in html
    for address in (QUEUE, bulk_url("approve", comment), "/admin/"):
        assert "planted-address" not in text_of(as_moderator.get(address))
        assert "203.0.113" not in text_of(as_moderator.get(address))
    assert "203.0.113.77" not in html


def test_auditors_do_not_meet_it(as_auditor, comment):
    html = text_of(as_auditor.get(inspect_url(comment)))
    assert comment.comment in html
    assert "planted-address" not in html
    assert "203.0.113" not in html


def test_searching_does_not_find_by_address(as_moderator, comment):
    assert not as_moderator.get(f"{QUEUE}?q=planted-address").context["object_list"]


# --- Deciding ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "status"), [("approve", "approved"), ("reject", "rejected")])
def test_a_button_decides_and_returns(name, status, as_moderator, comment, moderator):
    back = f"{QUEUE}?language=en"
    response = as_moderator.post(f"{QUEUE}{name}/{comment.pk}/", {"next": back})
    assert (response.status_code, response.headers["Location"]) == (302, back)
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (status, moderator)


def test_a_decision_is_taken_back(as_moderator, approved):
    response = as_moderator.post(f"{QUEUE}reopen/{approved.pk}/")
    assert response.headers["Location"] == QUEUE
    approved.refresh_from_db()
    assert approved.status == "pending"


def test_it_returns_to_nobody_elses_site(as_moderator, comment):
    response = as_moderator.post(f"{QUEUE}approve/{comment.pk}/", {"next": "https://evil.example/"})
    assert response.headers["Location"] == QUEUE


def test_rows_offer_what_would_change_something(as_moderator, comment):
    html = text_of(as_moderator.get(f"{QUEUE}?language=en"))
    assert f'action="{QUEUE}approve/{comment.pk}/"' in html
    assert f'action="{QUEUE}reject/{comment.pk}/"' in html
    assert f'action="{QUEUE}reopen/{comment.pk}/"' not in html
    assert f'name="next" value="{QUEUE}?language=en"' in html
    assert 'name="csrfmiddlewaretoken"' in html


def test_a_link_decides_nothing(as_moderator, comment):
    assert as_moderator.get(f"{QUEUE}approve/{comment.pk}/").status_code == 405
    assert as_moderator.post(f"{QUEUE}approve/{comment.pk + 1}/").status_code == 404


def test_without_a_token_nothing_is_decided(comment, moderator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)
    assert browser.post(f"{QUEUE}approve/{comment.pk}/").status_code == 403
    assert not Comment.objects.published().exists()


@pytest.mark.parametrize(("name", "status"), [("approve", "approved"), ("reject", "rejected")])
def test_many_at_once(name, status, as_moderator, make_comment, moderator):
    first, second, untouched = (make_comment(comment=f"comment {number}") for number in range(3))
    assert as_moderator.get(bulk_url(name, first, second)).status_code == 200
    assert not Comment.objects.exclude(status="pending").exists()
    as_moderator.post(bulk_url(name, first, second))
    assert set(Comment.objects.filter(status=status)) == {first, second}
    assert list(Comment.objects.pending()) == [untouched]


@pytest.mark.parametrize("query", ["id=all", "id=x", "id=99999999", ""])
def test_not_all_at_once_nor_nonsense(query, as_moderator, comment):
    assert as_moderator.post(f"/admin/bulk/comments/comment/approve/?{query}").status_code == 404
    assert not Comment.objects.published().exists()


def test_deleting_many_is_not_offered(as_moderator, comment):
    assert as_moderator.post(bulk_url("delete", comment)).status_code == 404
    assert "/comment/delete/" not in text_of(as_moderator.get(QUEUE))


# --- Who may ----------------------------------------------------------------------------------------------------------
def test_auditors_read_and_do_not_decide(as_auditor, comment):
    html = text_of(as_auditor.get(QUEUE)) + text_of(as_auditor.get(inspect_url(comment)))
    assert comment.comment in html
    assert f"{QUEUE}approve/" not in html
    assert "bulk-action" not in html
    for name in ("approve", "reject", "reopen"):
        as_auditor.post(f"{QUEUE}{name}/{comment.pk}/")
    for name in ("approve", "reject"):
        as_auditor.post(bulk_url(name, comment))
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_auditors_are_told_so_in_bulk(as_auditor, comment):
    response = as_auditor.get(bulk_url("approve", comment))
    assert "Only moderators decide" in text_of(response)
    assert comment.comment not in text_of(response)


def test_other_officers_see_nothing(as_officer, comment):
    for address in (QUEUE, f"{QUEUE}results/", inspect_url(comment)):
        response = as_officer.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    as_officer.post(f"{QUEUE}approve/{comment.pk}/")
    assert comment.comment not in text_of(as_officer.get(bulk_url("approve", comment)))
    assert not Comment.objects.published().exists()
    assert QUEUE not in text_of(as_officer.get("/admin/"))


def test_strangers_are_asked_to_sign_in(client, comment):
    for address in (QUEUE, inspect_url(comment), f"{QUEUE}approve/{comment.pk}/"):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_the_policy_knows_whom_to_ask(moderator, auditor, officer):
    boss = User.objects.create_superuser("boss")
    policy = policy_registry.get_by_type(Comment)
    assert set(policy.users_with_permission("moderate")) == {moderator, boss}
    assert set(policy.users_with_permission("view")) == {moderator, auditor, boss}
    assert not policy.users_with_permission("change").exists()
    assert policy.user_has_permission(boss, "moderate")
    for action in ("add", "change", "delete"):
        assert not policy.user_has_permission(boss, action)


def test_only_what_means_something_can_be_given_to_groups(db):
    codenames = {permission.codename for permission in CommentViewSet().get_permissions_to_register()}
    assert codenames == {"view_comment", "can_moderate"}


# --- How many wait ----------------------------------------------------------------------------------------------------
def test_the_menu_and_the_dashboard_count(as_moderator, make_comment):
    assert "Comments (" not in text_of(as_moderator.get("/admin/"))
    make_comment()
    make_comment(comment="another")
    html = text_of(as_moderator.get("/admin/"))
    assert "Comments (2)" in html
    assert "Comments held for moderation: 2" in html
    assert f'href="{QUEUE}"' in html


def test_counting_stops_early(make_comment, monkeypatch):
    monkeypatch.setattr(dashboard, "COUNTED", 2)
    for number in range(4):
        make_comment(comment=f"comment {number}")
    assert dashboard.pending_count() == "2+"
