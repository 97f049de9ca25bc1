"""What a candidate reports, what the office decides, and the question anybody may ask."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.coursework.asking import When
from candidates.coursework.choosing import Choice, Group
from candidates.coursework.guards import LONGEST_REASON
from candidates.coursework.models import RefusalReason
from competencies.courses.models import Course
from lsscert import clock
from lsscert.partial_date_field import PartialDateFormField
from lsscert.refused import Refused
from lsscert.text import LineField, ProseField, tidy_line
from lsscert.ui.forms import ChoiceCards, FileInput, PageForm, choice_field

YES, NO = "yes", "no"
PASSED = [(YES, _("Yes")), (NO, _("No, or not yet"))]
EARLIEST_YEAR = 1960
YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
LONGEST_QUESTION = 400
ACCEPT = "application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"


class ProofForm(PageForm, forms.Form):
    """When a course was completed, whether it was passed, and the proof.

    With `checking` the proof may be missing: the rule is asked and nothing is sent.
    """

    completed_on = forms.DateField(
        label=_("Completed on"),
        help_text=_("The day on your completion certificate."),
        error_messages={"required": _("Say when you completed it.")},
    )
    passed = forms.ChoiceField(label=_("Did you pass?"), choices=PASSED, initial=YES, widget=ChoiceCards)
    proof = forms.FileField(label=_("Proof"), allow_empty_file=True)

    def __init__(self, *args: Any, megabytes: int, checking: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checking = checking
        proof = self.fields["proof"]
        proof.required = not checking
        proof.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept=ACCEPT)
        proof.help_text = _(
            "The completion certificate from your instructor, with your name and the day on it:"
            " PDF, PNG or JPEG, up to %(limit)s MB. No assignments, please."
        ) % {"limit": megabytes}
        proof.error_messages["required"] = _("Choose the file with your proof.")
        if self.is_bound and self.files:
            proof.help_text = _("Please choose the file again: browsers do not keep it. %(help)s") % {
                "help": proof.help_text
            }

    def clean_completed_on(self) -> date:
        day = self.cleaned_data["completed_on"]
        if day > clock.today():
            raise forms.ValidationError(
                _("This day has not come yet. Report the course once you have completed it.")
            )
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Check the year, please."))
        return day

    def clean_passed(self) -> bool:
        return self.cleaned_data["passed"] == YES

    @property
    def known(self) -> bool:
        """Whether there is enough to ask the rule. Asks for a bound form."""
        self.is_valid()
        return {"completed_on", "passed"} <= self.cleaned_data.keys()

    def show(self, no: Refused) -> None:
        """A refusal by the service, at the field it speaks of."""
        self.add_error("proof" if no.code.startswith("file_") else None, str(no))

    @property
    def anyway(self) -> bool:
        """Ticked beside the rule's answer: by the rule it does not count, and the office shall look all the same."""
        return bool(self.data.get("anyway"))


class ReportForm(ProofForm):
    """The course is chosen from the offers for each set, under the name of the set."""

    course = forms.ChoiceField(label=_("Course"))
    field_order = ["course", "completed_on", "passed", "proof"]

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {choice.course.ref: choice.course for group in groups for choice in group.choices}
        course = choice_field(self, "course")
        options = [
            (group.edition.set.name, [_option(choice) for choice in group.choices]) for group in groups
        ]
        course.choices = [("", _("Choose the course")), *options]
        course.error_messages |= {
            "required": _("Choose the course you completed."),
            "invalid_choice": _(
                "This course is not on the list. Choose one from it, or ask the office about yours."
            ),
        }

    def clean_course(self) -> Course:
        return self.courses[self.cleaned_data["course"]]

    @property
    def known(self) -> bool:
        return super().known and "course" in self.cleaned_data


def _option(choice: Choice) -> tuple[str, str]:
    label = f"{choice.course.title} ({choice.course.provider.name})"
    if choice.others:
        others = str(_(" and ")).join(other.title for other in choice.others)
        label = _("%(course)s, counts together with %(others)s") % {"course": label, "others": others}
    return choice.course.ref, label


class WhenField(PartialDateFormField):
    """A day, a month, or only a year, as people remember it."""

    def to_python(self, value: Any) -> Any:
        typed = tidy_line(str(value or ""))
        if YEAR.fullmatch(typed):
            return When.in_year(int(typed))
        partial = super().to_python(typed)
        return When.of(partial) if partial else None


class QuestionForm(PageForm, forms.Form):
    """The public question. A course is typed or comes by its ref in a link; a month will do."""

    course = LineField(
        label=_("Course"),
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"list": "courses-on-record", "autocomplete": "off"}),
        help_text=_("Type part of its title or its provider, then choose."),
        error_messages={"required": _("Name the course.")},
    )
    completed = WhenField(
        label=_("Completed"),
        help_text=_("As exactly as you remember it: 2024-03-15, March 2024, or only 2024."),
        error_messages={
            "required": _("Say when you completed it; the year will do."),
            "invalid": _("Write a day, such as 2024-03-15, a month, such as March 2024, or a year."),
        },
    )
    passed = forms.ChoiceField(label=_("Did you pass?"), choices=PASSED, initial=YES, widget=ChoiceCards)

    def clean_passed(self) -> bool:
        return self.cleaned_data["passed"] == YES


class RefusalForm(PageForm, forms.Form):
    prefix = "refuse"

    reason = forms.ChoiceField(
        label=_("What is wrong"),
        choices=[("", _("Choose")), *RefusalReason.choices],
        error_messages={"required": _("Choose what is wrong; the candidate reads it.")},
    )
    note = ProseField(
        label=_("What you want to add"),
        required=False,
        max_length=1000,
        help_text=_("The candidate reads it, together with what would mend it."),
    )


class WhyForm(PageForm, forms.Form):
    """A reason that stays on record and that the candidate reads."""

    why = ProseField(
        label=_("Why"), max_length=LONGEST_REASON, error_messages={"required": _("Say why, in a sentence.")}
    )
