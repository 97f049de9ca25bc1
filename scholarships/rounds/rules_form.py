"""Who may apply, as an organiser chooses it: each rule on its own, with its own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField
from lsscert.ui.forms import PageForm
from scholarships.rounds.models import Round
from scholarships.rounds.stated import CANDIDACIES


class RulesForm(PageForm, forms.Form):
    """Who may apply, from a list; each rule on its own."""

    sections = [
        (
            _("Who may apply"),
            [
                "member",
                "education",
                "region",
                "years",
                "hours",
                "months",
                "candidacy",
                "never_helped",
                "scheme",
            ],
        )
    ]
    unmarked = ("region", "years", "hours", "months", "candidacy", "scheme")

    member = forms.BooleanField(label=_("Members of the organisation"), required=False)
    education = forms.BooleanField(
        label=_("Holders of a high-school diploma or its equivalent"), required=False
    )
    region = LineField(
        label=_("Employed (paid) in a library in"),
        max_length=60,
        required=False,
        help_text=_("A state or region, such as Oregon. Leave it empty if it does not matter."),
    )
    years = forms.IntegerField(
        label=_("… within so many years before the last day"), required=False, min_value=1, max_value=50
    )
    hours = forms.IntegerField(
        label=_("Hours of library work, at least"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("1,820 is a year of 35 hours a week."),
    )
    months = forms.IntegerField(
        label=_("Months of library work, at least"), required=False, min_value=1, max_value=600
    )
    candidacy = forms.MultipleChoiceField(
        label=_("Only people who are"),
        choices=list(CANDIDACIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everybody."),
    )
    never_helped = forms.BooleanField(label=_("Never had an award before"), required=False)
    scheme = LineField(
        label=_("One award per person among all rounds named"),
        max_length=60,
        required=False,
        help_text=_("Any name, such as “Enrolment 2026”; rounds of other organisations may share it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("region")) != bool(data.get("years")):
            self.add_error(
                "years" if data.get("region") else "region", _("Say both where and within how many years.")
            )
        return data

    def rules(self) -> list[dict[str, Any]]:
        """Only for a valid form."""
        data, rules = self.cleaned_data, []
        rules += [{"rule": name} for name in ("member", "education") if data[name]]
        if data["region"]:
            rules.append({"rule": "employed", "region": data["region"], "years": data["years"]})
        rules += [{"rule": name, name: data[name]} for name in ("hours", "months") if data[name]]
        if data["candidacy"]:
            rules.append({"rule": "candidacy", "states": data["candidacy"]})
        if data["never_helped"]:
            rules.append({"rule": "never_helped"})
        if data["scheme"]:
            rules.append({"rule": "one_per_scheme"})
        return rules

    @classmethod
    def said(cls, round_: Round) -> dict[str, Any]:
        """What a round's rules look like in this form."""
        said: dict[str, Any] = {"scheme": round_.scheme}
        for rule in round_.rules:
            code = rule["rule"]
            if code == "employed":
                said |= {"region": rule["region"], "years": rule["years"]}
            elif code == "candidacy":
                said["candidacy"] = rule["states"]
            else:
                said[code] = rule.get(code, True)
        return said
