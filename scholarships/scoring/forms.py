"""The score sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import ProseField
from lsscert.ui.forms import PageForm
from scholarships.rounds.models import Round
from scholarships.scoring.services import LONGEST_COMMENT


class SheetForm(PageForm, forms.Form):
    """Points for each criterion as radio buttons, so that a thumb or the arrow keys will do."""

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each), str(each)) for each in range(round_.scale + 1)]
        self.criteria = list(round_.criteria.all())
        for criterion in self.criteria:
            self.fields[f"c{criterion.pk}"] = forms.ChoiceField(
                label=criterion.title,
                help_text=criterion.help,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = ProseField(
            label=_("Comment"),
            required=False,
            max_length=LONGEST_COMMENT,
            help_text=_("Others read it once they have scored, too."),
            widget=forms.Textarea({"rows": 5}),
        )
        self.unmarked = (*(f"c{each.pk}" for each in self.criteria),)

    def points(self) -> dict[int, int]:
        """Only for a valid form: what was given so far, by criterion."""
        data = self.cleaned_data
        return {each.pk: int(data[f"c{each.pk}"]) for each in self.criteria if data.get(f"c{each.pk}")}


class InviteForm(PageForm, forms.Form):
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)


class RecuseForm(PageForm, forms.Form):
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
