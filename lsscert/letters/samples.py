"""A real object for the arguments of this room's addresses."""

from lsscert.letters.models import Letter
from lsscert.samples import Sample, any_of

SAMPLES = {
    "my_letter": Sample(lambda: Letter.objects.filter(secret=False), "person"),
    **any_of(Letter, "desk_letter", "desk_letter_resend", "desk_letter_withdraw"),
}
