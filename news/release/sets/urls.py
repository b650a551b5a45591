"""Addresses of releases in the Wagtail admin."""

from django.urls import path

from news.release.sets import views

urlpatterns = [
    path("", views.index, name="news_releases"),
    path("make/<int:page_id>/", views.make_from_article, name="news_release_make"),
    path("<int:pk>/", views.detail, name="news_release"),
    path("<int:pk>/<str:step>/", views.take, name="news_release_step"),
]
