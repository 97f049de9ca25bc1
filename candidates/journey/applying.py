"""The application form between its draft, the rule's preview, and the rows that are sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from candidates.journey.assessing import as_post, assess_rows, rules_on
from candidates.journey.eligibility import Assessment, Post, Verdict, eligible_from
from candidates.journey.forms import MOST_POSTS, ApplicationForm, PostFormSet, SendForm
from candidates.journey.models import Application, WorkPost
from lsscert.partial_dates import PartialDate
from lsscert.text import whole_number

DRAFT = "application"
_PREFIX = "posts"


@dataclass
class Applying:
    """The three forms of the page and, once they are valid, what the rule says of them today."""

    form: ApplicationForm
    posts: Any
    send: SendForm
    assessment: Assessment | None = None
    eligible_from: date | None = None

    @property
    def not_yet(self) -> bool:
        return self.assessment is not None and self.assessment.verdict == Verdict.NOT_YET


def from_draft(data: Mapping[str, Any], *, more: int = 0) -> Applying:
    """Unbound forms that show what was typed, without scolding about what is still missing."""
    first = {
        name: values[0] if isinstance(values, list) and values else values for name, values in data.items()
    }
    rows = [_row(first, index) for index in range(_count(first) + more)][:MOST_POSTS]
    rows = [row for row in rows if "DELETE" not in row] or [{}]
    said = {name: first[name] for name in ApplicationForm.base_fields if name in first}
    return Applying(
        form=ApplicationForm(initial=said), posts=PostFormSet(prefix=_PREFIX, initial=rows), send=SendForm()
    )


def _count(values: Mapping[str, Any]) -> int:
    """How many posts were typed; one when that says nothing sensible."""
    found = whole_number(str(values.get(f"{_PREFIX}-TOTAL_FORMS", "")), 4)
    return 1 if found is None else min(found, MOST_POSTS)


def _row(values: Mapping[str, Any], index: int) -> dict[str, Any]:
    start = f"{_PREFIX}-{index}-"
    return {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}


def _typed(value: Any) -> Any:
    """A day as the form shows and reads it."""
    return PartialDate.on(value) if isinstance(value, date) else value


def from_application(application: Application) -> Applying:
    """A new form with what an earlier application said."""
    names = list(ApplicationForm.base_fields)
    rows = [
        {field.name: _typed(getattr(post, field.name)) for field in WorkPost._meta.fields}
        | {"paid": "paid" if post.paid else "volunteer"}
        for post in application.posts.all()
    ]
    return Applying(
        form=ApplicationForm(initial={name: getattr(application, name) for name in names}),
        posts=PostFormSet(prefix=_PREFIX, initial=rows),
        send=SendForm(),
    )


def from_post(data: QueryDict, *, today: date, sending: bool) -> Applying:
    """Bound forms; the rule speaks once everything it needs is there. What is confirmed is asked when sending."""
    applying = Applying(
        form=ApplicationForm(data), posts=PostFormSet(data, prefix=_PREFIX), send=SendForm(data)
    )
    form_is_well, posts_are_well = applying.form.is_valid(), applying.posts.is_valid()
    if form_is_well and posts_are_well:
        _preview(applying, today)
    applying.send = _send_form(data, offer_anyway=applying.not_yet, sending=sending)
    return applying


def _send_form(data: QueryDict, *, offer_anyway: bool, sending: bool) -> SendForm:
    if sending:
        return SendForm(data, offer_anyway=offer_anyway)
    ticked = {name: data.get(name) == "on" for name in ("true", "anyway")}
    return SendForm(initial=ticked, offer_anyway=offer_anyway)


def with_one_more_post(data: QueryDict) -> Applying:
    return from_draft(dict(data.lists()), more=1)


def _preview(applying: Applying, today: date) -> None:
    rows, has_diploma = post_rows(applying), application_row(applying).has_diploma
    applying.assessment = assess_rows(rows=rows, has_diploma=has_diploma, applied_on=today)
    if applying.not_yet:
        posts: list[Post] = [as_post(row) for row in rows]
        applying.eligible_from = eligible_from(
            posts=posts, has_diploma=has_diploma, today=today, rules=rules_on(today)
        )


def application_row(applying: Applying) -> Application:
    return Application(**applying.form.cleaned_data)


def post_rows(applying: Applying) -> list[WorkPost]:
    return [form.as_row() for form in applying.posts.forms if not form.cleaned_data.get("DELETE")]
