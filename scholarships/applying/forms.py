"""An application for help as a person fills it in. Everything but the last tick is kept as it is typed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.money.amounts import AmountField
from lsscert.partial_date_field import PartialDateFormField
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Question, Round

MOST_ROWS = 12
PAID, VOLUNTEER = "paid", "volunteer"
LONGEST_ANSWER = 40_000


class AboutForm(PageForm, forms.Form):
    unmarked = ("member_number", "asked")

    member_number = LineField(label=_("Your member number"), max_length=30, required=False)
    education = forms.ChoiceField(
        label=_("What have you completed?"), choices=[("", "—"), *ScholarshipApplication.Education.choices]
    )
    region = LineField(label=_("State or region you live in"), max_length=60)
    asked = AmountField(label=_("How much you ask for"), required=False)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = round_.organisation.name
        self.fields["member_number"].help_text = _("Of %(name)s. ALA membership is something else.") % {
            "name": name
        }
        if any(rule["rule"] == "member" for rule in round_.rules) is False:
            del self.fields["member_number"]
        asked = self.fields["asked"]
        assert isinstance(asked, AmountField)
        asked.most = round_.amount
        asked.help_text = _("At most %(amount)s. Leave it empty to ask for all of it.") % {
            "amount": money(round_.amount)
        }
        if not round_.partial or round_.budget:
            del self.fields["asked"]
        self.sections = [(_("About you"), list(self.fields))]


class PostForm(PageForm, forms.Form):
    unmarked = ("ends",)
    library = LineField(label=_("Library"), max_length=200)
    title = LineField(label=_("Your post there"), max_length=200)
    region = LineField(label=_("State or region of the library"), max_length=60)
    paid = forms.ChoiceField(
        label=_("Paid or volunteer"), choices=[(PAID, _("Paid")), (VOLUNTEER, _("Volunteer"))], initial=PAID
    )
    starts = PartialDateFormField(label=_("First day"), help_text=_("The month is enough: September 2022."))
    ends = PartialDateFormField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if you still work there.")
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours per week"), min_value=Decimal("0.25"), max_value=168, decimal_places=2
    )
    weeks_per_year = forms.DecimalField(
        label=_("Weeks per year"), min_value=Decimal("0.5"), max_value=52, decimal_places=1, initial=52
    )

    def clean_starts(self) -> date:
        starts = self.cleaned_data["starts"].first()
        if starts > clock.today():
            raise forms.ValidationError(_("This day is still to come. Only work already begun counts."))
        return starts

    def clean_ends(self) -> date | None:
        ends = self.cleaned_data["ends"]
        return ends.last() if ends else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("The last day is before the first day."))
        return data


class CostForm(PageForm, forms.Form):
    """A line that is left empty is left out; one that is begun is finished."""

    unmarked = ("what", "cost", "asked")
    what = LineField(label=_("What"), max_length=120, required=False)
    cost = AmountField(label=_("Costs"), required=False, most=Decimal(50_000))
    asked = AmountField(label=_("Asked for"), zero=True, required=False, most=Decimal(50_000))

    MISSING = (
        ("what", _("Say what it is.")),
        ("cost", _("Say what it costs.")),
        ("asked", _("Say what of it you ask for; 0 is an answer.")),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.has_changed():
            return data
        for name, sentence in self.MISSING:
            if data.get(name, "") == "" and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("cost") and data.get("asked") and data["asked"] > data["cost"]:
            self.add_error("asked", _("No more can be asked for than it costs."))
        return data


class AnswersForm(PageForm, forms.Form):
    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = ProseField(
                label=question.text,
                help_text=" ".join(
                    filter(
                        None,
                        [question.help, str(_("At most %(most)d words.") % {"most": question.most_words})],
                    )
                ),
                required=question.required,
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea({"rows": 8, "data-words": question.most_words}),
            )
        self.questions = questions
        self.sections = [(_("In your own words"), list(self.fields))] if questions else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for question in self.questions:
            words = len((data.get(f"q{question.pk}") or "").split())
            if words > question.most_words:
                self.add_error(
                    f"q{question.pk}",
                    _("This has %(words)d words; at most %(most)d fit.")
                    % {"words": words, "most": question.most_words},
                )
        return data


class SendForm(PageForm, forms.Form):
    true = forms.BooleanField(label=_("What I wrote is true as far as I know."))
    anyway = forms.BooleanField(
        label=_("Hand it in all the same: I want the organisation to look at it."), required=False
    )


class RefereeForm(PageForm, forms.Form):
    name = LineField(label=_("Their name"), max_length=200)
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)


class LetterForm(PageForm, forms.Form):
    """What somebody writes for an applicant, by the link they were sent."""

    text = ProseField(label=_("Your letter"), max_length=20_000, widget=forms.Textarea({"rows": 14}))


class RefusalForm(PageForm, forms.Form):
    rule = forms.ChoiceField(label=_("The condition that is not met"))
    words = ProseField(label=_("Why, and what would mend it"), max_length=500)

    def __init__(self, *args: Any, rules: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*rules, ("other", _("Something else"))]


class Rows(forms.BaseFormSet):
    """Rows that were never touched are left out, whether or not others follow."""

    @property
    def said(self) -> list[dict[str, Any]]:
        """What the rows that are well say; each has all its facts."""
        if not self.is_bound:
            return []
        self.is_valid()
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]


class PostRows(Rows):
    needed = False

    def clean(self) -> None:
        if self.needed and not any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(_("Say where you work or worked; the conditions ask for it."))


class CostRows(Rows):
    most: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return sum((row["asked"] for row in self.said), Decimal(0))

    @property
    def costs(self) -> Decimal:
        return sum((row["cost"] for row in self.said), Decimal(0))

    def clean(self) -> None:
        if self.most is None or any(self.errors):
            return
        asked = sum((form.cleaned_data["asked"] for form in self.forms if form.has_changed()), Decimal(0))
        words = {"asked": money(asked), "most": money(self.most)}
        if asked > self.most:
            raise forms.ValidationError(
                _("You ask for %(asked)s in all; this round gives at most %(most)s.") % words
            )
        if not asked:
            raise forms.ValidationError(_("Say in your budget what you ask for."))


PostFormSet = forms.formset_factory(
    PostForm, formset=PostRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
CostFormSet = forms.formset_factory(
    CostForm, formset=CostRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
NEEDS_POSTS = frozenset({"employed", "hours", "months"})


class Filled:
    """All forms of the page: bound to what was sent, or showing what was typed without scolding."""

    def __init__(self, round_: Round, data: Mapping[str, Any], *, bound: bool, more: str = "") -> None:
        self.round = round_
        self.questions = list(round_.questions.all())
        first = {
            name: value[0] if isinstance(value, list) and value else value for name, value in data.items()
        }
        if bound:
            query = as_query(first)
            self.about = AboutForm(query, round_=round_)
            self.answers = AnswersForm(query, questions=self.questions)
            self.posts, self.costs = PostFormSet(query, prefix="posts"), CostFormSet(query, prefix="costs")
        else:
            self.about = AboutForm(initial=first, round_=round_)
            self.answers = AnswersForm(initial=first, questions=self.questions)
            self.posts = PostFormSet(prefix="posts", initial=rows(first, "posts", more == "posts"))
            self.costs = CostFormSet(prefix="costs", initial=rows(first, "costs", more == "costs"))
        self.posts.needed = any(rule["rule"] in NEEDS_POSTS for rule in round_.rules)
        self.costs.most = round_.amount if round_.budget else None

    @property
    def parts(self) -> list[Any]:
        return [self.about, self.posts, self.answers, *([self.costs] if self.round.budget else [])]

    def is_valid(self) -> bool:
        answers = [part.is_valid() for part in self.parts]  # each of them, so that all errors show at once
        return all(answers)


def as_query(values: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query[name] = str(value)
    for prefix in ("posts", "costs"):
        query[f"{prefix}-TOTAL_FORMS"] = str(count(values, prefix))
        query[f"{prefix}-INITIAL_FORMS"] = "0"
    return query


def count(values: Mapping[str, Any], prefix: str) -> int:
    """How many rows were typed; one when that says nothing sensible."""
    text = str(values.get(f"{prefix}-TOTAL_FORMS", ""))
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def rows(values: Mapping[str, Any], prefix: str, one_more: bool) -> list[dict[str, Any]]:
    found = []
    for index in range(count(values, prefix)):
        start = f"{prefix}-{index}-"
        row = {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}
        found.append(row)
    return [*found, *([{}] if one_more or not found else [])][:MOST_ROWS]


def without_row(values: Mapping[str, Any], prefix: str, index: int) -> dict[str, Any]:
    """What was typed, one row less; those that follow move up. An empty row stays where it was the only one."""
    total, left = count(values, prefix), {}
    for name, value in values.items():
        head, _dash, rest = name.removeprefix(f"{prefix}-").partition("-")
        if not name.startswith(f"{prefix}-") or not head.isascii() or not head.isdigit() or len(head) > 3:
            left[name] = value
        elif int(head) != index:
            left[f"{prefix}-{int(head) - (int(head) > index)}-{rest}"] = value
    return left | {f"{prefix}-TOTAL_FORMS": str(max(total - (index < total), 1))}
