"""When the terms of certificates end, for rooms below that may not look here."""

from collections.abc import Collection
from datetime import date

from candidates.certificates.models import Certificate


def term_ends(candidacies: Collection[int]) -> dict[int, date]:
    """Keys of candidacies → the last valid day of the certificate that is in force."""
    rows = Certificate.objects.in_force().filter(candidacy__in=candidacies)
    return dict(rows.values_list("candidacy", "term_ends"))
