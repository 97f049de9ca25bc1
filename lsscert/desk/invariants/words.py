"""Whatever is on record can be said to the person it is about."""

from candidates.journey.models import Fact
from candidates.journey.timeline import SENTENCES
from lsscert.desk.invariants.check import Check
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow


def facts_without_words() -> int:
    return Fact.objects.exclude(code__in=list(SENTENCES)).count()


def figures_nobody_knows() -> int:
    """A policy row's key is known and its value is of the key's kind."""
    return sum(not _readable(row) for row in PolicyRow.objects.all())


def _readable(row: PolicyRow) -> bool:
    try:
        KEYS[row.key].parse(row.value)
    except (KeyError, ValueError):
        return False
    return True


def figures_missing() -> int:
    """Every figure the rules use has a row."""
    return len(set(KEYS) - set(PolicyRow.objects.values_list("key", flat=True)))


CHECKS = (
    Check("facts", "every fact has words for the timeline", facts_without_words),
    Check("figures", "every policy row can be read", figures_nobody_knows),
    Check("missing_figures", "every figure of the rules is on record", figures_missing),
)
