"""What an employer types for a quote. It travels in the address of the page, so that it can be passed on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lsscert.pages.quote import Wish
from lsscert.text import LineField, ProseField, tidy_line
from lsscert.ui.forms import PageForm

MOST = 200


class CountField(forms.CharField):
    """A whole number as people write it; `int()` would also take 1_0 and digits of other scripts."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": "6"})

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        plain = text.isascii() and text.isdigit() and len(text) < 9
        if not plain or not self.least <= int(text) <= self.most:
            raise ValidationError(
                _("A whole number from %(least)d to %(most)d, please.")
                % {"least": self.least, "most": self.most}
            )
        return int(text)

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The value is a number by now; the text has been judged."""


class QuoteForm(PageForm, forms.Form):
    sections = [
        (_("Who is it for?"), ["organisation", "attention", "address"]),
        (_("What should it cover?"), ["enrolments", "members", "portfolios"]),
    ]

    organisation = LineField(
        label=_("Library or organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    attention = LineField(
        label=_("For the attention of"),
        required=False,
        max_length=120,
        help_text=_("For example the accounts office."),
    )
    address = ProseField(label=_("Address"), required=False, max_length=300)
    enrolments = CountField(label=_("How many people?"), least=1, most=MOST)
    members = CountField(
        label=_("How many of them are members of ALA?"),
        least=0,
        most=MOST,
        required=False,
        help_text=_("Their price is lower. Each gives a member number when applying."),
    )
    portfolios = CountField(
        label=_("Portfolios per person"),
        least=0,
        most=6,
        required=False,
        help_text=_(
            "Sets shown by a portfolio of one's own work instead of a course. Leave it empty for none."
        ),
    )

    def __init__(self, *args: Any, portfolios: bool = True, **kwargs: Any) -> None:
        """`portfolios`: whether they were open on the day of the quote."""
        super().__init__(*args, **kwargs)
        if not portfolios:
            del self.fields["portfolios"]
            self.sections = [
                (title, [name for name in names if name in self.fields]) for title, names in self.sections
            ]

    def clean_address(self) -> str:
        lines = (tidy_line(line) for line in self.cleaned_data["address"].split("\n"))
        return "\n".join([line for line in lines if line][:6])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        people, members = cleaned.get("enrolments"), cleaned.get("members")
        if people is not None and members is not None and members > people:
            self.add_error("members", _("These cannot be more than there are people."))
        if "portfolios" not in self.fields and self.data.get("portfolios", "").strip() not in ("", "0"):
            self.add_error(
                None, _("Sets are no longer achieved by portfolio: a new quote cannot hold their review.")
            )
        return cleaned

    @property
    def wish(self) -> Wish:
        typed = self.cleaned_data
        return Wish(
            organisation=typed["organisation"],
            attention=typed["attention"],
            address=typed["address"],
            enrolments=typed["enrolments"],
            members=typed["members"] or 0,
            portfolios_each=typed.get("portfolios") or 0,
        )
