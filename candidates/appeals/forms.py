from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import ProseField
from lsscert.ui.forms import ChoiceCards, PageForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class AnswerForm(PageForm, forms.Form):
    """The two questions an appeal is judged by."""

    followed = forms.ChoiceField(
        label=_("Was the published procedure followed?"), choices=YES_NO, widget=ChoiceCards
    )
    fair = forms.ChoiceField(label=_("Was it fair?"), choices=YES_NO, widget=ChoiceCards)
    words = ProseField(label=_("What the candidate is told"), max_length=20_000)


class FinalForm(PageForm, forms.Form):
    stands = forms.ChoiceField(label=_("Does the decision stand?"), choices=YES_NO, widget=ChoiceCards)
    words = ProseField(label=_("What the candidate is told"), max_length=20_000)
