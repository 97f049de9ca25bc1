"""A portfolio begins, is given up, and may be tried again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios import steps
from candidates.portfolios.aliases import new_alias
from candidates.portfolios.models import STATUS, Consent, Portfolio
from candidates.portfolios.writing.guards import begun_already, require_may_begin
from candidates.portfolios.writing.saving import require_own
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused

Status = Portfolio.Status


@transaction.atomic
def begin(*, candidacy: Candidacy, set_edition: SetEdition, by: Person, now: datetime) -> Portfolio:
    """An empty portfolio for a set of the plan; each new attempt has the next number."""
    candidacy = candidacy.lock()
    require_may_begin(candidacy, set_edition, by=by, now=now)
    earlier = candidacy.portfolios.filter(set_edition=set_edition).aggregate(last=Max("attempt"))
    try:
        with transaction.atomic():
            portfolio = Portfolio.objects.create(
                candidacy=candidacy,
                set_edition=set_edition,
                attempt=(earlier["last"] or 0) + 1,
                alias=_free_alias(),
                started_at=now,
            )
    except IntegrityError as problem:
        raise begun_already() from problem
    journey.note(candidacy, "portfolio_begun", by=by, now=now, set=set_edition.set.name)
    return portfolio


@transaction.atomic
def give_up(*, portfolio: Portfolio, by: Person, now: datetime) -> Portfolio:
    """A draft goes no further. Its texts stay readable to its owner; the set can be begun anew."""
    portfolio = steps.locked(portfolio)
    require_own(portfolio, by)
    if portfolio.state != Status.DRAFT:
        raise Refused(
            "not_a_draft",
            _("Only a portfolio that is still in your hands can be given up."),
            _("Reload the page to see how it stands."),
        )
    STATUS.move(portfolio, Status.WITHDRAWN, closed_on=programme_day(now))
    journey.note(portfolio.candidacy, "portfolio_dropped", by=by, now=now, set=steps.set_of(portfolio).name)
    return portfolio


@transaction.atomic
def agree_to_another(*, portfolio: Portfolio, by: Person, now: datetime) -> Consent:
    """The office lets a candidate try a set again that was not achieved. A second click changes nothing."""
    portfolio = steps.locked(portfolio)
    if portfolio.state != Status.NOT_ACHIEVED:
        raise Refused(
            "not_decided_so",
            _("This portfolio is not one that was not achieved."),
            _("Reload the page to see how it stands."),
        )
    consent, new = Consent.objects.get_or_create(
        portfolio=portfolio, defaults={"given_by": by, "given_at": now}
    )
    if new:
        the_set = steps.set_of(portfolio)
        journey.note(portfolio.candidacy, "portfolio_another_agreed", by=by, now=now, set=the_set.name)
        letters.write(
            kind="portfolio_another_agreed",
            occasion=consent.ref,
            to=portfolio.candidacy.person,
            set=the_set,
        )
    return consent


def _free_alias() -> str:
    """One that no portfolio goes by. The database refuses the rest, should two be made at once."""
    alias = new_alias()
    while Portfolio.objects.filter(alias=alias).exists():
        alias = new_alias()
    return alias
