"""A real object for the arguments of this room's addresses."""

from lsscert.samples import Sample, of, rows, within
from scholarships.awarding.models import Award
from scholarships.following.models import Claim, FollowUp
from scholarships.rounds.models import Round

ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all
OWN_ROUND = {"ref": "round__ref"}

SAMPLES = {
    "my_award": Sample(Award.objects.exclude(offered_at=None).all, "person", OWN_ROUND),
    **of(
        Sample(rows(FollowUp), "award__person", {"ref": "award__round__ref"}),
        "my_award_report",
        "my_award_report_save",
    ),
    **of(
        Sample(rows(Claim), "award__person", {"ref": "award__round__ref"}),
        "my_claim",
        "my_claim_completion",
        "my_claim_payment",
    ),
    **within(
        rows(Claim),
        "award__round__organisation",
        "committee_claim",
        "committee_claim_completion",
        "committee_claim_payment",
    ),
    **within(ANNOUNCED_ROUNDS, "organisation", "committee_awards", "committee_free_place"),
    **within(
        Award.objects.exclude(offered_at=None).all,
        "round__organisation",
        "committee_award",
        "committee_award_on_paper",
    ),
}
