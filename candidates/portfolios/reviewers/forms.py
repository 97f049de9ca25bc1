"""What reviewers say of themselves, and what the office says of them."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import MustNotJudge, Reviewer
from candidates.portfolios.reviewers.profile import MEGABYTES
from candidates.portfolios.reviewers.shape import problem_with
from lsscert.text import LineField, ProseField, without_unstorable
from lsscert.ui.forms import ChoiceCards, FileInput, PageForm

MOST_A_YEAR = 200
LONGEST_RESUME = 8000
LONGEST_CALIBRATION = 200_000


class ProfileForm(PageForm, forms.Form):
    employer = LineField(
        label=_("Where you work"),
        max_length=200,
        required=False,
        help_text=_("You never get a portfolio of somebody who works there, or worked there."),
    )
    yearly_cap = forms.IntegerField(
        label=_("Portfolios a year at most"), min_value=0, max_value=MOST_A_YEAR, required=False
    )
    available = forms.BooleanField(label=_("I take portfolios now"), required=False)
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        help_text=_("The day you are back; before it you get nothing new."),
    )
    resume = ProseField(
        label=_("Résumé"),
        max_length=LONGEST_RESUME,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Posts, degrees, what you teach: the office reads it to say for which sets you qualify."),
    )
    resume_file = forms.FileField(
        label=_("Résumé as a PDF"),
        required=False,
        allow_empty_file=True,
        widget=FileInput(max_bytes=MEGABYTES * 1024 * 1024, accept="application/pdf,.pdf"),
    )
    sections = [
        (_("Your work"), ["employer", "resume", "resume_file"]),
        (_("How much you take"), ["yearly_cap", "available", "away_until"]),
    ]

    def __init__(self, *args: Any, reviewer: Reviewer, usual_cap: int, **kwargs: Any) -> None:
        names = ("employer", "yearly_cap", "available", "away_until", "resume")
        initial = {name: getattr(reviewer, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["yearly_cap"].help_text = _(
            "Left empty it is %(usual)s, as for everybody. Nobody can give you more than you say."
        ) % {"usual": usual_cap}
        self.fields["resume_file"].help_text = (
            _("Choose another one to replace it. Up to %(most)s MB.")
            if reviewer.resume_file_id
            else _("Up to %(most)s MB.")
        ) % {"most": MEGABYTES}


class MustNotJudgeForm(PageForm, forms.Form):
    prefix = "list"

    kind = forms.ChoiceField(
        label=_("What it is"), choices=MustNotJudge.Kind.choices, initial="employer", widget=ChoiceCards
    )
    name = LineField(
        label=_("Name"),
        max_length=200,
        help_text=_("A library, an employer, or a person: first and last name, or an e-mail address."),
        error_messages={"required": _("Write a name.")},
    )


class InviteReviewerForm(PageForm, forms.Form):
    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    words = ProseField(
        label=_("A few words of your own"),
        required=False,
        max_length=1000,
        help_text=_("They stand in the letter."),
    )


class CapForm(PageForm, forms.Form):
    prefix = "cap"
    yearly_cap = forms.IntegerField(
        label=_("Portfolios a year at most"), min_value=0, max_value=MOST_A_YEAR, required=False
    )


class CalibrationForm(PageForm, forms.Form):
    """The whole training portfolio as text: it is replaced once in years, by somebody who prepared it."""

    title = LineField(label=_("Title"), max_length=200)
    content = ProseField(
        label=_("Portfolio"),
        max_length=LONGEST_CALIBRATION,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "mono"}),
        help_text=_("In the shape of the one that is shown. Make it up; never use a real candidate's."),
    )
    key = ProseField(
        label=_("Key"),
        max_length=LONGEST_CALIBRATION,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "mono"}),
        help_text=_("For each competency: its number, the rating (met, partial or not), and why."),
    )

    def clean_content(self) -> Any:
        return _parsed(self.cleaned_data["content"])

    def clean_key(self) -> Any:
        return _parsed(self.cleaned_data["key"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "content" in data and "key" in data:
            problem = problem_with(data["content"], data["key"])
            if problem:
                raise forms.ValidationError(problem)
        return data


def _parsed(text: str) -> Any:
    try:
        return _storable(json.loads(text, parse_constant=_no_number))
    except (ValueError, RecursionError) as problem:
        raise forms.ValidationError(
            _("This cannot be read: %(problem)s.") % {"problem": str(problem)[:200]}
        ) from problem


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _storable(value: Any) -> Any:
    """Escapes can name what no database holds."""
    if isinstance(value, str):
        return without_unstorable(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {without_unstorable(name): _storable(each) for name, each in value.items()}
    return value
