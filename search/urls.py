"""The search page's addresses, below the language's prefix."""

from django.urls import path

from search import feeds, suggestions, views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("feed/", feeds.search_feed, name="feed"),
    path("suggest/", suggestions.answer, name="suggest"),
]
