from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField
from lsscert.ui.forms import PageForm


class RefundSentForm(PageForm, forms.Form):
    reference = LineField(
        label=_("How it was sent"),
        max_length=60,
        help_text=_("For example the number of the office's cheque."),
    )
