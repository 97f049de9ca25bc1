"""A real object for the arguments of this room's addresses."""

from candidates.coursework.models import Completion
from lsscert.samples import any_of, own

SAMPLES = {
    **own(Completion, "candidacy__person", "my_completion", "my_proof"),
    **any_of(Completion, "desk_completion", "desk_proof"),
}
