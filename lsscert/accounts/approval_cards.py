"""An act that needs two people, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.accounts import two_people
from lsscert.accounts.approval_forms import StopForm
from lsscert.accounts.approval_kinds import APPROVAL_KINDS
from lsscert.accounts.approval_models import STATUS, Approval
from lsscert.accounts.models import Person
from lsscert.states import State
from lsscert.ui.wording import moment

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Card:
    """`own` says that the person looking asked for it; `form` is the one to stop it with."""

    approval: Approval
    own: bool
    state: State
    state_label: Any
    kind_label: Any
    about_url: str
    when: str
    informed: str
    form: StopForm

    @property
    def waits(self) -> bool:
        return self.approval.state == Approval.Status.WAITING


def cards(rows: Iterable[Approval], *, viewer: Person | None, now: datetime) -> list[Card]:
    """Of rows that know how many letters have gone (`informing.with_reached`)."""
    return [card(row, viewer=viewer, now=now) for row in rows]


def card(approval: Approval, *, viewer: Person | None, now: datetime, form: StopForm | None = None) -> Card:
    kind, state = APPROVAL_KINDS[approval.kind], STATUS[approval.state]
    return Card(
        approval=approval,
        own=viewer is not None and approval.asked_by_id == viewer.pk,
        state=state,
        state_label=_("taken back") if approval.taken_back else state.staff,
        kind_label=kind.label,
        about_url=kind.url(approval) if kind.url else "",
        when=when_in_words(approval, now),
        informed=informed_in_words(approval),
        form=form or StopForm(auto_id=f"id_{approval.ref}_%s"),
    )


def when_in_words(approval: Approval, now: datetime) -> str:
    """When it goes ahead if nobody does anything."""
    at = {"moment": moment(approval.goes_ahead_at)}
    left = two_people.time_left(approval.goes_ahead_at, now)
    if left:
        return _("%(moment)s, in %(left)s") % (at | {"left": span_in_words(left)})
    if approval.told and not approval.reached:
        return _("As soon as one of the letters about it has gone; its wait was over %(moment)s") % at
    return _("Within minutes; its wait was over %(moment)s") % at


def span_in_words(left: timedelta) -> str:
    """In hours, or in minutes when less than one is left; never more than there is."""
    if left >= HOUR:
        hours = left // HOUR
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    minutes = max(left // MINUTE, 1)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def informed_in_words(approval: Approval) -> str:
    told, reached = approval.told, approval.reached
    if not told:
        return _(
            "Nobody: no other staff and no second person is on record."
            " It waits all the same, so that there is time to think again."
        )
    sentence = ngettext(
        "%(told)s person by letter with a personal link; %(reached)s of the letters has gone",
        "%(told)s people by letter with a personal link; %(reached)s of the letters have gone",
        told,
    )
    return sentence % {"told": told, "reached": reached}
