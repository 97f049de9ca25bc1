"""Forms that look and speak alike: the helper, the widgets, and the summary of what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from lsscert.ui.dressing import dress

FIELD_TEMPLATE = "ui/field.html"
PACK = "bootstrap5"


class PageForm:
    """Mix into a form.

    `sections` groups fields under a legend: [(legend, [names])]; unnamed fields follow.
    `unmarked` names optional fields that must not say "(optional)", because their label says when they are needed.
    """

    sections: list[tuple[Any, list[str]]] = []
    unmarked: tuple[str, ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_is_missing(field)

    @property
    def helper(self) -> FormHelper:
        return plain_helper(Layout(*(Fieldset(legend, *names) for legend, names in self.sections)))


def _what_is_missing(field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return _("Please tick this to go on.")
    if isinstance(field, forms.FileField):
        return _("Please choose a file.")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Please choose one.")
    if isinstance(field, forms.DateField):
        return _("Please give the date.")
    return _("Please fill this in.")


def plain_helper(layout: Layout | None = None) -> FormHelper:
    """A crispy helper that draws fields our way and leaves <form>, csrf and buttons to the page."""
    helper = FormHelper()
    helper.layout = layout or Layout()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.field_template = FIELD_TEMPLATE
    helper.render_unmentioned_fields = True
    return helper


class ChoiceCards(forms.RadioSelect):
    """Radio buttons as big cards. `hints` says under a choice what it means: {value: sentence}."""

    def __init__(self, *args: Any, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        hint = self.hints.get(str(value), "")
        if hint and option["attrs"].get("id"):
            option["attrs"] |= {"aria-describedby": f"{option['attrs']['id']}_hint"}
        return {**option, "hint": hint}


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A field whose choices are filled in when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


class MoneyInput(forms.NumberInput):
    """Dollars and cents, with a $ before the box."""

    prefix_word = "$"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "0.01", "min": "0", "inputmode": "decimal", **(attrs or {})})


class FileInput(forms.ClearableFileInput):
    """Says beside itself which file was chosen and warns when it is larger than `max_bytes`."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, max_bytes: int | None = None, accept: str = ""
    ) -> None:
        extra = {"data-max-bytes": max_bytes, "accept": accept}
        super().__init__({**{name: value for name, value in extra.items() if value}, **(attrs or {})})


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `target` is the id to jump to, empty for what concerns the whole form.

    `row` counts the rows of a formset from 1; 0 where there is only one.
    """

    sentence: str
    label: str = ""
    target: str = ""
    row: int = 0

    @property
    def heading(self) -> str:
        """The label before the sentence: a question keeps its mark, a statement gives its full stop for a colon."""
        return self.label if self.label.endswith("?") else self.label.rstrip(".:") + ":"


def problems(form: Any) -> Iterator[Problem]:
    """Every error of a form or formset, in the order of the page; none for a form that is not there."""
    if not getattr(form, "is_bound", False):
        return
    if isinstance(form, BaseFormSet):
        for error in form.non_form_errors():
            yield Problem(str(error))
        for number, each in enumerate(form.forms, 1):
            row = number if len(form.forms) > 1 else 0
            yield from (replace(problem, row=row) for problem in problems(each))
        return
    for error in form.non_field_errors():
        yield Problem(str(error))
    for field in form:
        for error in field.errors:
            yield Problem(str(error), str(field.label), "" if field.is_hidden else target_id(field))


def target_id(field: forms.BoundField) -> str:
    """The id of the control itself; a group of choices is entered at its first."""
    return field.id_for_label or f"{field.auto_id}_0"


def fields_html(form: Any, context: Context, *, summary: bool) -> SafeString:
    dress(form)
    helper = getattr(form, "helper", None) or plain_helper()
    body = helper.render_layout(form, context, template_pack=PACK)
    found = list(problems(form)) if summary else []
    head = render_to_string("ui/error_summary.html", {"problems": found}) if found else ""
    return mark_safe(head + body)  # noqa: S308 - both halves are rendered templates
