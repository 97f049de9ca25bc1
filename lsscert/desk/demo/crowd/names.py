"""Invented names of people and libraries. The words stand in names.json."""

import json
from pathlib import Path
from random import Random

_DATA = json.loads(Path(__file__).with_suffix(".json").read_text())
FIRST, LAST, PLACES, REGIONS = (
    " ".join(_DATA[kind]).split() for kind in ("first", "last", "places", "regions")
)
KINDS, POSTS, ABROAD = _DATA["kinds"], _DATA["posts"], _DATA["abroad"]


def name(rng: Random) -> str:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    if rng.random() < 0.3:
        return f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    return f"{first} {last}-{rng.choice(LAST)}" if rng.random() < 0.05 else f"{first} {last}"


def library(rng: Random) -> tuple[str, str]:
    """Name and type."""
    kind, library_type = rng.choice(KINDS)
    return f"{rng.choice(PLACES)} {rng.choice(PLACES)} {kind}", library_type


def home(rng: Random) -> tuple[str, str]:
    """Country and region."""
    return (rng.choice(ABROAD), "") if rng.random() < 0.04 else ("United States", rng.choice(REGIONS))
