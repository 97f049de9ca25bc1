"""What waits for one person in the rounds that have closed: to hold the meeting, to confirm it, to announce it."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Membership, Person
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.meeting import KIND, may_confirm
from scholarships.awarding.models import Meeting
from scholarships.funds.members import organisations_of
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step
from scholarships.scoring.models import Judge
from scholarships.scoring.services import is_over

State = ScholarshipApplication.Status


def waits(person: Person, rounds: Collection[Round], now: datetime) -> Iterator[tuple[int, Step]]:
    """By the round's id. Nothing of a round one has applied in."""
    sent = ScholarshipApplication.objects.exclude(state=State.DRAFT)
    applied = set(sent.filter(person=person, round__in=rounds).values_list("round", flat=True))
    judged = set(
        Judge.objects.sitting().filter(person=person, round__in=rounds).values_list("round", flat=True)
    )
    organises = set(organisations_of(person, Membership.Role.ORGANISER).values_list("pk", flat=True))
    member = organises | set(organisations_of(person, Membership.Role.COMMITTEE).values_list("pk", flat=True))
    theirs = [
        round_
        for round_ in rounds
        if round_.pk not in applied and (round_.pk in judged or round_.organisation_id in member)
    ]
    for round_ in theirs:
        if round_.state == Round.Status.DECIDED and round_.organisation_id in organises:
            url = reverse("committee_announce", args=[round_.ref])
            yield round_.pk, Step(_("Announce it"), _("It is decided, and nobody has been told yet."), url)
    closed = [each for each in theirs if each.state == Round.Status.PUBLISHED and is_over(each, now)]
    yield from _of_meetings(person, closed, organises)


def _of_meetings(
    person: Person, closed: Collection[Round], organises: Collection[int]
) -> Iterator[tuple[int, Step]]:
    asked = {row.subject: row for row in _asked(closed)}
    sitting = set(Meeting.objects.filter(round__in=closed, ended_at=None).values_list("round", flat=True))
    ready = _can_meet([each for each in closed if each.organisation_id in organises])
    for round_ in closed:
        url = reverse("committee_meeting", args=[round_.ref])
        approval = asked.get(round_.ref)
        if approval and approval.asked_by_id != person.pk and person in may_confirm(approval):
            said = _("%(name)s asks you to confirm the awards.") % {"name": approval.asked_by.name}
            yield round_.pk, Step(_("Look at them"), said, url)
        elif round_.pk in sitting and not approval:
            yield round_.pk, Step(_("Go to the meeting"), _("The award meeting is open."), url)
        elif not approval and round_.pk in ready:
            said = _("Every application has its scores: the committee can meet.")
            yield round_.pk, Step(_("Hold the award meeting"), said, url)


def _asked(closed: Collection[Round]) -> Collection[Approval]:
    rows = Approval.objects.waiting().filter(kind=KIND, subject__in=[each.ref for each in closed])
    return rows.select_related("asked_by")


def _can_meet(closed: Collection[Round]) -> set[int]:
    """Those where somebody is in the running and no score or check of facts is missing; a draw is drawn instead."""
    scores = Count("sheets", filter=Q(sheets__handed_in_at__isnull=False))
    rows = ScholarshipApplication.objects.filter(
        round__in=closed, state__in=[State.TO_CHECK, State.HANDED_IN]
    )
    readers = {each.pk: each.readers for each in closed if each.method != Round.Method.DRAW}
    ready: dict[int, bool] = {}
    for pk, state, given in rows.annotate(scores=scores).values_list("round", "state", "scores"):
        scored = state == State.HANDED_IN and pk in readers and given >= readers[pk]
        ready[pk] = ready.get(pk, True) and scored
    return {pk for pk, well in ready.items() if well}
