"""A real object for the arguments of this room's addresses."""

from competencies.standard.models import Competency, CompetencySet, SuggestedAssignment
from lsscert.samples import by

SAMPLES = {
    **by(CompetencySet, {"slug": "slug"}, "desk_set"),
    **by(
        Competency,
        {"slug": "set_edition__set__slug", "number": "number"},
        "desk_competency",
        "desk_assignments",
    ),
    **by(
        SuggestedAssignment,
        {"slug": "competency__set_edition__set__slug", "number": "competency__number", "ref": "ref"},
        "desk_assignment",
        "desk_assignment_switch",
    ),
}
