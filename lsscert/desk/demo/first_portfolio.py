"""One portfolio with a reviewer and a free seat, for a house that has none."""

import hashlib
import json
from datetime import date, timedelta

from candidates.portfolios.aliases import new_alias
from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.models import Portfolio, Submission
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Person
from lsscert.desk.demo.past import at, morning_of

STATEMENT = (
    "Writing this I saw how much of my work is explaining, and how little of that I had ever written down."
)


def hand_in(candidate: Person, *, reviewer: Person, today: date) -> None:
    if Portfolio.objects.exists():
        return
    candidacy = candidate.candidacies.latest("applied_at")
    edition = SetEdition.objects.get(set__code="TEC", edition=candidacy.edition)
    with at(morning_of(today - timedelta(days=9))) as now:
        portfolio = Portfolio.objects.create(
            candidacy=candidacy,
            set_edition=edition,
            alias=new_alias(),
            state=Portfolio.Status.SUBMITTED,
            started_at=now - timedelta(days=60),
            submitted_at=now,
        )
        content = _content(edition)
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        Submission.objects.create(
            portfolio=portfolio,
            number=1,
            round=1,
            why=Submission.Why.FIRST,
            content=content,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            submitted_at=now,
            by=candidate,
            declared_own=True,
            declared_private=True,
        )
    with at(morning_of(today - timedelta(days=8))) as now:
        assigning.take(portfolio=portfolio, by=reviewer, now=now)


def _content(edition: SetEdition) -> dict[str, object]:
    return {
        "set": {"code": edition.set.code, "name": edition.set.name},
        "edition": edition.edition,
        "attempt": 1,
        "rules": {"pass_percent": 70, "not_met_most": 0},
        "statement": STATEMENT,
        "competencies": [
            {
                "ref": each.ref,
                "number": each.number,
                "text": each.text or "",
                "subpoints": each.subpoints,
                "way": "own",
                "assignment": "",
                "introduction": "What I do at the help desk each week.",
                "response": "## A week at the help desk\n\nI noted every question and what helped.",
                "reopened": False,
                "evidence": [],
            }
            for each in edition.competencies.order_by("number")
        ],
        "evidence": [],
    }
