"""The approval of a course, as staff enter it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.courses.models import ApprovalPeriod
from competencies.standard.forms import VersionField
from lsscert import clock
from lsscert.partial_date_field import PartialDateFormField
from lsscert.partial_dates import PartialDate
from lsscert.text import LineField
from lsscert.ui.forms import PageForm

FURTHEST_YEARS = 5
"""How far ahead an approval may begin before it is taken for a slip."""


class ApprovalForm(PageForm, forms.Form):
    unmarked = ("begins", "ends")

    begins = PartialDateFormField(
        label=_("Approved on"), required=False, help_text=_("A day, or the month if no more is known.")
    )
    ends = PartialDateFormField(
        label=_("Approval ended, or ends, on"),
        required=False,
        help_text=_("Leave it empty for the usual length of an approval."),
    )
    source = LineField(
        label=_("Where that is on record"),
        required=False,
        max_length=300,
        help_text=_("For example: letter to the provider, review committee's minutes."),
    )
    version = VersionField()

    def clean_begins(self) -> PartialDate | None:
        begins = self.cleaned_data["begins"]
        if begins and begins.year > clock.today().year + FURTHEST_YEARS:
            raise forms.ValidationError(_("Check the year, please."))
        return begins

    @staticmethod
    def values_of(period: ApprovalPeriod) -> dict[str, Any]:
        return {
            "begins": period.begins,
            "ends": period.ends,
            "source": period.source,
            "version": period.course.version,
        }

    @staticmethod
    def shown(values: dict[str, Any]) -> dict[str, str]:
        return {name: str(values[name] or "") for name in ("begins", "ends", "source")}
