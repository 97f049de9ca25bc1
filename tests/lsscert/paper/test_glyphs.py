"""The fonts themselves; what they print is shown by the tests of the certificate."""

from lsscert.paper import glyphs


def test_no_font_of_the_machine_is_used():
    """Else the same paper would look different elsewhere, or fail there."""
    ours = {font.path for font in glyphs.fonts().fonts() if font.path}
    assert ours
    assert all(str(path).startswith(str(glyphs.FONT_FOLDER)) for path in ours)
    assert glyphs.FAMILY in glyphs.fonts().families()
    size = sum(path.stat().st_size for path in glyphs.FONT_FOLDER.iterdir())
    assert size < 12_000_000
    assert {"OFL.txt", "APACHE-2.0.txt"} <= {path.name for path in glyphs.FONT_FOLDER.iterdir()}
