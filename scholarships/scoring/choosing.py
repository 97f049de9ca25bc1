"""Which application a judge reads next: one at random among those that fewest have scored."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet


def choose(
    handed_in: Mapping[int, int],
    *,
    own: AbstractSet[int],
    recused: AbstractSet[int],
    pick: Callable[[Sequence[int]], int],
) -> int | None:
    """`handed_in`: how many sheets each application has; `own`: what this judge has scored. None when none is left."""
    left = {key: count for key, count in handed_in.items() if key not in own and key not in recused}
    if not left:
        return None
    fewest = min(left.values())
    return pick(sorted(key for key, count in left.items() if count == fewest))
