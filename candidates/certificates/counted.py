"""Which achievements make up the six sets of a certification, and the copy of them that a certificate keeps."""

from collections.abc import Sequence
from typing import Any

from candidates.journey import services as journey
from candidates.journey.models import Candidacy, SetAchievement


def counted_achievements(candidacy: Candidacy) -> list[SetAchievement]:
    """One for each counted set, the required ones first. What was achieved beyond six is left out."""
    progress = journey.progress_of(candidacy)
    found = candidacy.achievements.filter(annulled_at=None).select_related("set_edition__set")
    by_code: dict[str, SetAchievement] = {}
    for achievement in found.order_by("achieved_on", "pk"):
        by_code.setdefault(achievement.set_edition.set.code, achievement)
    counted = [
        achievement
        for code, achievement in by_code.items()
        if achievement.set_edition.set.required or code in progress.counted_electives
    ]
    return sorted(counted, key=lambda one: (not one.set_edition.set.required, one.set_edition.set.pk))


def as_kept(achievements: Sequence[SetAchievement]) -> list[dict[str, Any]]:
    """What is printed must not change when a set is renamed later, so the certificate keeps its own copy."""
    return [
        {
            "code": one.set_edition.set.code,
            "name": one.set_edition.set.name,
            "edition": one.set_edition.edition,
            "required": one.set_edition.set.required,
            "route": one.route,
            "date": one.achieved_on.isoformat(),
            "source": one.source,
        }
        for one in achievements
    ]
