"""What must hold before a portfolio begins; each says what stands in the way and what would mend it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from candidates.journey.services import achieved_sets, require_active, require_in_time
from candidates.portfolios import pathway
from candidates.portfolios.models import Portfolio
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.refused import Refused


def require_may_begin(candidacy: Candidacy, edition: SetEdition, *, by: Person, now: datetime) -> None:
    if candidacy.person_id != by.pk:
        raise Refused("not_yours", _("This is somebody else's candidacy."), _("Sign in as yourself."))
    require_active(candidacy)
    require_in_time(candidacy, now)
    _require_open_pathway(now)
    _require_of_the_plan(candidacy, edition)
    if achieved_sets(candidacy).filter(pk=edition.set_id).exists():
        raise Refused(
            "set_done_already",
            _("You have achieved %(set)s already.") % {"set": edition.set.name},
            _("There is nothing more to do for it."),
        )
    portfolios = candidacy.portfolios.filter(set_edition__set=edition.set)
    if portfolios.open().exists():
        raise begun_already()
    _require_consent(portfolios.filter(state=Portfolio.Status.NOT_ACHIEVED).order_by("-attempt").first())


def begun_already() -> Refused:
    return Refused(
        "begun_already",
        _("You have begun a portfolio for this set already."),
        _("Open it under “My portfolios” and go on there."),
    )


def _require_open_pathway(now: datetime) -> None:
    if not pathway.is_open(programme_day(now)):
        raise Refused(
            "pathway_closed",
            _("New portfolios are not taken at present."),
            _("An approved course achieves the set too."),
        )


def _require_of_the_plan(candidacy: Candidacy, edition: SetEdition) -> None:
    if edition.edition != candidacy.edition:
        raise Refused(
            "other_edition",
            _("You are judged by another edition of this set."),
            _("Begin from “My portfolios”, where the right one stands."),
        )
    if not edition.set.required and not candidacy.electives.filter(set=edition.set).exists():
        raise Refused(
            "not_planned",
            _("%(set)s is not among the sets you chose.") % {"set": edition.set.name},
            _("Choose it as an elective in your plan first."),
        )


def _require_consent(last: Portfolio | None) -> None:
    if last is not None and not hasattr(last, "consent"):
        raise Refused(
            "consent_needed",
            _("Your last portfolio for this set was not achieved. A new one needs the office's consent."),
            _("Write to the office, or take an approved course for this set."),
        )
