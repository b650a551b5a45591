from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CommentsConfig(AppConfig):
    name = "news.comments"
    label = "comments"
    verbose_name = pgettext_lazy("reader's comment", "Comments")

    def ready(self) -> None:
        from django_comments.signals import comment_will_be_posted

        from news.comments import receivers

        comment_will_be_posted.connect(receivers.refuse_where_nobody_reads, dispatch_uid="comments-readable")
