"""Small forms of this room: begin a round, say why it is called off, ask to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm


class BeginForm(PageForm, forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    title = LineField(label=_("Title"), max_length=120)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        field.to_field_name = "ref"
        if len(organisations) == 1:
            field.initial = organisations[0].ref


class WhyForm(PageForm, forms.Form):
    why = ProseField(
        label=_("Why"), max_length=500, help_text=_("Everybody who began an application reads it.")
    )


class TellMeForm(PageForm, forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Rounds of"), queryset=Organisation.objects.none(), to_field_name="ref"
    )
    address = forms.EmailField(label=_("Your e-mail address"), max_length=254)

    def __init__(self, *args: Any, organisations: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial, field.widget = organisations[0].ref, forms.HiddenInput()
        if known:
            del self.fields["address"]
