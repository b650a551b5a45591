"""In the Wagtail admin: withdrawing an article, taking it offline, its earlier versions, and purging."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from news.models import ArticlePage, ReleasedVersion
from news.release.permissions import may_release
from news.release.purging import PERMISSION, purge
from news.release.unpublishing import live_translations, unpublish
from news.release.versions import close_version, open_version
from news.release.withdrawing import active, consequences, withdraw
from portal.pagination import whole_number


class ArticleView(WagtailAdminTemplateMixin):
    """For those who may release the article."""

    header_icon = "doc-full"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def article(self) -> ArticlePage:
        return get_object_or_404(ArticlePage, pk=self.kwargs["pk"])

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_release(self.article, self.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return str(self.article.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": self.edit_url, "label": self.article.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), here, {"url": "", "label": self.get_page_title()}]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"article": self.article, "edit_url": self.edit_url}


def words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WithdrawForm(forms.Form):
    notice_zh = forms.CharField(
        label=gettext_lazy("Notice in Chinese"),
        max_length=500,
        widget=words(3),
        initial="本稿件已撤回，请勿引用、转载。",
        help_text=gettext_lazy("What readers of both languages get at the article's addresses, with the date."),
    )
    notice_en = forms.CharField(
        label=gettext_lazy("Notice in English"),
        max_length=500,
        widget=words(3),
        initial="This article has been withdrawn. Please do not quote or reprint it.",
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=words(3),
        help_text=gettext_lazy("For the record of the house. Readers do not see it."),
    )


class WithdrawView(ArticleView, FormView[WithdrawForm]):
    """What a withdrawal would do to every language, and the notice."""

    form_class = WithdrawForm
    page_title = gettext_lazy("Withdraw")
    template_name = "news/release/withdraw.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if active(self.article.translation_key) is not None:
            return redirect(self.edit_url)  # which says so
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"consequences": consequences(self.article)}

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        try:
            withdraw(self.article, self.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The article is withdrawn in every language."))
        return redirect(self.edit_url)


def tell_withdrawal(request: HttpRequest, page: Page) -> None:
    """When the editor of a withdrawn article opens: what readers get instead, and what would end that."""
    if request.method != "GET" or not issubclass(page.specific_class or Page, ArticlePage):
        return
    withdrawal = active(page.translation_key)
    if withdrawal is not None:
        text = _("This article was withdrawn on %(day)s. Readers get the notice, until it is released again.")
        messages.warning(request, text % {"day": date_format(localtime(withdrawal.at), "DATE_FORMAT")})


class UnpublishForm(forms.Form):
    languages = forms.ChoiceField(
        label=gettext_lazy("Take offline"),
        widget=forms.RadioSelect,
        choices=[("all", gettext_lazy("In every language")), ("this", gettext_lazy("In this language only"))],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why only one language"),
        max_length=1000,
        required=False,
        widget=words(3),
        help_text=gettext_lazy("Needed where the other language stays. It is kept in the audit log."),
    )


class UnpublishArticleView(ArticleView, FormView[UnpublishForm]):
    """Which language goes offline, where readers can read the article in another one too."""

    form_class = UnpublishForm
    page_title = gettext_lazy("Unpublish")
    template_name = "news/release/unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"others": live_translations(self.article)}

    def form_valid(self, form: UnpublishForm) -> HttpResponse:
        everywhere = form.cleaned_data["languages"] == "all"
        try:
            gone = unpublish(self.article, self.user, everywhere, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        for page in gone:
            messages.success(self.request, _("“%(title)s” is offline.") % {"title": page.get_admin_display_title()})
        return redirect(self.edit_url)


class VersionsView(ArticleView, TemplateView):
    """The released versions, and by POST opening one to readers or taking it from them: `open` or `close` is its number."""

    page_title = gettext_lazy("Released versions")
    template_name = "news/release/versions.html"
    http_method_names = ["get", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.article.versions.select_related("opened_by"))
        return super().get_context_data(**kwargs) | {"versions": versions}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        change, number = (
            (open_version, request.POST["open"])
            if "open" in request.POST
            else (close_version, request.POST.get("close", ""))
        )
        version = self.version(number)
        try:
            if version is None:
                raise ValidationError(_("There is no such version."))
            change(version, self.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(request.path)

    def version(self, number: str) -> ReleasedVersion | None:
        known = self.article.versions.filter(number=whole_number(number) or 0)
        return cast(ReleasedVersion | None, known.first())


class PurgeForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Text to remove"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Exactly as it stands there: a name, a telephone number, an identity number."),
    )
    understood = forms.BooleanField(label=gettext_lazy("I know that this cannot be undone."))


class PurgeView(ArticleView, FormView[PurgeForm]):
    """Removing personal data from every version; for administrators."""

    form_class = PurgeForm
    page_title = gettext_lazy("Purge personal data")
    template_name = "news/release/purge.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PurgeForm) -> HttpResponse:
        try:
            places = purge(self.article, form.cleaned_data["text"], self.user)
        except ValidationError as error:
            form.add_error("text", error)
            return self.form_invalid(form)
        told = ngettext("Removed from %(count)d place.", "Removed from %(count)d places.", places)
        messages.success(self.request, told % {"count": places})
        return redirect(self.edit_url)


def admin_urls() -> list[URLPattern]:
    return [
        path("articles/<int:pk>/withdraw/", WithdrawView.as_view(), name="news_withdraw"),
        path("articles/<int:pk>/unpublish/", UnpublishArticleView.as_view(), name="news_unpublish"),
        path("articles/<int:pk>/versions/", VersionsView.as_view(), name="news_versions"),
        path("articles/<int:pk>/purge/", PurgeView.as_view(), name="news_purge"),
    ]
