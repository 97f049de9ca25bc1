"""An application that came on paper, typed in by whoever runs the round."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.dates import end_of_day
from lsscert.letters import services as letters
from lsscert.refs import new_ref
from lsscert.refused import Refused
from lsscert.ui.wording import day as in_words
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.naming import same_person
from scholarships.applying.reading import hides_names
from scholarships.applying.said import Said
from scholarships.applying.services import judges, require_no_draw
from scholarships.applying.writing import write_down
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status


@dataclass(frozen=True)
class Paper:
    """`email` is empty where the paper gives none."""

    name: str
    email: str
    came_on: date
    said: Said


@transaction.atomic
def enter(*, round_: Round, paper: Paper, once: str, by: Person, now: datetime) -> ScholarshipApplication:
    """Judged by the same rules as on the day it came. `once` becomes its ref: pressed twice, it is the same one.

    Refused: decided_already, draw_fixed, came_in_future, came_out_of_time, judges_blind, other_name, own_application,
    judges_it, has_applied, asked_beyond.
    """
    round_ = round_.lock()
    if known := ScholarshipApplication.objects.filter(ref=once).first():
        if known.round_id == round_.pk:
            return known
        once = new_ref()
    require_enterable(round_, by)
    _require_in_time(round_, paper.came_on, now)
    at = min(now, end_of_day(paper.came_on))
    application = _application_of(round_, _person(paper), once, by, at)
    application.came_on, application.entered_by = paper.came_on, by
    write_down(application, paper.said, day=paper.came_on, at=at)
    letters.write(
        kind="scholarship_came_by_post",
        occasion=application.ref,
        to=application.person,
        application=application,
        round=round_,
    )
    return application


@transaction.atomic
def correct(
    *, application: ScholarshipApplication, came_on: date, said: Said, by: Person, now: datetime
) -> ScholarshipApplication:
    """A slip in typing the paper, mended and judged anew; its number stays.

    Refused: decided_already, draw_fixed, judges_blind, came_in_future, came_out_of_time, not_by_post, scored_already,
    asked_beyond.
    """
    round_ = application.round.lock()
    application = application.lock()
    application.round = round_
    require_enterable(round_, by)
    require_correctable(application)
    _require_in_time(round_, came_on, now)
    application.state, application.came_on, application.entered_by = Status.DRAFT, came_on, by
    write_down(application, said, day=came_on, at=min(now, end_of_day(came_on)))
    return application


def require_correctable(application: ScholarshipApplication) -> None:
    """Refused: not_by_post, scored_already."""
    if application.came_on is None or application.state not in {Status.TO_CHECK, Status.HANDED_IN}:
        raise Refused("not_by_post", _("Only what came by post and is under way is corrected here."))
    if application.sheets.exists():
        raise Refused(
            "scored_already",
            _("Somebody has begun to score it as it is."),
            _("Tell whoever leads the meeting what should be read differently."),
        )


def require_enterable(round_: Round, by: Person) -> None:
    """Refused: decided_already, draw_fixed, judges_blind."""
    if round_.state != Round.Status.PUBLISHED:
        raise Refused("decided_already", _("This round takes no applications any more."))
    require_no_draw(round_)
    if hides_names(round_, by):
        raise Refused(
            "judges_blind",
            _("You judge this round and it is read without names, so you should not see this paper."),
            _("Another organiser or the programme office can enter it."),
        )


def _require_in_time(round_: Round, came_on: date, now: datetime) -> None:
    if came_on > programme_day(now):
        raise Refused("came_in_future", _("This day has not come yet."), _("Enter the day it came."))
    assert round_.opens_on is not None  # it is published
    assert round_.closes_on is not None
    if not round_.opens_on <= came_on <= round_.closes_on:
        raise Refused(
            "came_out_of_time",
            _("This round takes applications from %(opens)s to %(closes)s.")
            % {"opens": in_words(round_.opens_on), "closes": in_words(round_.closes_on)},
            _("One that came on another day cannot take part; please tell the person."),
        )


def _person(paper: Paper) -> Person:
    """Who is on record with that address and a like name; else somebody new, without an account."""
    email = paper.email.lower()
    if not email:
        return Person.objects.create(name=paper.name)
    rows = Person.objects.filter(merged_into=None, email=email).order_by(F("user").asc(nulls_last=True), "pk")
    known = list(rows)
    if not known:
        return Person.objects.create(name=paper.name, email=email)
    for person in known:
        if same_person(person.name, paper.name):
            return person
    raise Refused(
        "other_name",
        _("This address is on record under another name."),
        _("Check both. If several people share it, leave the address out and answer on paper."),
    )


def _application_of(
    round_: Round, person: Person, once: str, by: Person, at: datetime
) -> ScholarshipApplication:
    """A new one, or the person's draft that was never handed in."""
    if person == by:
        raise Refused("own_application", _("This is your own application."), _("Please apply online."))
    if judges(round_, person):
        raise Refused("judges_it", _("This person judges the round, so they cannot apply in it."))
    known = ScholarshipApplication.objects.filter(round=round_, person=person).first()
    if known is None:
        return ScholarshipApplication(ref=once, round=round_, person=person, begun_at=at)
    known = known.lock()
    if known.state != Status.DRAFT:
        raise Refused(
            "has_applied",
            _("An application of this person is here already: %(which)s.") % {"which": known},
            _("Only one counts in a round; they can withdraw it or take it back to change it."),
        )
    known.round = round_
    return known
