"""A real object for the arguments of this room's addresses."""

from candidates.appeals.models import Appeal, AppealDocument
from candidates.journey.models import Candidacy
from lsscert.samples import Sample, any_of, own, rows

SAMPLES = {
    **any_of(Candidacy, "desk_appeal_by_post"),
    "my_appeal": Sample(rows(Appeal), "candidacy__person", {"kind": "kind", "ref": "ref_of_decision"}),
    **any_of(Appeal, "desk_appeal", "desk_appeal_more_by_post"),
    **own(AppealDocument, "appeal__candidacy__person", "my_appeal_document"),
    **any_of(AppealDocument, "desk_appeal_document"),
}
