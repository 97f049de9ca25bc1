"""What is written after an award."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField, ProseField
from lsscert.ui.forms import FileInput, MoneyInput, PageForm
from lsscert.ui.wording import money
from scholarships.applying.models import CostLine
from scholarships.awarding.models import AwardPart
from scholarships.following.claiming import Shown
from scholarships.following.giving_back import Arrived
from scholarships.following.lines import Line
from scholarships.following.models import ClaimLine

ACCEPT = "application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"


class ReportForm(PageForm, forms.Form):
    text = ProseField(
        label=_("What it brought you"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("A few sentences are enough: what you did with it, and what is different now."),
    )


class ExtendForm(PageForm, forms.Form):
    until = forms.DateField(label=_("New last day to accept"), widget=forms.DateInput({"type": "date"}))
    why = LineField(label=_("Why"), max_length=300)


class WhyForm(PageForm, forms.Form):
    why = LineField(label=_("Why"), max_length=300)


class AmountField(forms.DecimalField):
    """US dollars, to the cent."""

    def __init__(self, *, least: str, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal(least),
            max_digits=9,
            decimal_places=2,
            widget=MoneyInput,
            error_messages={"required": _("Please fill this in.")},
            **kwargs,
        )


class ClaimForm(PageForm, forms.Form):
    """Proof of completion and of payment. Files that are here from before need not be chosen again."""

    completed_on = forms.DateField(label=_("Completed on"), widget=forms.DateInput({"type": "date"}))
    completion = forms.FileField(label=_("Proof that you completed it"), allow_empty_file=True)
    payment = forms.FileField(label=_("Proof that you paid it"), allow_empty_file=True)
    match_paid = AmountField(label=_("What your library added"), least="0.01")

    def __init__(
        self,
        *args: Any,
        megabytes: int,
        match: Decimal | None,
        lines: Mapping[Line, Decimal],
        costs: Mapping[int, CostLine],
        here: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line: f"spent-{costs[line].ref if line else 'all'}" for line in lines}
        for line, name in self.lines.items():
            said = {"amount": money(lines[line]), "line": costs[line].what if line else ""}
            label = _("What you paid for “%(line)s”") % said if line else _("What you paid")
            self.fields[name] = AmountField(
                label=label,
                least="0.01" if len(lines) == 1 else "0",
                required=len(lines) == 1,
                help_text=_("Awarded for it: %(amount)s.") % said,
            )
        self.unmarked = tuple(self.lines.values())
        self.order_fields(["completed_on", "completion", *self.lines.values(), "payment", "match_paid"])
        _say_which_files(self.fields, megabytes, here)
        if match is None:
            del self.fields["match_paid"]
        else:
            self.fields["match_paid"].help_text = _("The round asks the library for %(amount)s.") % {
                "amount": money(match)
            }

    def spent(self) -> dict[Line, Decimal]:
        return {line: self.cleaned_data.get(name) or Decimal(0) for line, name in self.lines.items()}

    def shown(self) -> Shown:
        data = self.cleaned_data
        return Shown(
            spent=self.spent(),
            completed_on=data["completed_on"],
            match_paid=data.get("match_paid"),
            completion=data.get("completion"),
            payment=data.get("payment"),
        )


def _say_which_files(fields: dict[str, forms.Field], megabytes: int, here: Collection[str]) -> None:
    helps = {
        "completion": _("A certificate or a letter with your name and the day"),
        "payment": _("Receipts or a statement with the amounts, in one file"),
    }
    for name, said in helps.items():
        field = fields[name]
        field.required = name not in here
        field.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept=ACCEPT)
        field.help_text = _("%(what)s: PDF, PNG or JPEG, up to %(limit)s MB.") % {
            "what": said,
            "limit": megabytes,
        }


class ApproveForm(PageForm, forms.Form):
    """What is paid of each line that was shown."""

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.pk: line for line in lines}
        for line in self.lines.values():
            said = {"line": line.cost.what if line.cost else "", "amount": money(line.most)}
            self.fields[f"amount-{line.ref}"] = AmountField(
                label=_("What is paid for “%(line)s”") % said if line.cost else _("What is paid"),
                least="0",
                initial=line.most,
                help_text=_("At most %(amount)s.") % said,
            )

    def amounts(self) -> dict[int, Decimal]:
        return {pk: self.cleaned_data[f"amount-{line.ref}"] for pk, line in self.lines.items()}


class MissingForm(PageForm, forms.Form):
    what = LineField(label=_("What is missing"), max_length=300, help_text=_("They read it in a letter."))


class BackForm(PageForm, forms.Form):
    """What came back into each fund, for each line. `seen` tells the second click from the first."""

    on = forms.DateField(label=_("Came back on"), widget=forms.DateInput({"type": "date"}))
    reference = LineField(label=_("Number of the cheque or transfer"), max_length=80, required=False)
    why = LineField(label=_("Why"), max_length=300)
    seen = forms.DecimalField(max_digits=10, decimal_places=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Iterable[AwardPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.pk: f"back-{part.ref}" for part in parts}
        for part in parts:
            said = {"fund": part.fund.name, "line": part.cost.what if part.cost else ""}
            said |= {"amount": money(part.amount)}
            self.fields[self.parts[part.pk]] = AmountField(
                label=_("To %(fund)s, for “%(line)s”") % said if part.cost else _("To %(fund)s") % said,
                least="0",
                required=len(self.parts) == 1,
                help_text=_("Paid and not back: %(amount)s.") % said,
            )
        self.unmarked = tuple(self.parts.values())
        self.order_fields([*self.parts.values(), "on", "reference", "why", "seen"])

    def arrived(self) -> Arrived:
        data = self.cleaned_data
        return Arrived(
            amounts={pk: data.get(name) or Decimal(0) for pk, name in self.parts.items()},
            on=data["on"],
            why=data["why"],
            seen=data["seen"],
            reference=data["reference"],
        )


class PaidForm(PageForm, forms.Form):
    paid_on = forms.DateField(label=_("Paid on"), widget=forms.DateInput({"type": "date"}))
    reference = LineField(label=_("Number of the cheque or transfer"), max_length=80)
