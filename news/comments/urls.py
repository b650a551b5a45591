"""`/<lang>/comments/…`. The framework's own addresses are never included: one of them leads to drafts."""

from django.urls import re_path

from news.comments import views

app_name = "comments"
PAGE = r"^(?P<page_id>[0-9]{1,9})/"  # as many digits as every database's integers have
urlpatterns = [
    re_path(rf"{PAGE}$", views.comment_form, name="form"),
    re_path(rf"{PAGE}held/$", views.held, name="held"),
]
