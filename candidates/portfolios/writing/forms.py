"""What a candidate types about one competency, and about the whole set. Nothing is required: a half is saved too."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.markdown import LONGEST
from candidates.portfolios.models import Response
from candidates.portfolios.writing.saving import Typed
from competencies.standard.forms import VersionField
from competencies.standard.models import SuggestedAssignment
from lsscert.text import ProseField

LONGEST_INTRODUCTION = 6_000


class WrittenField(ProseField):
    """Long text: too much of it is refused with the number, never cut."""

    def __init__(self, *, most: int, label: Any) -> None:
        super().__init__(label=label, required=False)
        self.most = most

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                _(
                    "%(label)s: this is %(length)s characters long; at most %(most)s can be kept."
                    " Shorten it, or put part of it into a file of evidence."
                )
                % {
                    "label": self.label,
                    "length": number_format(len(value), force_grouping=True),
                    "most": number_format(self.most, force_grouping=True),
                }
            )


class ResponseForm(forms.Form):
    """`way` is "own", or the ref of a suggested assignment, or empty as long as nothing is chosen."""

    way = forms.ChoiceField(label=_("How you show it"), required=False)
    introduction = WrittenField(label=_("Introduction"), most=LONGEST_INTRODUCTION)
    text = WrittenField(label=_("Response"), most=LONGEST)
    version = VersionField()

    def __init__(self, *args: Any, assignments: Sequence[SuggestedAssignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignments = {each.ref: each for each in assignments}
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [("own", _("An idea of my own")), *((ref, ref) for ref in self.assignments)]
        way.error_messages["invalid_choice"] = _(
            "This assignment is not suggested any more. Choose another one, or an idea of your own."
        )

    @property
    def typed(self) -> Typed:
        data = self.cleaned_data
        chosen = self.assignments.get(data["way"])
        return Typed(
            way=Response.Way.SUGGESTED if chosen else data["way"],
            assignment=chosen,
            introduction=data["introduction"],
            text=data["text"],
        )

    @staticmethod
    def values_of(response: Response | None) -> dict[str, Any]:
        if response is None:
            return {"way": "", "introduction": "", "text": "", "version": 0}
        chosen = response.assignment.ref if response.assignment else response.way
        return {
            "way": chosen,
            "introduction": response.introduction,
            "text": response.text,
            "version": response.version,
        }


class SheetForm(forms.Form):
    text = WrittenField(label=_("Text"), most=LONGEST)
    version = VersionField()

    @staticmethod
    def values_of(sheet: Any) -> dict[str, Any]:
        return {"text": sheet.text if sheet else "", "version": sheet.version if sheet else 0}
