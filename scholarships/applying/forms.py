"""An application for help as a person fills it in. Everything but the last tick is kept as it is typed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.money.amounts import AmountField
from lsscert.partial_date_field import PartialDateFormField
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import FileInput, PageForm
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Question, Round

PAID, VOLUNTEER = "paid", "volunteer"
LONGEST_ANSWER = 40_000


class AboutForm(PageForm, forms.Form):
    unmarked = ("member_number", "asked")

    member_number = LineField(label=_("Your member number"), max_length=30, required=False)
    education = forms.ChoiceField(
        label=_("What have you completed?"), choices=[("", "—"), *ScholarshipApplication.Education.choices]
    )
    region = LineField(label=_("State or region you live in"), max_length=60)
    asked = AmountField(label=_("How much you ask for"), required=False)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = round_.organisation.name
        self.fields["member_number"].help_text = _("Of %(name)s. ALA membership is something else.") % {
            "name": name
        }
        if any(rule["rule"] == "member" for rule in round_.rules) is False:
            del self.fields["member_number"]
        asked = self.fields["asked"]
        assert isinstance(asked, AmountField)
        asked.most = round_.amount
        asked.help_text = _("At most %(amount)s. Leave it empty to ask for all of it.") % {
            "amount": money(round_.amount)
        }
        if not round_.partial or round_.budget:
            del self.fields["asked"]
        self.sections = [(_("About you"), list(self.fields))]


class PostForm(PageForm, forms.Form):
    unmarked = ("ends",)
    library = LineField(label=_("Library"), max_length=200)
    title = LineField(label=_("Your post there"), max_length=200)
    region = LineField(label=_("State or region of the library"), max_length=60)
    paid = forms.ChoiceField(
        label=_("Paid or volunteer"), choices=[(PAID, _("Paid")), (VOLUNTEER, _("Volunteer"))], initial=PAID
    )
    starts = PartialDateFormField(label=_("First day"), help_text=_("The month is enough: September 2022."))
    ends = PartialDateFormField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if you still work there.")
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours per week"), min_value=Decimal("0.25"), max_value=168, decimal_places=2
    )
    weeks_per_year = forms.DecimalField(
        label=_("Weeks per year"), min_value=Decimal("0.5"), max_value=52, decimal_places=1, initial=52
    )

    def clean_starts(self) -> date:
        starts = self.cleaned_data["starts"].first()
        if starts > clock.today():
            raise forms.ValidationError(_("This day is still to come. Only work already begun counts."))
        return starts

    def clean_ends(self) -> date | None:
        ends = self.cleaned_data["ends"]
        return ends.last() if ends else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("The last day is before the first day."))
        return data


class CostForm(PageForm, forms.Form):
    """A line that is left empty is left out; one that is begun is finished."""

    unmarked = ("what", "cost", "asked")
    what = LineField(label=_("What"), max_length=120, required=False)
    cost = AmountField(label=_("Costs"), required=False, most=Decimal(50_000))
    asked = AmountField(label=_("Asked for"), zero=True, required=False, most=Decimal(50_000))

    MISSING = (
        ("what", _("Say what it is.")),
        ("cost", _("Say what it costs.")),
        ("asked", _("Say what of it you ask for; 0 is an answer.")),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.has_changed():
            return data
        for name, sentence in self.MISSING:
            if data.get(name, "") == "" and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("cost") and data.get("asked") and data["asked"] > data["cost"]:
            self.add_error("asked", _("No more can be asked for than it costs."))
        return data


class AnswersForm(PageForm, forms.Form):
    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = ProseField(
                error_messages={"required": _("Please fill this in.")},
                label=question.text,
                help_text=" ".join(
                    filter(
                        None,
                        [question.help, str(_("At most %(most)d words.") % {"most": question.most_words})],
                    )
                ),
                required=question.required,
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea({"rows": 8, "data-words": question.most_words}),
            )
        self.questions = questions
        self.sections = [(_("In your own words"), list(self.fields))] if questions else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for question in self.questions:
            words = len((data.get(f"q{question.pk}") or "").split())
            if words > question.most_words:
                self.add_error(
                    f"q{question.pk}",
                    _("This has %(words)d words; at most %(most)d fit.")
                    % {"words": words, "most": question.most_words},
                )
        return data


class SendForm(PageForm, forms.Form):
    true = forms.BooleanField(label=_("What I wrote is true as far as I know."))
    anyway = forms.BooleanField(
        label=_("Hand it in all the same: I want the organisation to look at it."), required=False
    )


class RefereeForm(PageForm, forms.Form):
    name = LineField(label=_("Their name"), max_length=200)
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)


class LetterForm(PageForm, forms.Form):
    """What somebody writes for an applicant, by the link they were sent."""

    unmarked = ("text", "file")
    text = ProseField(
        label=_("Your letter"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 14})
    )
    file = forms.FileField(label=_("or a PDF of it"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept="application/pdf,.pdf")
        field.help_text = _("Up to %(limit)s MB. Readers see it under a name of ours.") % {"limit": megabytes}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("text") and not data.get("file"):
            self.add_error("text", _("Write your letter here, or choose a PDF of it below."))
        return data


class RefusalForm(PageForm, forms.Form):
    rule = forms.ChoiceField(label=_("The condition that is not met"))
    words = ProseField(label=_("Why, and what would mend it"), max_length=500)

    def __init__(self, *args: Any, rules: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*rules, ("other", _("Something else"))]
