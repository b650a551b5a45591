"""The demo's comments: some approved, some waiting, in both languages."""

import tomllib
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.utils import timezone

from home.demo.accounts import account
from home.demo.content import HERE
from home.demo.releases import external_id
from news.comments.models import Comment
from news.models import ArticlePage


def load() -> int:
    """Load the comments of `comments.toml` where there are none from the demo yet; how many were made."""
    if Comment.objects.filter(user_email__endswith="@reader.example").exists():
        return 0
    rows = tomllib.loads((HERE / "comments.toml").read_text(encoding="utf-8"))["comment"]
    for row in rows:
        add(row)
    return len(rows)


def add(row: dict) -> Comment:
    language = {"zh": "zh-hans", "en": "en"}[row["lang"]]
    article = ArticlePage.objects.get(external_id=external_id(row["article"]), language=language)
    submitted = min(article.released_at + timedelta(hours=row["hours_later"]), timezone.now())
    comment = Comment(
        content_type=ContentType.objects.get_for_model(ArticlePage),
        object_pk=str(article.pk),
        site=Site.objects.get_current(),
        user_name=row["name"],
        user_email=f"{row['email']}@reader.example",
        comment=row["text"].strip(),
        submit_date=submitted,
        language=language,
        is_public=False,
    )
    if row["approved"]:
        comment.status, comment.is_public = Comment.Status.APPROVED, True
        comment.decided_at, comment.decided_by = submitted + timedelta(hours=2), account("moderator")
    comment.save()
    return comment
