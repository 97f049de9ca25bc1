from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import Competency
from lsscert.text import ProseField, tidy_line
from lsscert.ui.forms import PageForm

MOST_SUBPOINTS, LONGEST_SUBPOINT = 20, 300


class LinesField(ProseField):
    """One entry a line; empty lines are left out."""

    def clean(self, value: Any) -> list[str]:
        lines = [tidy_line(line) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_SUBPOINTS:
            raise forms.ValidationError(_("At most %(most)d lines, please.") % {"most": MOST_SUBPOINTS})
        if any(len(line) > LONGEST_SUBPOINT for line in lines):
            raise forms.ValidationError(
                _("At most %(most)d characters a line, please.") % {"most": LONGEST_SUBPOINT}
            )
        return lines


class VersionField(forms.IntegerField):
    """Which version of the row the form was made of; one that was tampered with is simply an old one."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return -1


class CompetencyForm(PageForm, forms.Form):
    text = ProseField(label=_("Text"), max_length=2000)
    subpoints = LinesField(
        label=_("Sub-points"),
        required=False,
        max_length=8000,
        help_text=_("One a line, if the official text has any."),
    )
    note = ProseField(
        label=_("Note for the office"),
        required=False,
        max_length=1000,
        help_text=_("Only staff see it. Empty it once it is settled."),
    )
    version = VersionField()

    @staticmethod
    def values_of(competency: Competency) -> dict[str, Any]:
        return {
            "text": competency.text or "",
            "subpoints": "\n".join(competency.subpoints),
            "note": competency.note,
            "version": competency.version,
        }


class AssignmentForm(PageForm, forms.Form):
    text = ProseField(
        label=_("Assignment"),
        max_length=2000,
        help_text=_("What the candidate does, and what they show of it."),
    )
