"""Approving terms in the Wagtail admin, one or many at once."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from news.models import GlossaryTerm
from news.release.terms.approval import approve, wrote


class SeenForm(forms.Form):
    """Says which wording was on the page where somebody clicked."""

    seen = forms.CharField(widget=forms.HiddenInput)


class ApproveTermsBulkAction(SnippetBulkAction):
    """Approves the wording that the page showed. Whoever wrote a term finds it among those that wait for somebody else."""

    models = [GlossaryTerm]
    display_name = pgettext_lazy("term", "Approve")
    aria_label = gettext_lazy("Approve the selected terms")
    action_type = "approve"
    action_priority = 10
    template_name = "news/terms/confirm_approval.html"
    form_class = SeenForm
    request: HttpRequest

    def check_perm(self, term: GlossaryTerm) -> bool:
        may_change = self.permission_policy.user_has_permission(self.request.user, "change")
        return bool(may_change) and not wrote(term, self.request.user)

    def get_actionable_objects(self) -> tuple[list[GlossaryTerm], dict[str, Any]]:
        objects, others = super().get_actionable_objects()
        return [term for term in objects if not term.is_approved], others

    def get_initial(self) -> dict[str, Any]:
        return {"seen": wording_of(self.get_actionable_objects()[0])}

    def prepare_action(self, objects: list[GlossaryTerm], others: dict[str, Any]) -> HttpResponse | None:
        if self.cleaned_form.cleaned_data["seen"] == wording_of(objects):
            return None
        messages.error(self.request, _("These terms were changed meanwhile. Read them again, then approve."))
        self.cleaned_form.data = {"seen": wording_of(objects)}
        response: HttpResponse = self.render_to_response(self.get_context_data(form=self.cleaned_form))
        return response

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[GlossaryTerm], user: AbstractBaseUser | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        for term in objects:
            if user is not None:
                approve(term, user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d term is approved.", "%(count)d terms are approved.", num_parent_objects) % {
            "count": num_parent_objects
        }


def wording_of(terms: list[GlossaryTerm]) -> str:
    told = sorted((term.pk, repr(term.entry)) for term in terms)
    return hashlib.sha256(repr(told).encode()).hexdigest()
