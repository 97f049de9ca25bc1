"""A decision on a portfolio can be appealed, as soon as the room for appeals is in the house."""

from datetime import datetime
from importlib import import_module
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from candidates.portfolios.deciding import gathering, receipt, rounds
from candidates.portfolios.models import Decision, Review
from lsscert.accounts.models import Person
from lsscert.clock import programme_day

KIND = "portfolio"


def register() -> None:
    """Called when the room starts."""
    if not apps.is_installed("candidates.appeals"):
        return
    kinds: Any = import_module("candidates.appeals.kinds")
    kinds.APPEALABLE[KIND] = kinds.Appealable(
        label=_("Decision on a portfolio"), look=look, sent_back=sent_back, upheld=upheld
    )


def offer(decision: Decision, now: datetime) -> Any:
    """What the candidate's page says of an appeal; None without that room."""
    if not apps.is_installed("candidates.appeals"):
        return None
    showing: Any = import_module("candidates.appeals.showing")
    return showing.offer(decision.portfolio.candidacy, KIND, decision.ref, now)


def look(candidacy: Candidacy, ref: str) -> Any:
    kinds: Any = import_module("candidates.appeals.kinds")
    decision = _decision(candidacy, ref)
    return decision and kinds.Decided(**facts(decision))


def facts(decision: Decision) -> dict[str, Any]:
    """What the room for appeals must know of a decision."""
    portfolio = decision.portfolio
    set = portfolio.set_edition.set
    return {
        "title": _("Portfolio for %(set)s: %(outcome)s")
        % {"set": set.name, "outcome": decision.get_kind_display()},
        "decided_on": programme_day(decision.released_at or decision.decided_at),
        "opened_at": decision.opened_at,
        "letter_delivered_at": receipt.delivered_at(decision),
        "excluded": frozenset(took_part(decision)),
        "url": reverse("my_portfolio_outcome", args=[set.slug]),
        "open": gathering.in_force(decision),
    }


def took_part(decision: Decision) -> set[int]:
    """Keys of people who reviewed it in any round up to now, and of whoever told it."""
    opened = Review.objects.filter(portfolio=decision.portfolio_id).exclude(opened_at=None)
    people = set(opened.values_list("reviewer", flat=True))
    return people | ({decision.released_by_id} if decision.released_by_id else set())


def sent_back(appeal: Any, by: Person, now: datetime) -> None:
    """The round is judged again by others."""
    decision = _decision(appeal.candidacy, appeal.ref_of_decision)
    assert decision is not None, "what is appealed is on record"
    rounds.send_back(portfolio=decision.portfolio, decision=decision, by=by, now=now)


def upheld(appeal: Any, by: Person, now: datetime) -> None:
    """The decision stands as it is."""


def _decision(candidacy: Candidacy, ref: str) -> Decision | None:
    rows = Decision.objects.select_related("portfolio__set_edition__set", "portfolio__candidacy")
    return rows.filter(ref=ref, portfolio__candidacy=candidacy).exclude(released_at=None).first()
