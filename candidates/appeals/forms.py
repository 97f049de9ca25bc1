from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.appeals.steps import LONGEST
from lsscert.text import ProseField
from lsscert.ui.forms import ChoiceCards, PageForm, choice_field

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class AnswerForm(PageForm, forms.Form):
    """The two questions an appeal is judged by."""

    followed = forms.ChoiceField(
        label=_("Was the published procedure followed?"), choices=YES_NO, widget=ChoiceCards
    )
    fair = forms.ChoiceField(label=_("Was it fair?"), choices=YES_NO, widget=ChoiceCards)
    words = ProseField(label=_("What the candidate is told"), max_length=LONGEST)


class FinalForm(PageForm, forms.Form):
    stands = forms.ChoiceField(label=_("Does the decision stand?"), choices=YES_NO, widget=ChoiceCards)
    words = ProseField(label=_("What the candidate is told"), max_length=LONGEST)


class CameForm(PageForm, forms.Form):
    """Something came by post."""

    came_on = forms.DateField(label=_("Came on"), help_text=_("The day it arrived; the clocks go by it."))


class NoticeForm(CameForm):
    decision = forms.ChoiceField(label=_("What is appealed"), widget=ChoiceCards)
    words = ProseField(label=_("What the letter says"), max_length=LONGEST, required=False)
    field_order = ("decision", "came_on", "words")

    def __init__(self, *args: Any, decisions: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, known = choice_field(self, "decision"), list(decisions)
        field.choices = known
        field.initial = known[0][0] if len(known) == 1 else None


class ReasonsForm(CameForm):
    words = ProseField(
        label=_("What the letter says"),
        help_text=_("Word for word, or what it comes to; scan the letter itself below."),
        max_length=LONGEST,
    )
