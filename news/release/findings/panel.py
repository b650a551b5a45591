"""The findings of the saved draft, as a tab of the article editor."""

from typing import Any

from wagtail.admin.panels import Panel


class FindingsPanel(Panel):
    """Read only: findings are dismissed on a page of their own, since the editor is one form. Not for an article that was
    never saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/findings/panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and self.request is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from news.release.findings.reports import report_on  # it reads the models whose editor this is

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"report": report_on(self.instance, self.request.user)}
