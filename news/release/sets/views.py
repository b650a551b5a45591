"""Releases in the Wagtail admin."""

from django.http import HttpRequest, HttpResponse


def index(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def make_from_article(request: HttpRequest, page_id: int) -> HttpResponse:
    raise NotImplementedError


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    raise NotImplementedError


def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    raise NotImplementedError
