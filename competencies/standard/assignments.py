"""Suggested assignments: the office writes two to four for a competency.

One that was written is never edited, because a candidate may be at work on it: it is replaced by another, or taken
out of use. Whoever had chosen it keeps it.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import Competency, SuggestedAssignment
from lsscert.accounts.models import Person
from lsscert.refused import Refused

FEWEST, MOST = 2, 4


@transaction.atomic
def add_assignment(*, competency: Competency, text: str, by: Person) -> SuggestedAssignment:
    competency = competency.lock()
    _require_text(text)
    _require_room(competency)
    return _next(competency, text)


@transaction.atomic
def replace_assignment(*, assignment: SuggestedAssignment, text: str, by: Person) -> SuggestedAssignment:
    """The new one takes its place; the old one stays with those who chose it."""
    competency = assignment.competency.lock()
    assignment = assignment.lock()
    _require_text(text)
    if assignment.text == text:
        return assignment
    if not assignment.in_use:
        raise Refused(
            "not_in_use",
            _("This assignment is out of use already."),
            _("Write the new one as a further assignment."),
        )
    assignment.in_use = False
    assignment.save(update_fields=["in_use"])
    return _next(competency, text)


@transaction.atomic
def switch_assignment(*, assignment: SuggestedAssignment, in_use: bool, by: Person) -> SuggestedAssignment:
    competency = assignment.competency.lock()
    assignment = assignment.lock()
    if assignment.in_use == in_use:
        return assignment
    if in_use:
        _require_room(competency)
    assignment.in_use = in_use
    assignment.save(update_fields=["in_use"])
    return assignment


def _next(competency: Competency, text: str) -> SuggestedAssignment:
    last = competency.assignments.aggregate(last=Max("number"))["last"] or 0
    return SuggestedAssignment.objects.create(competency=competency, number=last + 1, text=text)


def _require_text(text: str) -> None:
    if not text.strip():
        raise Refused("text_needed", _("An assignment needs a text."), _("Say what the candidate does."))


def _require_room(competency: Competency) -> None:
    if competency.assignments.filter(in_use=True).count() >= MOST:
        raise Refused(
            "enough_in_use",
            _("A competency has at most %(most)s assignments in use.") % {"most": MOST},
            _("Take one out of use first, or replace it."),
        )
