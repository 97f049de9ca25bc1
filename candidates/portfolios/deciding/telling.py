"""How a candidate is told of a decision: on the timeline and by letter. Reviewers are never named."""

from datetime import datetime
from typing import Any

from candidates.journey import services as journey
from candidates.portfolios import steps
from candidates.portfolios.deciding.comments import by_competency
from candidates.portfolios.deciding.courses import suggested
from candidates.portfolios.models import Decision
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy

Kind = Decision.Kind


def note(decision: Decision, now: datetime) -> None:
    portfolio, by = decision.portfolio, decision.released_by
    name = steps.set_of(portfolio).name
    if decision.kind == Kind.MORE_INFORMATION:
        days = policy.at("portfolio.more_days", programme_day(now))
        journey.note(portfolio.candidacy, "portfolio_more_asked", by=by, now=now, set=name, days=days)
    else:
        outcome = decision.get_kind_display()
        journey.note(portfolio.candidacy, "portfolio_decided", by=by, now=now, set=name, outcome=outcome)


def write(decision: Decision, now: datetime) -> None:
    """What, why, what next, by when, and how to appeal."""
    portfolio, kind = decision.portfolio, decision.kind
    candidacy = portfolio.candidacy
    facts: dict[str, Any] = {
        "decision": decision,
        "set": steps.set_of(portfolio),
        "competencies": said_of_open(decision),
        "count": decision.arithmetic["count"],
        "rules": decision.arithmetic["rules"],
        "more_days": policy.at("portfolio.more_days", programme_day(now)),
    }
    if kind == Kind.ACHIEVED:
        facts["progress"] = journey.progress_of(candidacy)
    if kind == Kind.NOT_ACHIEVED:
        facts["courses"] = suggested(portfolio, programme_day(now))
    letters.write(
        kind=(
            "portfolio_achieved"
            if kind == Kind.ACHIEVED
            else "portfolio_not_achieved"
            if kind == Kind.NOT_ACHIEVED
            else "portfolio_more_information"
        ),
        occasion=decision.ref,
        to=candidacy.person,
        **facts,
    )


def said_of_open(decision: Decision) -> list[dict[str, Any]]:
    """Each competency that is not Met, with what the reviewers wrote about it."""
    said = by_competency(decision)
    texts = dict(decision.portfolio.set_edition.competencies.values_list("number", "text"))
    return [
        {
            "number": line["number"],
            "text": texts.get(line["number"]) or "",
            "said": said.get(line["number"], []),
        }
        for line in decision.arithmetic["lines"]
        if line["together"] != "met"
    ]
