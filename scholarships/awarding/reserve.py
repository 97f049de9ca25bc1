"""Those who wait for a place, in their order. When one falls free, the first moves up (DOMAIN §7)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.registry import Hook
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.holding import hold, live_award, parts_for
from scholarships.awarding.models import Award
from scholarships.awarding.ranking import ordinals
from scholarships.rounds.models import Round

Status = Award.Status
# award, by, now: it moved up from reserve and is offered; runs in the transaction that moves it
MOVED_UP = Hook()


def waiting(round_: Round) -> list[Award]:
    rows = round_.awards.filter(state=Status.RESERVE).select_related("application", "person")
    return list(rows.order_by("reserve"))


def places_of(round_: Round) -> dict[int, int]:
    """Each waiting award's place in the row, from 1, by its id."""
    return ordinals({award.pk: award.reserve or 0 for award in waiting(round_)})


@transaction.atomic
def put(*, application: ScholarshipApplication, by: Person | None, now: datetime) -> Award:
    """At the end of the row. Refused: not_in_the_running, awarded_already."""
    round_ = application.round.lock()
    application = application.lock()
    if application.state != ScholarshipApplication.Status.HANDED_IN:
        raise Refused("not_in_the_running", _("This application is not in the running."))
    if live_award(application):
        raise Refused("awarded_already", _("It is marked, or in reserve already."), _("Take it off first."))
    last = round_.awards.filter(state=Status.RESERVE).aggregate(last=Max("reserve"))["last"] or 0
    return Award.objects.create(
        application=application,
        round=round_,
        person=application.person,
        scheme=round_.scheme,
        state=Status.RESERVE,
        amount=min(application.asked or round_.amount, round_.amount),
        reserve=last + 1,
        marked_at=now,
    )


@transaction.atomic
def swap(*, award: Award, up: bool) -> None:
    """One place up or down; at the end of the row nothing happens."""
    row = waiting(award.round.lock())
    here = next((place for place, each in enumerate(row) if each.pk == award.pk), None)
    if here is None:
        raise Refused("not_in_reserve", _("It is not in reserve any more."), _("Reload the page."))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    one, other = row[here], row[there]
    # By way of a place that is free, since no place may stand twice at any moment.
    beyond = (row[-1].reserve or 0) + 1
    for each, place in ((other, beyond), (one, other.reserve), (other, one.reserve)):
        Award.objects.filter(pk=each.pk).update(reserve=place)


@transaction.atomic
def move_up(*, round_: Round, by: Person | None, now: datetime) -> list[Award]:
    """Offer what is free to those who wait, strictly in their order. Only once the round is announced.

    Who has an award of the same scheme meanwhile leaves the row. Whoever is next waits when the money left is less than
    their award: nobody is passed over.
    """
    round_ = round_.lock()
    moved: list[Award] = []
    if round_.state != Round.Status.ANNOUNCED:
        return moved
    for award in waiting(round_):
        if round_.awarded + len(moved) >= round_.places:
            break
        try:
            with transaction.atomic():
                parts = parts_for(round_, award.amount)
                offered = hold(
                    application=award.application, parts=parts, by=by, now=now, state=Status.OFFERED
                )
        except Refused as no:
            if no.code != "scheme_awarded":
                break
            Award.objects.filter(pk=award.pk).update(state=Status.TAKEN_OFF, reserve=None, why=str(no)[:300])
            continue
        moved.append(offer(offered, round_, now))
        MOVED_UP(award=moved[-1], by=by, now=now)
    return moved


def offer(award: Award, round_: Round, now: datetime) -> Award:
    """From now on its applicant can accept it, for as many days as the round gives."""
    award.state, award.offered_at = Status.OFFERED, now
    award.decided_at = award.decided_at or now
    award.accept_by = programme_day(now) + timedelta(days=round_.accept_days)
    award.save()
    return award
