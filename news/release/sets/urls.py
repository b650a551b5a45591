"""Addresses of releases in the Wagtail admin."""

from django.urls import path

from news.release.sets import views

urlpatterns = [
    path("", views.IndexView.as_view(), name="news_releases"),
    path("make/<int:page_id>/", views.MakeView.as_view(), name="news_release_make"),
    path("<int:pk>/", views.DetailView.as_view(), name="news_release"),
    path("<int:pk>/<str:step>/", views.StepView.as_view(), name="news_release_step"),
]
