"""Articles that were taken back: what readers are told at their addresses."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import locales


class Withdrawal(models.Model):
    """An article was taken back, in every language at once. It lasts until one of its pages is released again."""

    translation_key = models.UUIDField(db_index=True)
    at = models.DateTimeField(_("withdrawn"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(
        _("reason"), max_length=1000, help_text=_("For the record of the house. Readers do not see it.")
    )
    notice_zh = models.TextField(_("notice in Chinese"), max_length=500)
    notice_en = models.TextField(_("notice in English"), max_length=500)
    ended_at = models.DateTimeField(_("released again"), null=True)
    files = models.JSONField(
        default=list, help_text="Paths in the public storage that are still to be removed: empty once that is done."
    )

    notice = locales.Bilingual()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        default_permissions = ("view",)
        permissions = [("purge_article", _("Can remove personal data from every version of an article"))]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(ended_at__isnull=True), name="news_one_withdrawal_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")),
                name="news_withdrawal_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.at:%Y-%m-%d}"


class WithdrawnAddress(models.Model):
    """An address at which readers found a withdrawn article, in any language, now or before."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="addresses")
    path = models.CharField(max_length=2000, db_index=True, help_text="Without a slash at its end: /zh/yaowen/huiyi")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["withdrawal", "path"], name="news_withdrawn_address_once"),
        ]

    def __str__(self) -> str:
        return self.path
