"""Try the rules of a round on facts that somebody types in. Nothing of it is kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lsscert.partial_date_field import PartialDateFormField
from lsscert.text import LineField
from lsscert.ui.forms import PageForm
from scholarships.rounds.entitlement import Verdict, eligible, judge
from scholarships.rounds.models import Round
from scholarships.rounds.stated import CANDIDACIES, Post, Stated

ROWS = 3
YES, NO = "yes", "no"
ANSWERS = [("", "—"), (YES, _("Yes")), (NO, _("No"))]
ABOUT_WORK = {"employed", "hours", "months"}
FACTS = {
    "member": "member",
    "education": "diploma",
    "candidacy": "candidacy",
    "never_helped": "helped",
    "one_per_scheme": "had_one",
}
"""Which fact a rule asks for; a fact that no rule asks for is not asked."""


def _yes_or_no(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=ANSWERS)


class FactsForm(PageForm, forms.Form):
    member = _yes_or_no(_("Are you a member of the organisation?"))
    diploma = _yes_or_no(_("Do you hold a high-school diploma or its equivalent (GED)?"))
    candidacy = forms.ChoiceField(
        label=_("How far are you with the certification?"), choices=list(CANDIDACIES.items())
    )
    helped = _yes_or_no(_("Did you ever have an award toward the certification?"))
    had_one = _yes_or_no(_("Do you have an award already of the rounds that belong together with this one?"))

    def __init__(self, *args: Any, rules: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {FACTS.get(rule["rule"]) for rule in rules}
        for name in set(self.fields) - asked:
            del self.fields[name]
        self.sections = [(_("About you"), list(self.fields))] if self.fields else []


class WorkForm(PageForm, forms.Form):
    """One post; a row left empty is left out."""

    unmarked = ("region", "paid", "starts", "ends", "hours_per_week", "weeks_per_year")
    region = LineField(label=_("State or region of the library"), max_length=60, required=False)
    paid = forms.ChoiceField(
        label=_("Paid or volunteer"),
        choices=[(YES, _("Paid")), (NO, _("Volunteer"))],
        initial=YES,
        required=False,
    )
    starts = PartialDateFormField(
        label=_("First day"), required=False, help_text=_("The month is enough: September 2022.")
    )
    ends = PartialDateFormField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if you still work there.")
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours per week"),
        min_value=Decimal("0.25"),
        max_value=168,
        decimal_places=2,
        required=False,
    )
    weeks_per_year = forms.DecimalField(
        label=_("Weeks per year"),
        min_value=Decimal("0.5"),
        max_value=52,
        decimal_places=1,
        initial=52,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("region", "starts", "hours_per_week")):
            return data
        for name in ("region", "starts", "hours_per_week"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Please fill this in, or leave the whole post empty."))
        if data.get("starts") and data.get("ends") and data["ends"].last() < data["starts"].first():
            self.add_error("ends", _("The last day is before the first day."))
        return data

    def post(self) -> Post | None:
        """Only for a valid form."""
        data = self.cleaned_data
        if not data.get("starts"):
            return None
        return Post(
            region=data["region"],
            paid=data["paid"] != NO,
            starts=data["starts"].first(),
            ends=data["ends"].last() if data["ends"] else None,
            hours_per_week=data["hours_per_week"],
            weeks_per_year=data["weeks_per_year"] or Decimal(52),
        )


WorkFormSet = forms.formset_factory(WorkForm, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


class Checking:
    """The forms of the page, and what the rules say of them."""

    def __init__(self, round_: Round, data: QueryDict | None) -> None:
        self.round = round_
        self.facts = FactsForm(data, rules=round_.rules)
        about_work = any(rule["rule"] in ABOUT_WORK for rule in round_.rules)
        self.work: Any = WorkFormSet(data, prefix="work") if about_work else None

    def is_valid(self) -> bool:
        answers = [part.is_valid() for part in (self.facts, self.work) if part is not None]
        return all(answers)

    def verdicts(self, today: date) -> list[Verdict]:
        """On a draft without a last day, days count back from today."""
        return judge(self.round.rules, self._stated(), closes_on=self.round.closes_on or today)

    def _stated(self) -> Stated:
        said = self.facts.cleaned_data
        posts = [form.post() for form in self.work] if self.work is not None else []
        return Stated(
            # The list of members is not asked here: anybody could find out by it who belongs to the organisation.
            member_number="?" if said.get("member") == YES else "",
            on_roll=None,
            has_diploma=said.get("diploma") == YES,
            posts=tuple(post for post in posts if post),
            candidacy=said.get("candidacy", "none"),
            helped_before=said.get("helped") == YES,
            awards_in_scheme=1 if said.get("had_one") == YES else 0,
        )


def answer_to(verdicts: list[Verdict]) -> tuple[str, Any]:
    """In one sentence, with its tone."""
    return {
        True: ("done", _("Yes: by what you say, you can apply.")),
        None: ("wait", _("It looks good: by what you say you can apply; one thing is looked up afterwards.")),
        False: ("stop", _("By what you say, not every condition is met.")),
    }[eligible(verdicts)]


TONES = {True: "done", None: "wait", False: "stop"}


def rows(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    return [{"tone": TONES[each.met], "sentence": each.sentence, "mend": each.mend} for each in verdicts]
