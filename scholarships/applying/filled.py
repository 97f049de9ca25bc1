"""The whole page that is filled in: its rows, and all its forms together."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lsscert.ui.wording import money
from scholarships.applying.forms import AboutForm, AnswersForm, CostForm, PostForm
from scholarships.rounds.models import Round

MOST_ROWS = 12
NEEDS_POSTS = frozenset({"employed", "hours", "months"})


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
            posts, costs = PostFormSet(query, prefix="posts"), CostFormSet(query, prefix="costs")
        else:
            self.about = AboutForm(initial=first, round_=round_)
            self.answers = AnswersForm(initial=first, questions=self.questions)
            posts = PostFormSet(prefix="posts", initial=rows(first, "posts", more == "posts"))
            costs = CostFormSet(prefix="costs", initial=rows(first, "costs", more == "costs"))
        assert isinstance(posts, PostRows)
        assert isinstance(costs, CostRows)
        self.posts, self.costs = posts, costs
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
