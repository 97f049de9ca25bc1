"""Numbers of invoices, credit notes and deposits, however somebody types them."""

import re
from dataclasses import dataclass

INVOICE_NUMBER = re.compile(r"(\d{4})\D?(\d{1,6})", re.ASCII)
INVOICE, CREDIT_NOTE, DEPOSIT = "", "CN", "D"
_TYPED = re.compile(r"#?\s*(?:(CN|D)\W?)?(?:(\d{4})\W)?0*(\d{1,6})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """`year` is empty when only the running number was typed."""

    series: str
    year: str
    serial: int

    @property
    def ending(self) -> str:
        """What the printed number ends in: all of it when the year is known."""
        if not self.year:
            return f"-{self.serial:04d}"
        head = f"{self.series}-" if self.series else ""
        return f"{head}{self.year}-{self.serial:04d}"


def invoice_number(match: re.Match[str]) -> str:
    """As it is printed, however many noughts were typed."""
    return f"{match[1]}-{int(match[2]):04d}"


def typed_number(text: str) -> Number | None:
    """`147`, `2026-147`, `2026-0147`, `CN-2026-3`, `D 12`; None for what is no number of ours."""
    match = _TYPED.fullmatch(text.strip())
    if not match:
        return None
    return Number((match[1] or INVOICE).upper(), match[2] or "", int(match[3]))
