"""The released versions of an article: counted as they are released, and an earlier one opened to readers by choice."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import PageLogEntry, Revision

from news.release.texts import digest_of

if TYPE_CHECKING:
    from news.models import ArticlePage, ReleasedVersion

OPEN, CLOSE = "news.open_version", "news.close_version"  # as the audit log calls them


# --- How they come about ----------------------------------------------------------------------------------------------
def count_release(sender: Any, instance: "ArticlePage", revision: Revision, **kwargs: Any) -> None:
    """A receiver of Wagtail's `page_published`: what was just released is the article's next version.

    An article that was live before anybody counted starts at 2: version 1 is the text that nobody kept. Wagtail sends the
    signal also for what it has only scheduled.
    """
    from news.models import ReleasedVersion

    if not instance.live:
        return
    last = ReleasedVersion.objects.filter(article=instance.pk).aggregate(last=Max("number"))["last"]
    is_first = instance.first_published_at == instance.last_published_at
    ReleasedVersion.objects.create(
        article=instance,
        number=(last or (0 if is_first else 1)) + 1,
        revision=revision,
        released_at=instance.last_published_at,
        digest=digest_of(instance),
    )


# --- What editors decide ----------------------------------------------------------------------------------------------
@transaction.atomic
def open_version(version: "ReleasedVersion", user: AbstractBaseUser) -> "ReleasedVersion":
    """Let readers see an earlier version. Opened twice, it is opened once.

    Raises ValidationError for the newest version, which is the article itself, and where its text is gone.
    """
    from news.models import ReleasedVersion

    stored = ReleasedVersion.objects.select_for_update().get(pk=version.pk)
    if stored.is_open:
        return stored
    if not ReleasedVersion.objects.filter(article=stored.article_id, number__gt=stored.number).exists():
        raise ValidationError(_("This is the newest version: the article itself."))
    if stored.revision_id is None:
        raise ValidationError(_("The text of this version is gone."))
    stored.opened_at, stored.opened_by = timezone.now(), cast(User, user)
    stored.save(update_fields=["opened_at", "opened_by"])
    _tell(stored, OPEN, user)
    return stored


@transaction.atomic
def close_version(version: "ReleasedVersion", user: AbstractBaseUser | None) -> "ReleasedVersion":
    """Take an earlier version from readers again."""
    from news.models import ReleasedVersion

    stored = ReleasedVersion.objects.select_for_update().get(pk=version.pk)
    if stored.is_open:
        stored.opened_at = stored.opened_by = None
        stored.save(update_fields=["opened_at", "opened_by"])
        _tell(stored, CLOSE, user)
    return stored


def _tell(version: "ReleasedVersion", action: str, user: AbstractBaseUser | None) -> None:
    log(version.article, action, user=user, data={"number": version.number}, revision=version.revision)
    if version.article.live:
        version.article.announce(version.article)  # its page lists the versions that are open


# --- How readers see one ----------------------------------------------------------------------------------------------
def open_one(article: "ArticlePage", number: int) -> "ReleasedVersion | None":
    """The version with this number that readers may see, or None."""
    found: ReleasedVersion | None = (
        article.versions.filter(number=number, opened_at__isnull=False, revision__isnull=False)
        .select_related("revision")
        .first()
    )
    return found


def show(article: "ArticlePage", version: "ReleasedVersion", request: HttpRequest) -> HttpResponse:
    """An earlier version's page, which says that it is one. Search engines are told to leave it out."""
    earlier = cast(Revision, version.revision).as_object()
    earlier.is_earlier_version = True
    earlier.trail = [*article.trail[:-1], article]
    earlier.surroundings = article.surroundings
    context = earlier.get_context(request) | {
        "version": version,
        "translations": article.translations,
        "crumbs": [*article.breadcrumbs(), _crumb(article, version)],
    }
    response = TemplateResponse(request, "news/article_version.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _crumb(article: "ArticlePage", version: "ReleasedVersion") -> tuple[str, str]:
    from portal.models import Crumb

    return Crumb(_("Version %(number)d") % {"number": version.number}, f"{article.url_path}versions/{version.number}/")


# --- The audit log ----------------------------------------------------------------------------------------------------
class VersionFormatter(LogFormatter):
    """An entry's `data`: `number`."""

    def format_message(self, entry: PageLogEntry) -> str:
        told = {
            OPEN: _("Version %(number)d opened to readers"),
            CLOSE: _("Version %(number)d taken from readers"),
        }
        return told[entry.action] % entry.data


def register_log_actions(registry: LogActionRegistry) -> None:
    for action, label in ((OPEN, gettext_lazy("Open version")), (CLOSE, gettext_lazy("Close version"))):
        registry.register_action(action)(type("Formatter", (VersionFormatter,), {"label": label}))
