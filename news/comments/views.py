"""The comment form at an address of its own: article pages stay free of cookies and tokens, this page has both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from news.comments.actions import RefusedError, post
from news.comments.forms import CommentForm
from news.models import ArticlePage
from portal import locales
from portal.models import Crumb


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_form(request: HttpRequest, page_id: str) -> HttpResponse:
    """Show the form, or store what was sent and go on to `held`.

    404 where the article is not released in the address's language, 403 where it takes no comments, 422 with the form
    and all that was typed where something has to be mended, 400 likewise where the form was forged.
    """
    article = released_article_or_404(page_id)
    if not article.accepts_comments:
        return render(request, "comments/closed.html", beside(article, _("Comments are closed"), request), status=403)
    form = CommentForm(article, data=request.POST if request.method == "POST" else None)
    if form.is_valid() and posted(form, request):
        return redirect("comments:held", page_id)
    return show(request, form)


@never_cache
@require_safe
def held(request: HttpRequest, page_id: str) -> HttpResponse:
    """Say that the comment is held for moderation and what happens next. Nothing of the comment is shown."""
    article = released_article_or_404(page_id)
    return render(request, "comments/held.html", beside(article, _("Held for moderation"), request))


def released_article_or_404(page_id: str) -> ArticlePage:
    """The article if a reader of the address's language can reach it; not even the title of another one is told."""
    articles = ArticlePage.objects.released().in_language(locales.current_code()).select_related("locale")
    return get_object_or_404(articles, pk=page_id)


def posted(form: CommentForm, request: HttpRequest) -> bool:
    """Store the comment; where it is refused, say so on the form and return False."""
    try:
        post(form, request)
    except RefusedError:
        form.add_error(None, _("This comment could not be accepted. Nothing was stored."))
        return False
    return True


def show(request: HttpRequest, form: CommentForm) -> HttpResponse:
    """The form, empty or with what was typed and what is wrong with it."""
    status = 200
    if form.is_bound:
        status = 400 if form.is_forged else 422
        form.make_ready_again()
    context = beside(form.target_object, _("Write a comment"), request) | {"form": form}
    return render(request, "comments/form.html", context, status=status)


def beside(article: ArticlePage, title: str, request: HttpRequest) -> dict:
    """What the base template shows around a page about this article: breadcrumbs through it, its other languages."""
    return {
        "article": article,
        "title": title,
        "crumbs": [*article.breadcrumbs(), Crumb(title, request.path)],
        # They lead to the article: a comment is written in the language of what it is about.
        "translations": [way._replace(is_same_page=True) for way in article.translations],
    }
