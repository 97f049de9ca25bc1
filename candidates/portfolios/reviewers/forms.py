from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import CompetencySet
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm

MOST_A_YEAR = 200


class ProfileForm(PageForm, forms.Form):
    employer = LineField(
        label=_("Where you work"),
        max_length=200,
        required=False,
        help_text=_("Never shown to candidates. You are not given portfolios of people who work there."),
    )
    resume = ProseField(
        label=_("Résumé"),
        required=False,
        max_length=20_000,
        help_text=_("In a few lines; the office alone reads it."),
    )
    yearly_cap = forms.IntegerField(
        label=_("Portfolios a year at most"), required=False, min_value=0, max_value=MOST_A_YEAR
    )
    available = forms.BooleanField(label=_("I take portfolios now"), required=False)
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class InvitationForm(PageForm, forms.Form):
    address = forms.EmailField(label=_("E-mail address"), max_length=254)


class QualificationForm(PageForm, forms.Form):
    """Which sets, and how many a year."""

    sets = forms.ModelMultipleChoiceField(
        label=_("May review portfolios of"),
        queryset=CompetencySet.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    yearly_cap = forms.IntegerField(
        label=_("Portfolios a year at most"), required=False, min_value=0, max_value=MOST_A_YEAR
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sets"].queryset = CompetencySet.objects.all()  # type: ignore[attr-defined]
