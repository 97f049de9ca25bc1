"""A real object for the arguments of this room's addresses."""

from lsscert.accounts.approval_kinds import kinds_of_others
from lsscert.accounts.models import Approval, Link
from lsscert.samples import Sample, by

SAMPLES = {
    # Awards are for their committee alone to confirm.
    "desk_approval_of_two": Sample(lambda: Approval.objects.exclude(kind__in=kinds_of_others())),
    # A stand-in: of a token only its hash is on record.
    **by(Link, {"token": "ref"}, "token_link"),
}
