"""What happens to a candidacy. Each function is one act by one person, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.journey import hooks
from candidates.journey.assessing import assess_application
from candidates.journey.eligibility import Verdict
from candidates.journey.leaving import may_leave
from candidates.journey.models import (
    OPEN,
    STATUS,
    Application,
    Candidacy,
    ChosenElective,
    Fact,
    SetAchievement,
    WorkPost,
)
from candidates.journey.progress import Progress, deadline, progress
from competencies.standard.models import CompetencySet, SetEdition
from competencies.standard.services import current_edition
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.words import day_in_words

Status = Candidacy.Status
OPEN_STATES = frozenset(OPEN)


def note(candidacy: Candidacy, code: str, *, by: Person | None, now: datetime, **params: Any) -> Fact:
    """Write what happened. Days go in as ISO text."""
    plain = {
        key: value.isoformat() if isinstance(value, date) else str(value) for key, value in params.items()
    }
    return Fact.objects.create(candidacy=candidacy, code=code, params=plain, by=by, at=now)


@transaction.atomic
def submit_application(
    *, person: Person, application: Application, posts: Sequence[WorkPost], now: datetime, by: Person
) -> Candidacy:
    """Hand the application to the office. Takes unsaved rows. Everybody may; what the rule says is shown to both."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.candidacies.filter(state=Status.CERTIFIED).exists():
        raise Refused(
            "already_certified", _("You are certified already."), _("To stay certified, renew instead.")
        )
    try:
        with transaction.atomic():
            candidacy = Candidacy.objects.create(person=person, applied_at=now)
    except IntegrityError as problem:
        raise Refused(
            "already_applied", _("You have an application already."), _("See how it stands on your own page.")
        ) from problem
    application.candidacy = candidacy
    application.save()
    for post in posts:
        post.application = application
    WorkPost.objects.bulk_create(posts)
    note(candidacy, "application_submitted", by=by, now=now)
    hooks.APPLICATION_SUBMITTED(candidacy=candidacy, by=by, now=now)
    return candidacy


@transaction.atomic
def withdraw_application(*, candidacy: Candidacy, by: Person, now: datetime) -> Candidacy:
    """Leave while everything goes back: before being active, or soon after settling with nothing judged yet."""
    candidacy = candidacy.lock()
    if candidacy.state == Status.ACTIVE and not may_leave(candidacy, programme_day(now)):
        raise Refused(
            "refund_window_over",
            _("The time in which the whole fee goes back by itself is over."),
            _("Write to the office: later it decides, and says why."),
        )
    STATUS.move(candidacy, Status.WITHDRAWN, closed_on=programme_day(now))
    note(candidacy, "application_withdrawn", by=by, now=now)
    hooks.CANDIDACY_CLOSED(candidacy=candidacy, why="withdrawn", by=by, now=now)
    letters.write(
        kind="application_withdrawn",
        occasion=candidacy.ref,
        to=candidacy.person,
        attach=hooks.closing_papers(candidacy),
    )
    return candidacy


@transaction.atomic
def end_candidacy(*, candidacy: Candidacy, reason: str, by: Person, now: datetime) -> Candidacy:
    """The office ends it, as for somebody who leaves later. The whole fee goes back, and the reason is told."""
    candidacy = candidacy.lock()
    STATUS.move(candidacy, Status.WITHDRAWN, closed_on=programme_day(now))
    note(candidacy, "candidacy_ended", by=by, now=now, reason=reason)
    hooks.CANDIDACY_CLOSED(candidacy=candidacy, why="ended", by=by, now=now)
    letters.write(
        kind="candidacy_ended",
        occasion=candidacy.ref,
        to=candidacy.person,
        attach=hooks.closing_papers(candidacy),
        reason=reason,
    )
    return candidacy


@transaction.atomic
def accept(*, candidacy: Candidacy, by: Person, now: datetime, reason: str = "") -> Candidacy:
    """Admit the applicant. Against the rule's verdict only with a reason, which stays on record."""
    candidacy = candidacy.lock()
    application = _undecided(candidacy, by)
    if assess_application(application).verdict != Verdict.ELIGIBLE and not reason:
        raise Refused(
            "reason_needed",
            _("The hours on record do not make this applicant eligible by the rule alone."),
            _("To accept anyway, say why; the reason stays on record."),
        )
    today = programme_day(now)
    finish_by = deadline(today, policy.at("candidacy.years_to_finish", today))
    facts = {"accepted_on": today, "deadline": finish_by, "edition": current_edition()}
    _decide(application, by=by, now=now, reason=reason)
    note(candidacy, "accepted", by=by, now=now, deadline=finish_by)
    if candidacy.settled_on:
        STATUS.move(candidacy, Status.ACTIVE, active_since=today, **facts)
        note(candidacy, "active", by=None, now=now)
    else:
        STATUS.move(candidacy, Status.ACCEPTED, **facts)
    letters.write(
        kind="application_accepted",
        occasion=candidacy.ref,
        to=candidacy.person,
        candidacy=candidacy,
        settle_days=policy.at("candidacy.settle_days", today),
    )
    return candidacy


@transaction.atomic
def refuse(*, candidacy: Candidacy, reason: str, by: Person, now: datetime) -> Candidacy:
    """Not eligible; the fee goes back in full. The reason is told to the applicant."""
    candidacy = candidacy.lock()
    application = _undecided(candidacy, by)
    if not reason.strip():
        raise Refused(
            "reason_needed", _("The applicant must read why."), _("Write the reason in a sentence or two.")
        )
    STATUS.move(candidacy, Status.NOT_ELIGIBLE, closed_on=programme_day(now))
    _decide(application, by=by, now=now, reason=reason)
    fact = note(candidacy, "not_eligible", by=by, now=now, reason=reason)
    hooks.CANDIDACY_CLOSED(candidacy=candidacy, why="not_eligible", by=by, now=now)
    letters.write(
        kind="application_refused",
        occasion=f"{candidacy.ref}:{fact.pk}",
        to=candidacy.person,
        attach=hooks.closing_papers(candidacy),
        candidacy=candidacy,
        reason=reason,
    )
    return candidacy


def _undecided(candidacy: Candidacy, by: Person) -> Application:
    if candidacy.state != Status.SUBMITTED:
        raise Refused(
            "already_decided",
            _("This application is decided already."),
            _("Reload the page to see the decision."),
        )
    if candidacy.application.decided_by_id == by.pk:
        raise Refused(
            "decided_before",
            _("You decided this application before its appeal sent it back."),
            _("Somebody else in the office decides it now."),
        )
    return candidacy.application


def _decide(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    application.decided_by, application.decided_at, application.decision_reason = by, now, reason
    application.save(update_fields=["decided_by", "decided_at", "decision_reason"])


def settle(*, candidacy: Candidacy, by: Person | None, now: datetime) -> None:
    """The enrolment fee of a locked candidacy is covered. Accepted becomes active; before acceptance it is noted."""
    candidacy.settled_on = programme_day(now)
    candidacy.save(update_fields=["settled_on"])
    note(candidacy, "fee_settled", by=by, now=now)
    if candidacy.state == Status.ACCEPTED:
        STATUS.move(candidacy, Status.ACTIVE, active_since=programme_day(now))
        note(candidacy, "active", by=None, now=now)
        letters.write(kind="now_active", occasion=candidacy.ref, to=candidacy.person, candidacy=candidacy)


def unsettle(*, candidacy: Candidacy, by: Person | None, now: datetime, left: str) -> None:
    """The fee of a locked candidacy that is not active yet is open again."""
    candidacy.settled_on = None
    candidacy.save(update_fields=["settled_on"])
    note(candidacy, "fee_unsettled", by=None, now=now, left=left)


@transaction.atomic
def choose_electives(
    *, candidacy: Candidacy, sets: Sequence[CompetencySet], by: Person, now: datetime
) -> None:
    """Set the three electives. They can be changed at any time; an achieved one stays chosen."""
    candidacy = candidacy.lock()
    require_active(candidacy)
    needed = policy.at("candidacy.electives", programme_day(now))
    if any(chosen.required for chosen in sets):
        raise Refused(
            "not_an_elective", _("The required sets are in your plan already."), _("Choose electives.")
        )
    if len({chosen.pk for chosen in sets}) != needed:
        raise Refused(
            "elective_count",
            _("Choose exactly %(needed)s electives.") % {"needed": needed},
            _("You can change them later."),
        )
    achieved = set(achieved_sets(candidacy).filter(required=False).values_list("pk", flat=True))
    if missing := achieved - {chosen.pk for chosen in sets}:
        kept = CompetencySet.objects.filter(pk__in=missing)
        raise Refused(
            "achieved_elective",
            _("You have already achieved %(sets)s.")
            % {"sets": ", ".join(kept.values_list("name", flat=True))},
            _("Keep it among your electives: it counts."),
        )
    before = set(candidacy.electives.values_list("set_id", flat=True))
    if before == {chosen.pk for chosen in sets}:
        return
    candidacy.electives.all().delete()
    ChosenElective.objects.bulk_create(
        ChosenElective(candidacy=candidacy, set=chosen, chosen_at=now) for chosen in sets
    )
    note(candidacy, "electives_chosen", by=by, now=now, sets=", ".join(chosen.name for chosen in sets))


@transaction.atomic
def record_achievement(
    *,
    candidacy: Candidacy,
    set_edition: SetEdition,
    route: SetAchievement.Route,
    achieved_on: date,
    source: str,
    by: Person | None,
    now: datetime,
    tell: bool = True,
) -> SetAchievement:
    """A set is done. Called by the rooms that judge the routes; a second time for one set changes nothing.

    `tell=False` where the room writes a letter of its own that says it.
    """
    candidacy = candidacy.lock()
    require_active(candidacy)
    known = candidacy.achievements.filter(set_edition=set_edition, annulled_at=None).first()
    if known:
        return known
    achievement = SetAchievement.objects.create(
        candidacy=candidacy,
        set_edition=set_edition,
        route=route,
        achieved_on=achieved_on,
        source=source,
        recorded_at=now,
    )
    note(candidacy, "set_achieved", by=by, now=now, set=set_edition.set.name, source=source)
    if tell:
        letters.write(
            kind="set_achieved",
            occasion=achievement.ref,
            to=candidacy.person,
            set=set_edition.set,
            source=source,
            progress=progress_of(candidacy),
        )
    return achievement


@transaction.atomic
def annul_achievement(*, achievement: SetAchievement, why: str, by: Person, now: datetime) -> None:
    """The set turns out not to be done after all. Refused once certified."""
    candidacy = achievement.candidacy.lock()
    require_active(candidacy)
    achievement.annulled_at, achievement.annulled_why = now, why
    achievement.save(update_fields=["annulled_at", "annulled_why"])
    letters.withdraw(kind="set_achieved", occasion=achievement.ref)
    note(candidacy, "set_annulled", by=by, now=now, set=achievement.set_edition.set.name, reason=why)


def certify(*, candidacy: Candidacy, by: Person, now: datetime) -> None:
    """The last step of a locked candidacy, called when its certificate is issued."""
    if not progress_of(candidacy).complete:
        raise Refused(
            "sets_missing", _("Six sets are not done yet."), _("See which are missing on the plan.")
        )
    STATUS.move(candidacy, Status.CERTIFIED, closed_on=programme_day(now))
    note(candidacy, "certified", by=by, now=now)


def require_active(candidacy: Candidacy) -> None:
    if candidacy.state != Status.ACTIVE:
        raise Refused(
            "not_active",
            _("This step is open to active candidates only."),
            _("You are active once your application is accepted and your fee is settled."),
        )


def require_in_time(candidacy: Candidacy, now: datetime) -> None:
    """Nothing new after the last day; what was handed in before is still judged."""
    if candidacy.deadline and programme_day(now) > candidacy.deadline:
        raise Refused(
            "too_late",
            _("Your time to finish ended on %(day)s.") % {"day": day_in_words(candidacy.deadline)},
            _("What you sent before is still checked. For anything else, write to the office."),
        )


def achieved_sets(candidacy: Candidacy) -> Any:
    return CompetencySet.objects.filter(
        editions__achievements__candidacy=candidacy, editions__achievements__annulled_at=None
    ).distinct()


def progress_of(candidacy: Candidacy) -> Progress:
    """How many of the six are done, in set codes."""
    return progress(
        required=set(CompetencySet.objects.filter(required=True).values_list("code", flat=True)),
        electives_chosen=list(candidacy.electives.values_list("set__code", flat=True)),
        achieved=set(achieved_sets(candidacy).values_list("code", flat=True)),
        electives_needed=policy.at(
            "candidacy.electives", candidacy.accepted_on or programme_day(candidacy.applied_at)
        ),
    )
