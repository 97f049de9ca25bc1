"""A real object for the arguments of this room's addresses."""

from competencies.courses.models import ApprovalPeriod, Course, Coverage
from competencies.standard.models import CompetencySet
from lsscert.samples import Sample, any_of, by

SAMPLES = {
    **by(CompetencySet, {"slug": "slug"}, "set"),
    **any_of(Course, "course", "desk_course", "desk_approval_add", "desk_bundle_new"),
    **by(ApprovalPeriod, {"ref": "course__ref", "approval": "ref"}, "desk_approval", "desk_approval_remove"),
    "desk_bundle_remove": Sample(
        Coverage.objects.exclude(bundle=None).all, arguments={"ref": "course__ref", "bundle": "bundle__ref"}
    ),
}
