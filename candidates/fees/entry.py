"""A payment while it is being typed in: who it may be from, what it may be for, and how far it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from candidates.fees import payers
from candidates.fees.finding import Handle, find
from candidates.fees.matching import likely_first, spread
from lsscert.accounts.models import Organisation, Person
from lsscert.money.amounts import parse_amount
from lsscert.money.models import Invoice, Share
from lsscert.ui.wording import money

MOST_ROWS = 25
USE = "use-"


@dataclass
class Row:
    """An invoice that the payment may be for; `wanted` is what it asks of this payer, `typed` what the box holds."""

    invoice: Invoice
    wanted: Decimal
    asked: bool = False
    typed: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"{USE}{self.invoice.ref}"

    @property
    def amount(self) -> Decimal:
        return _dollars(self.typed) or Decimal(0)


class Entry:
    """Reads the fields who, payer, amount, use-<ref>, added, more and add of a form; nothing is kept."""

    def __init__(self, data: Mapping[str, Any], *, added: Iterable[str] = ()) -> None:
        self.data = data
        self.who = Handle(data.get("who", ""))
        self.amount = _dollars(data.get("amount", ""))
        self.choices = payers.choices(self.who.text, self.amount)
        self.chosen = self._chosen()
        self.hits: list[Invoice] = []
        self.added = [ref for ref in dict.fromkeys(added) if ref][:MOST_ROWS]
        self._look_for_more()
        self.rows = self._rows()
        self._fill()

    def _chosen(self) -> payers.Choice | None:
        """Whom somebody chose among these; else the only one who fits, should there be just one."""
        if self.data.get("found_for", self.who.text) == self.who.text:
            wanted = self.data.get("payer", "")
            if known := next((each for each in self.choices if each.value == wanted), None):
                return known
        if not self.who.text:
            return None
        sure = [each for each in self.choices if each.sure] or self.choices
        return sure[0] if len(sure) == 1 else None

    @property
    def payer(self) -> Person | Organisation | None:
        return self.chosen.payer if self.chosen else None

    def _look_for_more(self) -> None:
        """One more invoice by its number or by whom it is for; several that fit are offered."""
        words = str(self.data.get("more", "")).strip()
        if self.data.get("add"):
            self.added.append(str(self.data["add"]))
        elif words:
            open_ones = [each for each in find(words).invoices if each.left]
            if len(open_ones) == 1:
                self.added.append(open_ones[0].ref)
            else:
                self.hits = [each for each in open_ones if each.ref not in self.added]

    def _rows(self) -> list[Row]:
        rows = {row.invoice.pk: row for row in self._extra_rows()}
        if self.payer:
            rows |= {row.invoice.pk: row for row in likely_invoices(self.payer)}
        found = list(rows.values())
        named = [each.invoice.number.endswith(self.who.is_number_of("") or "?") for each in found]
        order = likely_first([row.wanted for row in found], self.amount, named)
        return [found[place] for place in order][:MOST_ROWS]

    def _extra_rows(self) -> list[Row]:
        """Those added by hand, and those whose number was typed in place of a name."""
        refs = [*self.added, *(each.ref for each in payers.invoices_named(self.who))]
        found = Invoice.objects.filter(ref__in=refs).select_related("account", "person", "organisation")
        return [Row(each, each.left) for each in found.order_by("pk")]

    def _fill(self) -> None:
        """What was typed stays; as long as nobody typed, the boxes follow the amount."""
        typed = {row.name: str(self.data.get(row.name, "")).strip() for row in self.rows}
        if self.data.get("filled", "") == signature(self.data):
            self._fill_in()
            return
        for row in self.rows:
            row.typed = typed[row.name]
            if row.invoice.ref in self.added[-1:] and row.name not in self.data and self.left_over > 0:
                row.typed = str(min(row.wanted, self.left_over))

    def _fill_in(self) -> None:
        if not self.amount:
            return
        parts = spread(self.amount, [row.wanted for row in self.rows])
        for row, part in zip(self.rows, parts, strict=True):
            row.typed = str(part) if part else ""

    @property
    def filled(self) -> str:
        """What the boxes were filled with, when nobody has typed in them; what somebody typed is left alone."""
        if self.data.get("filled", "") != signature(self.data):
            return "typed"
        return " ".join(f"{row.name}={row.typed}" for row in sorted(self.rows, key=_name) if row.typed)

    @property
    def shown(self) -> str:
        """For whom and over how much the boxes were shown: only what was seen is saved."""
        return f"{self.chosen.value if self.chosen else ''} {self.chosen.name if self.chosen else ''} {self.amount}"

    @property
    def used(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def left_over(self) -> Decimal:
        return (self.amount or Decimal(0)) - self.used

    @property
    def sum_in_words(self) -> str:
        if self.amount is None:
            return _("Type the amount to see how far it goes.")
        words = {"amount": money(self.amount), "used": money(self.used), "over": money(abs(self.left_over))}
        if self.left_over < 0:
            return _("Of %(amount)s: used %(used)s. That is %(over)s too much.") % words
        if not self.left_over:
            return _("Of %(amount)s: used %(used)s, nothing left over.") % words
        name = self.chosen.name if self.chosen else _("the payer")
        words["name"] = name
        return _("Of %(amount)s: used %(used)s, left over %(over)s → credit of %(name)s.") % words

    @property
    def what_is_wrong(self) -> str:
        """For the top of the page, after `check`."""
        if self.left_over < 0 and not any(row.error for row in self.rows):
            return _("More is used than came. Lower an amount beside the invoices.")
        return _("Look at the amounts beside the invoices.")

    def check(self) -> bool:
        """Say at each box what is wrong with it. True when nothing is."""
        for row in self.rows:
            row.error = _wrong_with(row)
        return not any(row.error for row in self.rows) and self.left_over >= 0


def signature(data: Mapping[str, Any]) -> str:
    typed = {name: str(data.get(name, "")).strip() for name in sorted(data) if name.startswith(USE)}
    return " ".join(f"{name}={value}" for name, value in typed.items() if value)


def _name(row: Row) -> str:
    return row.name


def _dollars(text: Any) -> Decimal | None:
    try:
        return parse_amount(str(text))
    except ValueError:
        return None


def _wrong_with(row: Row) -> str:
    if not row.typed:
        return ""
    try:
        amount = parse_amount(row.typed, zero=True)
    except ValueError as problem:
        return str(problem)
    if amount and row.invoice.state == Invoice.Status.CANCELLED:
        return _("This invoice is cancelled; nothing is owed on it.")
    if amount > row.invoice.left:
        return _("It asks only for %(left)s more.") % {"left": money(row.invoice.left)}
    return ""


def likely_invoices(payer: Person | Organisation) -> list[Row]:
    """Their own open ones, and of candidates' those they were asked to pay a part of."""
    return [*_own(payer), *_asked_of(payer)]


def _own(payer: Person | Organisation) -> list[Row]:
    owner = {"person": payer} if isinstance(payer, Person) else {"organisation": payer}
    found = Invoice.objects.unpaid().filter(**owner).select_related("account", "person", "organisation")
    return [Row(each, each.left) for each in found.order_by("issued_at", "pk")[:MOST_ROWS]]


def _asked_of(payer: Person | Organisation) -> list[Row]:
    """Of candidates' invoices the parts that this organisation was asked to pay."""
    if isinstance(payer, Person):
        return []
    shares = Share.objects.filter(organisation=payer, state=Share.Status.ASKED).prefetch_related("transfers")
    rows = shares.select_related("invoice__account", "invoice__person", "invoice__organisation")
    found = [Row(each.invoice, min(each.left, each.invoice.left), asked=True) for each in rows[:MOST_ROWS]]
    return [row for row in found if row.wanted]
