"""The colours of the house can be read by everybody: WCAG 2.2 AA, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static/lsscert/css/tokens.css").read_text()
GROUNDS = ["paper", "card", "green-wash", "brass-wash", "blue-wash", "red-wash"]


def tokens(scheme):
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else found


def brightness(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_ground(scheme):
    colour = tokens(scheme)
    weak = [
        (text, ground)
        for text, ground in product(["ink", "soft", "green", "green-strong", "brass", "blue", "red"], GROUNDS)
        if contrast(colour[text], colour[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_buttons_stand_out(scheme):
    colour = tokens(scheme)
    pairs = [("on-green", "green"), ("on-green", "green-strong"), ("on-red", "red"), ("on-red", "red-strong")]
    assert [pair for pair in pairs if contrast(colour[pair[0]], colour[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_and_the_focus_ring_can_be_seen(scheme):
    colour = tokens(scheme)
    pairs = product(["edge", "brass"], GROUNDS)
    assert [pair for pair in pairs if contrast(colour[pair[0]], colour[pair[1]]) < 3] == []
