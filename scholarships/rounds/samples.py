"""A real object for the arguments of this room's addresses."""

from lsscert.samples import Sample, of, within
from scholarships.rounds.models import Round

ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all
OPEN_ROUNDS = Round.objects.filter(state=Round.Status.PUBLISHED).all

SAMPLES = {
    **of(Sample(OPEN_ROUNDS), "scholarship", "scholarship_check"),
    **within(
        ANNOUNCED_ROUNDS,
        "organisation",
        "committee_round",
        "committee_round_edit",
        "committee_round_try",
        "committee_round_publish",
        "committee_round_call_off",
        "committee_round_copy",
    ),
}
