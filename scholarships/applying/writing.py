"""What somebody said becomes the rows of an application, judged by the rules, whichever way it came."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.applying.history import history_of
from scholarships.applying.models import STATUS, Answer, ApplicantPost, CostLine, ScholarshipApplication
from scholarships.applying.said import Said
from scholarships.applying.stating import verdicts_for_good
from scholarships.rounds.entitlement import eligible
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status


def write_down(application: ScholarshipApplication, said: Said, *, day: date, at: datetime) -> None:
    """As of a day, with a number of its own; round and application are locked.

    Refused: move_not_allowed, asked_beyond.
    """
    found = verdicts_for_good(application, said, day)
    wanted = Status.HANDED_IN if eligible(found) else Status.TO_CHECK
    STATUS.require(application.state, wanted)
    _write_facts(application, said, at)
    application.verdict = [
        {"rule": each.rule, "met": each.met, "sentence": str(each.sentence)} for each in found
    ]
    application.number = application.number or _next_number(application.round)
    application.state = wanted
    application.save()
    _write_parts(application, said)


def _write_facts(application: ScholarshipApplication, said: Said, at: datetime) -> None:
    """What somebody checked of an earlier form of it is to be checked anew."""
    round_, known = application.round, history_of(application.person)
    if said.asked is not None and said.asked > round_.amount:
        raise Refused(
            "asked_beyond",
            _("This round gives at most %(most)s.") % {"most": money(round_.amount)},
            _("Ask for less."),
        )
    for name in ("member_number", "education", "region"):
        setattr(application, name, getattr(said, name))
    application.asked = said.asked if said.asked is not None else round_.amount
    application.helped_before, application.report_missing = known.helped_before, known.report_missing
    application.checked_by = application.checked_at = None
    application.refusal = application.refusal_words = ""
    application.handed_in_at = at
    application.first_handed_in_at = application.first_handed_in_at or at


def _next_number(round_: Round) -> int:
    return (round_.applications.aggregate(last=Max("number"))["last"] or 0) + 1


def _write_parts(application: ScholarshipApplication, said: Said) -> None:
    for rows in (application.posts, application.answers, application.costs):
        rows.all().delete()
    ApplicantPost.objects.bulk_create(ApplicantPost(application=application, **post) for post in said.posts)
    Answer.objects.bulk_create(
        Answer(application=application, question=question, text=text) for question, text in said.answers
    )
    CostLine.objects.bulk_create(
        CostLine(application=application, what=what, cost=cost, asked=asked, position=position)
        for position, (what, cost, asked) in enumerate(said.costs, 1)
    )
