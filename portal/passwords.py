"""Wagtail's addresses for password-protected pages and documents' collections, apart from its page-serving pattern."""

from django.conf import settings
from django.urls import path
from django.views.generic import RedirectView
from wagtail import views

urlpatterns = [
    # Wagtail asks for this address even where WAGTAIL_FRONTEND_LOGIN_URL names another.
    path("login/", RedirectView.as_view(url=settings.WAGTAIL_FRONTEND_LOGIN_URL), name="wagtailcore_login"),
    path(
        "authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
]
