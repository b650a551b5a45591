"""Wagtail's addresses for password-protected pages and documents' collections, apart from its page-serving pattern."""

from django.urls import path
from wagtail import views

urlpatterns = [
    path(
        "authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
]
