"""A real object for the arguments of this room's addresses."""

from lsscert.samples import Sample, by, rows, within
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding.models import Draw
from scholarships.rounds.models import Round

ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all

SAMPLES = {
    **by(Draw, {"ref": "round__ref"}, "scholarship_draw", "scholarship_draw_json"),
    "committee_draw": Sample(rows(Draw), arguments={"ref": "round__ref"}, organisation="round__organisation"),
    **within(
        ANNOUNCED_ROUNDS,
        "organisation",
        "committee_meeting",
        "committee_announce",
        "committee_minutes",
        "committee_minutes_pdf",
    ),
    **within(
        ScholarshipApplication.objects.filter(round__in=ANNOUNCED_ROUNDS()).all,
        "round__organisation",
        "committee_meeting_application",
    ),
}
