"""What a part of an award is called in the ledger of a fund: by its round, never by who it is for."""

from collections.abc import Collection, Mapping

from scholarships.awarding.models import AwardPart


def rounds_of_parts(refs: Collection[str]) -> Mapping[str, str]:
    """The title of the round, by the reference of a part. Parts that were changed since are left out."""
    rows = AwardPart.objects.filter(ref__in=refs)
    return dict(rows.values_list("ref", "award__round__title"))
