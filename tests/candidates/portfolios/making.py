"""Portfolios, reviewers and reviews for tests, in any state, made directly as rows: for tests of what comes after."""

import hashlib
import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from candidates.journey.models import Candidacy
from candidates.portfolios.aliases import new_alias
from candidates.portfolios.models import (
    Evidence,
    EvidenceUse,
    Portfolio,
    Rating,
    Response,
    Review,
    Reviewer,
    SetQualification,
    Sheet,
    Submission,
)
from competencies.standard.models import CompetencySet, SetEdition
from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.clock import programme_day
from tests import people

NOW = people.NOW
_numbers = count(1)


def draft(
    candidacy: Candidacy | None = None, code: str = "TEC", *, now: datetime = NOW, **changes: Any
) -> Portfolio:
    """An empty portfolio in its candidate's hands. Needs the real standard."""
    candidacy = candidacy or people.active(now=now)
    edition = SetEdition.objects.get(set__code=code)
    return Portfolio.objects.create(
        **{"candidacy": candidacy, "set_edition": edition, "alias": new_alias(), "started_at": now} | changes
    )


def filled(portfolio: Portfolio | None = None, *, now: datetime = NOW, **changes: Any) -> Portfolio:
    """With a response and a link as evidence for every competency, and a learning statement."""
    portfolio = portfolio or draft(now=now, **changes)
    Sheet.objects.create(
        portfolio=portfolio,
        kind="statement",
        text="What I learned is to **listen**.",
        version=1,
        saved_at=now,
    )
    link = Evidence.objects.create(
        portfolio=portfolio, number=1, url="https://library.demo.test/guide", caption="A guide", added_at=now
    )
    for competency in portfolio.set_edition.competencies.all():
        response = Response.objects.create(
            portfolio=portfolio,
            competency=competency,
            way="own",
            introduction=f"Introduction to {competency.number}.",
            text=f"## How I do it\n\nMy response to **{competency.number}**.",
            version=1,
            saved_at=now,
        )
        EvidenceUse.objects.create(evidence=link, response=response, weight="primary", place=0)
    return portfolio


def content_of(portfolio: Portfolio, *, reopened: list[int] | None = None) -> dict[str, Any]:
    """The frozen shape, as `submitting` writes it."""
    uses = {
        response.competency_id: [
            {"ref": use.evidence.ref, "weight": use.weight, "place": use.place}
            for use in response.uses.select_related("evidence")
        ]
        for response in portfolio.responses.all()
    }
    statement = portfolio.sheets.filter(kind="statement").first()
    return {
        "set": {"code": portfolio.set_edition.set.code, "name": portfolio.set_edition.set.name},
        "edition": portfolio.set_edition.edition,
        "attempt": portfolio.attempt,
        "rules": {"pass_percent": 70, "not_met_most": 0},
        "statement": statement.text if statement else "",
        "competencies": [
            {
                "ref": response.competency.ref,
                "number": response.competency.number,
                "text": response.competency.text or "",
                "subpoints": response.competency.subpoints,
                "way": response.way,
                "assignment": response.assignment.text if response.assignment else "",
                "introduction": response.introduction,
                "response": response.text,
                "reopened": response.competency.number in (reopened or []),
                "evidence": uses[response.competency_id],
            }
            for response in portfolio.responses.select_related("competency", "assignment")
        ],
        "evidence": [
            {
                "ref": each.ref,
                "number": each.number,
                "kind": each.file.kind if each.file else "link",
                "file": each.file.ref if each.file else "",
                "sha256": each.file.sha256 if each.file else "",
                "size": each.file.size if each.file else 0,
                "url": each.url,
                "caption": each.caption,
            }
            for each in portfolio.evidence.select_related("file")
        ],
    }


def submitted(portfolio: Portfolio | None = None, *, now: datetime = NOW, **changes: Any) -> Portfolio:
    portfolio = filled(portfolio, now=now, **changes)
    freeze(portfolio, now=now)
    Portfolio.objects.filter(pk=portfolio.pk).update(state="submitted", submitted_at=now)
    portfolio.refresh_from_db()
    return portfolio


def freeze(
    portfolio: Portfolio,
    *,
    round: int = 1,
    why: str = "first",
    reopened: list[int] | None = None,
    now: datetime = NOW,
) -> Submission:
    content = content_of(portfolio, reopened=reopened)
    return Submission.objects.create(
        portfolio=portfolio,
        number=portfolio.submissions.count() + 1,
        round=round,
        why=why,
        content=content,
        sha256=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        submitted_at=now,
        by=portfolio.candidacy.person,
        declared_own=True,
        declared_private=True,
    )


def reviewer(
    *codes: str, name: str = "", now: datetime = NOW, trained: bool = True, **changes: Any
) -> Reviewer:
    """A person with the reviewer's role, trained and qualified for the sets of these codes (Technology unless said)."""
    number = next(_numbers)
    # Of another domain than candidates: a shared one is a conflict of interest.
    person = people.person(name or f"Robin Reviewer {number}", f"reviewer{number}@reviewers.test")
    office, _new = Organisation.objects.get_or_create(
        kind=Organisation.Kind.PROGRAMME, name="LSSC programme office"
    )
    Membership.objects.create(person=person, organisation=office, role=Membership.Role.REVIEWER)
    row = Reviewer.objects.create(
        **{
            "person": person,
            "joined_at": now,
            "trained_at": now if trained else None,
            "employer": "Far Library",
        }
        | changes
    )
    for chosen in CompetencySet.objects.filter(code__in=codes or ("TEC",)):
        SetQualification.objects.create(reviewer=row, set=chosen, granted_by=people.staff(), granted_at=now)
    return row


def review(
    portfolio: Portfolio,
    by: Person,
    seat: str = "first",
    *,
    round: int = 1,
    now: datetime = NOW,
    **changes: Any,
) -> Review:
    return Review.objects.create(
        **{
            "portfolio": portfolio,
            "cycle": portfolio.cycle,
            "round": round,
            "seat": seat,
            "reviewer": by,
            "assigned_at": now,
            "due_on": programme_day(now) + timedelta(days=30),
        }
        | changes
    )


def rate(
    review: Review, ratings: dict[int, str], *, comment: str = "Say more about this.", now: datetime = NOW
) -> None:
    """Ratings by competency number; a comment wherever it is demanded."""
    competencies = {each.number: each for each in review.portfolio.set_edition.competencies.all()}
    for number, value in ratings.items():
        Rating.objects.update_or_create(
            review=review,
            competency=competencies[number],
            defaults={"value": value, "comment": "" if value == "met" else comment, "saved_at": now},
        )
