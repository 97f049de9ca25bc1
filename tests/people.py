"""People and candidacies for tests, made through the real services."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.test import Client

from candidates.journey import services as journey
from candidates.journey.models import Application, Candidacy, SetAchievement, WorkPost
from competencies.standard.models import CompetencySet, SetEdition
from lsscert.accounts import services as accounts
from lsscert.accounts.models import Person, User
from lsscert.clock import programme_day
from lsscert.money import paying
from lsscert.money.models import Invoice

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "a-password-for-tests"
_numbers = count(1)


def person(name: str = "Maria Delgado-Ruiz", email: str = "") -> Person:
    email = email or f"person{next(_numbers)}@people.test"
    return accounts.make_person(user=User.objects.create_user(email, PASSWORD), name=name)


def staff(name: str = "Grace Office") -> Person:
    someone = person(name)
    accounts.make_staff(person=someone)
    return someone


def signed_in(someone: Person) -> Client:
    client = Client()
    client.force_login(someone.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def post(**changes: Any) -> WorkPost:
    """35 hours × 52 weeks since 2024-01-01: more than enough on TODAY."""
    facts: dict[str, Any] = {
        "library": "Cedar Valley Library",
        "title": "Circulation assistant",
        "library_type": WorkPost.LibraryType.PUBLIC,
        "starts": date(2024, 1, 1),
        "hours_per_week": Decimal(35),
        "weeks_per_year": Decimal(52),
    }
    return WorkPost(**facts | changes)


def applicant(
    someone: Person | None = None, *, now: datetime = NOW, posts: Any = None, **said: Any
) -> Candidacy:
    someone = someone or person()
    application = Application(
        **{"education": "diploma", "country": "United States", "region": "Oregon"} | said
    )
    return journey.submit_application(
        person=someone, application=application, posts=posts or [post()], now=now, by=someone
    )


def accepted(
    someone: Person | None = None, *, now: datetime = NOW, by: Person | None = None, **said: Any
) -> Candidacy:
    return journey.accept(candidacy=applicant(someone, now=now, **said), by=by or staff(), now=now)


def pay(candidacy: Candidacy, *, by: Person, now: datetime = NOW) -> None:
    pay_invoice(candidacy.enrolment_fee.invoice, by=by, now=now)


def pay_invoice(invoice: Invoice, *, by: Person | None = None, now: datetime = NOW) -> None:
    """All that is left of it, by a cheque."""
    paying.record_cheque(
        invoice=invoice,
        amount=invoice.left,
        number=f"{next(_numbers)}",
        received_on=programme_day(now),
        by=by or staff(),
        now=now,
    )


def active(someone: Person | None = None, *, now: datetime = NOW, **said: Any) -> Candidacy:
    office = staff()
    candidacy = accepted(someone, now=now, by=office, **said)
    pay(candidacy, by=office, now=now)
    candidacy.refresh_from_db()
    return candidacy


def electives(*codes: str) -> list[CompetencySet]:
    return list(CompetencySet.objects.filter(code__in=codes or ("ACC", "CAT", "REF")))


def achieve(candidacy: Candidacy, code: str) -> SetAchievement:
    return journey.record_achievement(
        candidacy=candidacy,
        set_edition=SetEdition.objects.get(set__code=code),
        route=SetAchievement.Route.COURSE,
        achieved_on=TODAY,
        source=f"A course for {code}",
        by=candidacy.person,
        now=NOW,
    )
