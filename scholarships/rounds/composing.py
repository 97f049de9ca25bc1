"""A round as an organiser composes it: what it gives, to whom, and how it is decided."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lsscert.money.amounts import AmountField
from lsscert.money.models import Fund
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm
from scholarships.rounds.models import Round
from scholarships.rounds.rules_form import RulesForm
from scholarships.rounds.services import LATER_FIELDS, Composed

SPARE_ROWS = 2
DATE = {"type": "date"}
ROWS = {"empty_permitted": False, "use_required_attribute": False}
"""A row as it was before is a row as well; those without a name are left out by us."""


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(DATE), help_text=help_text)


class RoundForm(PageForm, forms.Form):
    sections = [
        (_("What it gives"), ["title", "purpose", "summary", "places", "amount", "partial"]),
        (_("Days"), ["opens_on", "closes_on", "news_by", "accept_days", "report_due_on"]),
        (
            _("How it is decided"),
            ["method", "blind", "readers", "scale", "quorum", "helped_first", "outside_number"],
        ),
        (_("What applicants hand in"), ["budget", "references"]),
        (_("How it is paid"), ["reimbursed", "match_percent"]),
    ]
    unmarked = ("outside_number", "report_due_on", "news_by", "opens_on", "closes_on")

    title = LineField(label=_("Title"), max_length=120)
    purpose = forms.ChoiceField(label=_("What it pays"), choices=Round.Purpose)
    summary = ProseField(
        label=_("What it is and for whom"),
        max_length=2000,
        required=False,
        help_text=_("The first thing people read. Plain words."),
    )
    places = forms.IntegerField(label=_("Number of awards"), min_value=1, max_value=500)
    amount = AmountField(label=_("Amount of one award"), most=Decimal(20_000))
    partial = forms.BooleanField(label=_("The committee may give less than that"), required=False)
    opens_on = _day(_("Opens on"))
    closes_on = _day(_("Last day to apply"), _("It counts to its end, in Chicago."))
    news_by = _day(_("Applicants hear by"))
    accept_days = forms.IntegerField(label=_("Days to accept an award"), min_value=3, max_value=90)
    report_due_on = _day(_("Follow-up report due on"), _("Leave it empty if none is asked for."))
    method = forms.ChoiceField(label=_("Who is awarded"), choices=Round.Method)
    blind = forms.BooleanField(label=_("The committee sees no names"), required=False)
    readers = forms.IntegerField(label=_("Members who score each application"), min_value=1, max_value=20)
    scale = forms.IntegerField(label=_("Points for each criterion, from 0 to"), min_value=1, max_value=10)
    quorum = forms.IntegerField(label=_("Members who must be present"), min_value=1, max_value=20)
    helped_first = forms.BooleanField(label=_("People never helped before come first"), required=False)
    outside_number = LineField(
        label=_("For a draw: the number nobody can know beforehand"),
        max_length=200,
        required=False,
        help_text=_("Name it now, read it after the last day: “Powerball numbers of 12 December 2026”."),
    )
    budget = forms.BooleanField(label=_("A budget with costs, and what is asked for"), required=False)
    references = forms.IntegerField(label=_("Letters of reference"), min_value=0, max_value=3)
    reimbursed = forms.BooleanField(
        label=_("Paid back after proof of completion and payment"), required=False
    )
    match_percent = forms.IntegerField(
        label=_("The applicant’s library adds, in percent of the award"), min_value=0, max_value=100
    )


class CriterionForm(PageForm, forms.Form):
    title = LineField(label=_("Criterion"), max_length=120, required=False)
    help = LineField(label=_("What to look for"), max_length=500, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1, required=False)
    unmarked = ("title", "help", "weight")


class QuestionForm(PageForm, forms.Form):
    text = LineField(label=_("Question"), max_length=300, required=False)
    help = LineField(label=_("What helps to answer it"), max_length=500, required=False)
    most_words = forms.IntegerField(
        label=_("At most so many words"), min_value=10, max_value=3000, initial=300, required=False
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)
    unmarked = ("text", "help", "most_words")


class LimitForm(PageForm, forms.Form):
    limit = AmountField(label=_("This round may draw at most"), zero=True, required=False)
    unmarked = ("limit",)

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"fund-{fund.ref}", **kwargs)
        self.fund = fund


CriterionFormSet = forms.formset_factory(CriterionForm, extra=SPARE_ROWS, max_num=20, absolute_max=20)
QuestionFormSet = forms.formset_factory(QuestionForm, extra=SPARE_ROWS, max_num=20, absolute_max=20)


class Composing:
    """All forms of the page. Empty rows of criteria and questions are left out."""

    def __init__(self, round_: Round, data: QueryDict | None, *, fixed: bool = False) -> None:
        self.form = RoundForm(data, initial={name: getattr(round_, name) for name in RoundForm.base_fields})
        self.rules = RulesForm(data, prefix="rules", initial=RulesForm.said(round_))
        criteria = list(round_.criteria.values("title", "help", "weight"))
        questions = list(round_.questions.values("text", "help", "most_words", "required"))
        self.criteria = CriterionFormSet(data, prefix="criteria", initial=criteria, form_kwargs=ROWS)
        self.questions = QuestionFormSet(data, prefix="questions", initial=questions, form_kwargs=ROWS)
        limits = {row.fund_id: row.limit for row in round_.draws_on.all()}
        self.funds = [
            LimitForm(data, fund=fund, initial={"limit": limits.get(fund.pk, "")})
            for fund in round_.organisation.funds.filter(closed_on=None)
        ]
        if fixed:
            self._fix()

    def _fix(self) -> None:
        """What people rely on is shown and cannot be typed in: Django keeps the initial value of a disabled field."""
        for name, field in self.form.fields.items():
            field.disabled = name not in LATER_FIELDS
        for form in (self.rules, *self.criteria, *self.questions):
            for field in form.fields.values():
                field.disabled = True

    def is_valid(self) -> bool:
        parts: list[Any] = [self.form, self.rules, self.criteria, self.questions, *self.funds]
        answers = [part.is_valid() for part in parts]  # each of them, so that all errors show at once
        return all(answers)

    def composed(self) -> Composed:
        return Composed(
            values=self.form.cleaned_data | {"scheme": self.rules.cleaned_data["scheme"]},
            rules=self.rules.rules(),
            criteria=[
                (each["title"], each.get("help", ""), each.get("weight") or 1)
                for each in self._rows(self.criteria, "title")
            ],
            questions=[
                (
                    each["text"],
                    each.get("help", ""),
                    each.get("most_words") or 300,
                    bool(each.get("required")),
                )
                for each in self._rows(self.questions, "text")
            ],
            limits=[(form.fund, form.cleaned_data.get("limit") or Decimal(0)) for form in self.funds],
        )

    def _rows(self, formset: Any, name: str) -> Sequence[dict[str, Any]]:
        return [form.cleaned_data for form in formset.forms if form.cleaned_data.get(name)]
