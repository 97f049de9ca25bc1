from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import ProseField
from lsscert.ui.forms import PageForm


class StopForm(PageForm, forms.Form):
    why = ProseField(
        label=_("Why stop it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A few words. The person who asked reads them."),
    )
