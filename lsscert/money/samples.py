"""A real object for the arguments of this room's addresses."""

from lsscert.money.models import CardCheckout
from lsscert.samples import Sample

SAMPLES = {
    "sandbox_checkout": Sample(CardCheckout.objects.exclude(by=None).all, "by", {"ref": "session_id"}),
    "sandbox_part_checkout": Sample(
        CardCheckout.objects.filter(by=None, share__isnull=False).all, arguments={"ref": "session_id"}
    ),
}
