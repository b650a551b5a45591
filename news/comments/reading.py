"""The comments that readers of an article see."""

from django.contrib.contenttypes.models import ContentType

from news.comments.models import Comment


def comments_for(article):
    """Published comments on this article, oldest first."""
    if not article.pk:
        return Comment.objects.none()
    kind = ContentType.objects.get_for_model(type(article))
    comments = Comment.objects.filter(content_type=kind, object_pk=str(article.pk))
    return comments.published().order_by("submit_date", "pk")
