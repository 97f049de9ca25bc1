"""A real object for the arguments of this room's addresses."""

from candidates.journey.models import Candidacy
from lsscert.samples import any_of

SAMPLES = {
    **any_of(Candidacy, "desk_candidate"),
}
