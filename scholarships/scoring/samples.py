"""A real object for the arguments of this room's addresses."""

from lsscert.samples import within
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Round

ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all

SAMPLES = {
    **within(
        ANNOUNCED_ROUNDS,
        "organisation",
        "committee_judges",
        "committee_recuse",
        "committee_next",
        "committee_progress",
    ),
    **within(
        ScholarshipApplication.objects.filter(round__in=ANNOUNCED_ROUNDS()).all,
        "round__organisation",
        "committee_score",
        "committee_score_save",
        "committee_recognise",
    ),
}
