"""Who hears of an act that needs two people, and what became of the letters about it."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from lsscert.accounts import links
from lsscert.accounts.approval_kinds import APPROVAL_KINDS
from lsscert.accounts.approval_models import Approval, ApprovalQuerySet
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.two_people import why_not_by_itself as rule
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.letters.models import Letter
from lsscert.policy import services as policy
from lsscert.reasons import Reason

ASKED = "approval_asked"
LINK_KIND = "approval"
LINK_DAYS = 30
"""Longer than any wait: who opens the letter late reads what came of it."""


def addresses_of(person: Person) -> frozenset[str]:
    found = {person.email, person.user.email if person.user else ""}
    return frozenset(address.lower() for address in found if address)


def to_tell(approval: Approval, *, now: datetime) -> dict[str, Person | None]:
    """Those the kind names, else everybody on staff and the second person on record; never the asker."""
    own = addresses_of(approval.asked_by)
    if people := APPROVAL_KINDS[approval.kind].people:
        return {each.email: each for each in people(approval) if each.email and each.email not in own}
    staff = Person.objects.filter(
        Q(user=None) | Q(user__is_active=True),
        merged_into=None,
        memberships__role=Membership.Role.STAFF,
    ).exclude(pk=approval.asked_by_id)
    found: dict[str, Person | None] = {each.email: each for each in staff.distinct().order_by("pk")}
    outside = policy.at("approval.second_person_email", programme_day(now)).lower()
    found.setdefault(outside, None)
    return {address: person for address, person in found.items() if address and address not in own}


def tell(approval: Approval, *, now: datetime) -> int:
    """A letter with a link of their own to each of them. Returns how many."""
    everybody = to_tell(approval, now=now)
    for address, person in everybody.items():
        _link, url = links.make(
            kind=LINK_KIND,
            subject=approval.ref,
            address=address,
            person=person,
            days=LINK_DAYS,
            by=approval.asked_by,
            now=now,
        )
        letters.write_to_address(
            kind="approval_asked",
            occasion=approval.ref,
            address=address,
            person=person,
            secret=True,
            approval=approval,
            link=url,
        )
    return len(everybody)


def tell_the_outcome(approval: Approval) -> None:
    """To the one who asked, unless they took it back themselves. Letters that have not gone are not needed any more."""
    letters.withdraw(kind=ASKED, occasion=approval.ref)
    if not approval.taken_back:
        letters.write(
            kind="approval_decided",
            occasion=approval.ref,
            to=approval.asked_by,
            approval=approval,
            page=_page_for_the_asker(approval),
        )


def _page_for_the_asker(approval: Approval) -> str:
    """What the staff asked for stands at the desk; others cannot go there, and look at what it was about."""
    kind = APPROVAL_KINDS[approval.kind]
    if kind.people and kind.url:
        return kind.url(approval)
    return reverse("desk_approval_of_two", args=[approval.ref])


def with_reached(rows: ApprovalQuerySet) -> ApprovalQuerySet:
    """Each with `reached`: how many of the letters about it have gone."""
    gone = (
        Letter.objects.filter(kind=ASKED, occasion=OuterRef("ref"), state=Letter.Status.SENT)
        .order_by()
        .values("occasion")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return rows.annotate(reached=Coalesce(Subquery(gone), 0))  # type: ignore[no-redef]


def why_not_by_itself(approval: Approval, *, now: datetime) -> Reason | None:
    reached = Letter.objects.filter(kind=ASKED, occasion=approval.ref, state=Letter.Status.SENT).count()
    return rule(
        waiting=approval.state == Approval.Status.WAITING,
        goes_ahead_at=approval.goes_ahead_at,
        now=now,
        told=approval.told,
        reached=reached,
    )
