"""The application as a person fills it in, the plan, and the office's decision."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Application, WorkPost
from competencies.standard.models import CompetencySet
from lsscert import clock
from lsscert.partial_date_field import PartialDateFormField
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import ChoiceCards, PageForm, plain_helper

EARLIEST_YEAR = 1940
MOST_POSTS = 20


class ApplicationForm(PageForm, forms.Form):
    sections = [
        (_("About you"), ["education", "country", "region"]),
        (_("What you will pay"), ["ala_member_number"]),
    ]
    unmarked = ("ala_member_number",)

    education = forms.ChoiceField(
        label=_("What have you completed?"),
        choices=Application.Education,
        widget=ChoiceCards(
            hints={
                Application.Education.GED: _("A diploma from another country counts here, too."),
                Application.Education.NONE: _(
                    "Then you cannot join yet; the office can tell you where to get a GED."
                ),
            }
        ),
    )
    country = LineField(
        label=_("Country"),
        max_length=60,
        initial="United States",
        widget=forms.TextInput({"autocomplete": "country-name"}),
    )
    region = LineField(
        label=_("State or region"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "address-level1"}),
    )
    ala_member_number = LineField(
        label=_("ALA member number"),
        max_length=30,
        required=False,
        help_text=_(
            "Only if you are a member: it lowers the price. Leave it empty otherwise; anybody may join."
        ),
    )


class PostForm(PageForm, forms.Form):
    """One library post. `today` bounds what can have begun."""

    PAID, VOLUNTEER = "paid", "volunteer"
    unmarked = ("ends",)

    library = LineField(label=_("Library"), max_length=200)
    title = LineField(label=_("Your post there"), max_length=200)
    library_type = forms.ChoiceField(
        label=_("Kind of library"), choices=[("", "—"), *WorkPost.LibraryType.choices]
    )
    paid = forms.ChoiceField(
        label=_("Paid or volunteer"), choices=[(PAID, _("Paid")), (VOLUNTEER, _("Volunteer"))], initial=PAID
    )
    starts = PartialDateFormField(
        label=_("First day"), help_text=_("The month is enough: September 2022. Or a day: 2022-09-05.")
    )
    ends = PartialDateFormField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty if you still work there. The month is enough."),
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours per week"), min_value=0, max_value=168, decimal_places=2
    )
    weeks_per_year = forms.DecimalField(
        label=_("Weeks per year"),
        min_value=0,
        max_value=52,
        decimal_places=1,
        initial=52,
        help_text=_("52 unless you have long breaks, as in a school."),
    )
    corrected_hours = forms.DecimalField(
        label=_("Hours in your own count"),
        required=False,
        min_value=0,
        max_value=99_999,
        decimal_places=2,
        help_text=_("All hours of this post within the last five years."),
    )
    correction_note = ProseField(label=_("Why it differs"), required=False, max_length=2000)

    @property
    def helper(self) -> Any:
        layout = Layout(
            "library",
            "title",
            Div("library_type", "paid", css_class="form-row"),
            Div("starts", "ends", css_class="form-row"),
            Div("hours_per_week", "weeks_per_year", css_class="form-row"),
            HTML(render_to_string("candidates/journey/correction_opens.html", {"open": self._corrected()})),
            "corrected_hours",
            "correction_note",
            HTML("</details>"),
        )
        return plain_helper(layout)

    def _corrected(self) -> bool:
        return any(self[name].value() for name in ("corrected_hours", "correction_note"))

    def clean_starts(self) -> date:
        starts = self.cleaned_data["starts"].first()
        if starts > clock.today():
            raise forms.ValidationError(_("This day is still to come. Only work already begun counts."))
        if starts.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Check the year, please."))
        return starts

    def clean_ends(self) -> date | None:
        ends = self.cleaned_data["ends"]
        return ends.last() if ends else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first day."))
        for name in ("hours_per_week", "weeks_per_year"):
            if data.get(name) == 0:
                self.add_error(name, _("More than zero, please."))
        if data.get("corrected_hours") is not None and not data.get("correction_note"):
            self.add_error(
                "correction_note", _("Say in a few words why your count differs; the office reads it.")
            )
        return data

    def as_row(self) -> WorkPost:
        """The post as an unsaved row. Only for a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in {"paid", "DELETE"}}
        return WorkPost(paid=self.cleaned_data["paid"] == self.PAID, **values)


class BasePostFormSet(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """An only post cannot be removed; of several, each can."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this post")
        if self.total_form_count() == 1:
            del form.fields["DELETE"]

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_few_forms": _("Add at least one library post."),
        "too_many_forms": _("At most 20 posts fit here. Put short ones together, please."),
    }


PostFormSet = forms.formset_factory(
    PostForm,
    formset=BasePostFormSet,
    extra=0,
    min_num=1,
    max_num=MOST_POSTS,
    absolute_max=MOST_POSTS,
    validate_min=True,
    validate_max=True,
    can_delete=True,
    can_delete_extra=True,
)


class SendForm(PageForm, forms.Form):
    """What is confirmed at the end; `anyway` appears only when the rule says "not yet"."""

    true = forms.BooleanField(label=_("What I wrote is true as far as I know."))
    anyway = forms.BooleanField(label=_("Send it anyway: I want the office to look at it."), required=False)

    def __init__(self, *args: Any, offer_anyway: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offer_anyway:
            del self.fields["anyway"]


class ElectivesForm(PageForm, forms.Form):
    electives = forms.ModelMultipleChoiceField(
        label=_("Your electives"), queryset=CompetencySet.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sets: QuerySet[CompetencySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        electives = self.fields["electives"]
        assert isinstance(electives, forms.ModelMultipleChoiceField)
        electives.queryset = sets


class DecisionForm(PageForm, forms.Form):
    """Staff accept, or say that the applicant is not eligible and why."""

    unmarked = ("reason",)

    reason = ProseField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        help_text=_("Needed to refuse, and to accept somebody whom the rule alone does not admit."),
    )
