"""Readers' comments: the Django comments framework with a model, a form and a moderation of our own."""


def get_model():
    from news.comments.models import Comment

    return Comment


def get_form():
    from news.comments.forms import CommentForm

    return CommentForm
