"""What a comment must meet, whichever way it comes in."""

from news.comments.models import Comment
from news.models import ArticlePage


def refuse_where_nobody_reads(sender: type[Comment], comment: Comment, **kwargs) -> bool:
    """False, which refuses the comment, unless its article is released in its language and open for comments."""
    article = ArticlePage.objects.released().in_language(comment.language).filter(pk=comment.object_pk).first()
    return article is not None and article.accepts_comments
