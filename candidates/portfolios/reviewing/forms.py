from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Rating, Report
from candidates.portfolios.reviewing.guards import LONGEST_COMMENT
from lsscert.text import ProseField
from lsscert.ui.forms import ChoiceCards, PageForm


class RatingForm(forms.Form):
    """What is typed on the rating screen; everything may still be empty."""

    value = forms.ChoiceField(choices=[("", ""), *Rating.Value.choices], required=False)
    comment = ProseField(required=False, max_length=LONGEST_COMMENT)
    private_note = ProseField(required=False, max_length=LONGEST_COMMENT)


class ReportForm(PageForm, forms.Form):
    about = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.About.choices,
        widget=ChoiceCards(
            hints={
                "patron": _("A name, a card number, a record of what somebody borrowed or asked for."),
                "originality": _("It looks like somebody else's work, or like something copied."),
            }
        ),
        error_messages={"required": _("Choose one of the two.")},
    )
    words = ProseField(
        label=_("Where is it, and what did you see?"),
        help_text=_("For example: page 3, a borrower's name. Only the office reads this."),
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Say where it is, so that the office finds it.")},
    )


class AsideForm(PageForm, forms.Form):
    words = ProseField(
        label=_("Anything the office should know"),
        help_text=_("You need not say who it is."),
        required=False,
        max_length=LONGEST_COMMENT,
    )
    sure = forms.BooleanField(
        label=_("I know, or am fairly sure, whose portfolio this is"),
        error_messages={"required": _("Tick this to step aside.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["rows"] = 3
