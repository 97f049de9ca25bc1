from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.courses.models import Course
from competencies.courses.price import says_nothing
from competencies.standard.forms import VersionField
from competencies.standard.models import SetEdition
from competencies.standard.selectors import sets_now
from lsscert.accounts.models import Organisation
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm, choice_field


def providers_with_courses() -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER, courses__isnull=False).distinct()
    return list(rows.order_by("name").values_list("ref", "name"))


def all_providers() -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER).order_by("name")
    return [(name, name) for name in rows.values_list("name", flat=True)]


class SearchForm(PageForm, forms.Form):
    """What to look for in the public list."""

    unmarked = ("q", "set", "provider")

    q = LineField(
        label=_("Title, provider or set"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    set = forms.ChoiceField(label=_("Set"), required=False)
    provider = forms.ChoiceField(label=_("Provider"), required=False)

    def __init__(self, *args: Any, sets: list[SetEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slugs = [(edition.set.slug, edition.set.name) for edition in sets]
        choice_field(self, "set").choices = [("", _("Any set")), *slugs]
        choice_field(self, "provider").choices = [("", _("Any provider")), *providers_with_courses()]

    def asked(self, name: str) -> str:
        """What was asked for; empty where it cannot be understood."""
        return getattr(self, "cleaned_data", {}).get(name, "")


class CourseForm(PageForm, forms.Form):
    unmarked = ("provider", "new_provider", "sets")
    sections = [
        (_("Who offers it"), ["provider", "new_provider"]),
        (_("The course"), ["title", "sets", "format", "cost", "url", "note"]),
    ]

    provider = forms.ChoiceField(label=_("Provider"), required=False)
    new_provider = LineField(label=_("Or a provider not in the list yet"), required=False, max_length=200)
    title = LineField(label=_("Title"), max_length=200)
    sets = forms.MultipleChoiceField(
        label=_("Sets it achieves alone"), required=False, widget=forms.CheckboxSelectMultiple
    )
    format = LineField(
        label=_("Format"), required=False, max_length=250, help_text=_("For example: online, six weeks.")
    )
    cost = LineField(
        label=_("Cost"),
        required=False,
        max_length=200,
        help_text=_(
            "In the provider's own words. Leave it empty if you do not know: pages then say “ask the provider”."
        ),
    )
    url = forms.URLField(
        label=_("Where it is described"), required=False, max_length=400, assume_scheme="https"
    )
    note = ProseField(label=_("Note"), required=False, max_length=2000, help_text=_("Everybody can read it."))
    version = VersionField()

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        if course:
            kwargs["initial"] = self.values_of(course)
        super().__init__(*args, **kwargs)
        self.course = course
        self.editions = {edition.set.slug: edition for edition in sets_now()}
        choice_field(self, "provider").choices = [("", _("Choose one")), *all_providers()]
        choice_field(self, "sets").choices = [
            (slug, f"{edition.set.code} · {edition.set.name}") for slug, edition in self.editions.items()
        ]
        if course is None:
            del self.fields["version"]

    @staticmethod
    def values_of(course: Course) -> dict[str, Any]:
        values = {
            name: getattr(course, name) for name in ("title", "format", "cost", "url", "note", "version")
        }
        alone = [row.set_edition.set.slug for row in course.coverages.all() if row.bundle_id is None]
        return {**values, "provider": course.provider.name, "sets": alone}

    def clean_cost(self) -> str:
        cost = self.cleaned_data["cost"]
        if says_nothing(cost):
            raise forms.ValidationError(
                _("Write “free” if it costs nothing, or leave this empty if you do not know.")
            )
        return cost

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "provider" in self.errors or "new_provider" in self.errors:
            return data
        if bool(data.get("provider")) == bool(data.get("new_provider")):
            self.add_error("provider", _("Choose a provider, or type a new one: one of the two."))
        in_bundle = self.course and any(row.bundle_id for row in self.course.coverages.all())
        if "sets" not in self.errors and not data.get("sets") and not in_bundle:
            self.add_error("sets", _("Choose at least one set."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the services take. Only for a valid form."""
        data = dict(self.cleaned_data)
        provider = data.pop("new_provider") or data.pop("provider")
        data.pop("provider", None)
        data["sets"] = [self.editions[slug] for slug in data["sets"]]
        return {**data, "provider": provider}

    def shown(self, values: dict[str, Any]) -> dict[str, str]:
        """Values as texts to compare, by field."""
        names = [str(self.editions[slug].set) for slug in self.editions if slug in values["sets"]]
        texts = {name: values[name] for name in ("title", "format", "cost", "url", "note")}
        return {"provider": values["provider"], **texts, "sets": ", ".join(names)}


class BundleForm(PageForm, forms.Form):
    """One course and others of its provider."""

    set = forms.ChoiceField(label=_("The set they achieve together"))
    others = forms.MultipleChoiceField(label=_("Together with"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        self.editions = {edition.set.slug: edition for edition in sets_now()}
        rows = Course.objects.filter(provider=course.provider).exclude(pk=course.pk).order_by("title")
        self.choosable = {row.ref: row for row in rows}
        names = [(slug, edition.set.name) for slug, edition in self.editions.items()]
        choice_field(self, "set").choices = [("", _("Choose one")), *names]
        choice_field(self, "others").choices = [(ref, row.title) for ref, row in self.choosable.items()]

    def facts(self) -> dict[str, Any]:
        """What the service takes. Only for a valid form."""
        chosen = [self.choosable[ref] for ref in self.cleaned_data["others"]]
        return {"set_edition": self.editions[self.cleaned_data["set"]], "courses": [self.course, *chosen]}
