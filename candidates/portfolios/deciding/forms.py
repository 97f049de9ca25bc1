from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.deciding.guards import LONGEST
from lsscert.text import ProseField
from lsscert.ui.forms import PageForm


class HoldForm(PageForm, forms.Form):
    why = ProseField(
        label=_("Why it waits"),
        help_text=_("Only the office reads this."),
        max_length=LONGEST,
        error_messages={"required": _("Say why in a sentence.")},
    )


class ReleaseForm(PageForm, forms.Form):
    note = ProseField(
        label=_("What the office adds"),
        help_text=_("The candidate reads it in the letter and on the page. Never name a reviewer."),
        required=False,
        max_length=LONGEST,
    )


class AskForm(PageForm, forms.Form):
    words = ProseField(
        label=_("What the candidate is told"),
        help_text=_("What must go, so that they can mend it. Never name the reviewer."),
        max_length=LONGEST,
        error_messages={"required": _("Say in a sentence what must go.")},
    )
