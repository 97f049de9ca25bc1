"""The five tones a state can have, and the shape that goes with each colour."""

TONES = ("done", "act", "wait", "open", "stop")
PLAIN = "open"

# Drawn on a 16 × 16 ground with a 2 wide pen, so that a state reads in black and white too.
_DRAWN = {
    "done": "M3 8.6l3.2 3.2L13 4.6",
    "act": "M8 2.8v6.4M8 12.6v.1",
    "wait": "M8 1.8a6.2 6.2 0 1 0 .01 0M8 4.6V8l2.4 1.6",
    "open": "M8 3a5 5 0 1 0 .01 0",
    "stop": "M4 4l8 8M12 4l-8 8",
    "copy": "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
    "print": "M4 6V2h8v4M4 11H2V6h12v5h-2M4.5 9.5h7V14h-7z",
    "out": "M6 3h7v7M13 3L4 12",
}


def safe_tone(tone: object) -> str:
    """A tone that has a colour and a shape, whatever was asked for."""
    return str(tone) if str(tone) in TONES else PLAIN


def drawing(name: object) -> str:
    """The SVG path of an icon; unknown names get the shape of an open state."""
    return _DRAWN.get(str(name), _DRAWN[PLAIN])
