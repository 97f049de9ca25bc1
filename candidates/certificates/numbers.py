"""Certificate numbers such as LSSC-2026-00042-K: the year, a serial number and a letter that catches slips."""

import re
import unicodedata

PREFIX = "LSSC"
# No I, O, Q, S, Z, nor B and G: read aloud or on a worn paper they pass for 1, 0, 5, 2, 8, 6. Nineteen are left.
LETTERS = "ACDEFHJKLMNPRTUVWXY"
# One weight for each place, all different and below nineteen. Nineteen is a prime, so no wrong digit and no swap of
# two digits, neighbours or not, leaves the letter as it was.
YEAR_WEIGHTS = (7, 8, 9, 10)
SERIAL_WEIGHTS_FROM_THE_RIGHT = (15, 14, 13, 12, 11, 6, 5, 4)
SHORTEST_SERIAL, LONGEST_SERIAL = 5, len(SERIAL_WEIGHTS_FROM_THE_RIGHT)

LONGEST_INPUT = 500
ALSO_SEPARATORS = "_./\N{MINUS SIGN}\N{MIDDLE DOT}"
SEPARATOR_CATEGORIES = {"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"}
READ_AS_DIGITS = str.maketrans("OIL", "011", "-")
# A look-ahead, so that a stray digit in front does not hide the number behind it.
NUMBER = re.compile(r"(?<![0-9A-Z])(?=(LSSC-?)?((?:[0-9OIL]-?){9,12})([A-Z])(?![0-9A-Z]))")


def certificate_number(year: int, serial: int) -> str:
    """Raises ValueError for a year that has not four digits or a serial that is not 1 to 99,999,999."""
    if not 1000 <= year <= 9999:
        raise ValueError("the year of a certificate number has four digits")
    if not 1 <= serial < 10**LONGEST_SERIAL:
        raise ValueError(f"the serial of a certificate number has at most {LONGEST_SERIAL} digits")
    return _written(f"{year}", f"{serial:0{SHORTEST_SERIAL}}")


def parse_number(text: str) -> str | None:
    """The number in what somebody typed or pasted, as it is printed; None when there is none or its letter is wrong.

    Forgives lower case, spaces and dashes of any kind, O for 0, I and L for 1, a missing LSSC and words around it.
    """
    found = []
    for match in NUMBER.finditer(_simplified(text)):
        prefix, digits, letter = match.groups()
        number = _checked(digits.translate(READ_AS_DIGITS), letter)
        if number:
            # A digit that merely stands before the number could pass for part of it: the shorter reading wins.
            found.append((prefix is None, len(number), number))
    return min(found)[-1] if found else None


def _checked(digits: str, letter: str) -> str | None:
    year, serial = digits[:4], digits[4:]
    padded = len(serial) > SHORTEST_SERIAL and serial.startswith("0")
    if year.startswith("0") or padded or not int(serial):
        return None
    return _written(year, serial) if _letter(year, serial) == letter else None


def _written(year: str, serial: str) -> str:
    return f"{PREFIX}-{year}-{serial}-{_letter(year, serial)}"


def _letter(year: str, serial: str) -> str:
    weighted = [*zip(year, YEAR_WEIGHTS), *zip(reversed(serial), SERIAL_WEIGHTS_FROM_THE_RIGHT)]
    return LETTERS[sum(int(digit) * weight for digit, weight in weighted) % len(LETTERS)]


def _simplified(text: str) -> str:
    """Plain capitals, with one hyphen for every run of separators. Cut first: normalising long junk is slow."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_INPUT]).upper()
    return re.sub("-+", "-", "".join("-" if _separates(char) else char for char in text))


def _separates(char: str) -> bool:
    return char in ALSO_SEPARATORS or unicodedata.category(char) in SEPARATOR_CATEGORIES
