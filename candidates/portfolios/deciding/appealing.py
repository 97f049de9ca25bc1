"""A decision on a portfolio can be appealed."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.appeals import showing
from candidates.appeals.kinds import Appealable, Decided
from candidates.appeals.showing import Offer
from candidates.journey.models import Candidacy
from candidates.portfolios.deciding import gathering, receipt, rounds
from candidates.portfolios.models import Decision, Review
from lsscert.accounts.models import Person
from lsscert.clock import programme_day

KIND = "portfolio"


def offer(decision: Decision, now: datetime) -> Offer | None:
    """What the candidate's page says of an appeal."""
    return showing.offer(decision.portfolio.candidacy, KIND, decision.ref, now)


def refs(candidacy: Candidacy) -> list[str]:
    told = Decision.objects.filter(portfolio__candidacy=candidacy).exclude(released_at=None)
    return list(told.order_by("-released_at", "-pk").values_list("ref", flat=True))


def look(candidacy: Candidacy, ref: str) -> Decided | None:
    decision = _decision(candidacy, ref)
    return facts(decision) if decision else None


def facts(decision: Decision) -> Decided:
    """What the room for appeals must know of a decision."""
    portfolio = decision.portfolio
    set = portfolio.set_edition.set
    return Decided(
        title=_("Portfolio for %(set)s: %(outcome)s")
        % {"set": set.name, "outcome": decision.get_kind_display()},
        decided_on=programme_day(decision.released_at or decision.decided_at),
        opened_at=decision.opened_at,
        letter_delivered_at=receipt.delivered_at(decision),
        excluded=frozenset(took_part(decision)),
        url=reverse("my_portfolio_outcome", args=[set.slug]),
        open=gathering.in_force(decision),
    )


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


def _decision(candidacy: Candidacy, ref: str) -> Decision | None:
    rows = Decision.objects.select_related("portfolio__set_edition__set", "portfolio__candidacy")
    return rows.filter(ref=ref, portfolio__candidacy=candidacy).exclude(released_at=None).first()


APPEALABLE = Appealable(label=_("Decision on a portfolio"), refs=refs, look=look, sent_back=sent_back)
