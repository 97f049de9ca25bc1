"""A real object for the arguments of this room's addresses."""

from lsscert.samples import Sample, of, within
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.rounds.models import Round

ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all
OPEN_ROUNDS = Round.objects.filter(state=Round.Status.PUBLISHED).all
OWN_ROUND = {"ref": "round__ref"}

SAMPLES = {
    **of(Sample(OPEN_ROUNDS), "my_scholarship", "my_scholarship_save", "my_scholarship_reference"),
    **of(
        Sample(ScholarshipApplication.objects.filter(state="handed_in").all, "person", OWN_ROUND),
        "my_scholarship_change",
        "my_scholarship_withdraw",
    ),
    **within(ANNOUNCED_ROUNDS, "organisation", "committee_applications", "committee_by_post"),
    **within(
        ScholarshipApplication.objects.filter(round__in=ANNOUNCED_ROUNDS()).all,
        "round__organisation",
        "committee_application",
    ),
    **within(
        ScholarshipApplication.objects.exclude(came_on=None).all,
        "round__organisation",
        "committee_by_post_correct",
    ),
    **within(
        Reference.objects.exclude(file=None).all, "application__round__organisation", "committee_letter"
    ),
}
