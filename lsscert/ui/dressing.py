"""What a widget needs before it is drawn: its class, and the keyboard a phone should show."""

from typing import Any

from django import forms

# Widget, its class, and how ui/field.html lays it out.
_CONTROLS: list[tuple[type[forms.Widget], str, str]] = [
    (forms.RadioSelect, "choice-input", "choices"),
    (forms.CheckboxInput, "form-check-input", "check"),
    (forms.Select, "form-select", "plain"),
    (forms.FileInput, "form-control", "file"),
    (forms.Widget, "form-control", "plain"),
]


def dress(form: Any) -> None:
    """Prepare every field of one form; harmless when done twice."""
    unmarked = getattr(form, "unmarked", ())
    for name, field in form.fields.items():
        if field.widget.is_hidden:
            continue
        _dress_field(field)
        field.says_optional = field.look != "check" and not (
            field.required or field.disabled or name in unmarked
        )
        if name in form.errors:
            _add_class(field.widget, "is-invalid")


def _dress_field(field: Any) -> None:
    widget = field.widget
    control, field.look = next((name, look) for kind, name, look in _CONTROLS if isinstance(widget, kind))
    _add_class(widget, control)
    if isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
        # A native date field only understands ISO dates, in any language.
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(field, forms.DecimalField | forms.FloatField):
        widget.attrs.setdefault("inputmode", "decimal")
    elif isinstance(field, forms.IntegerField):
        widget.attrs.setdefault("inputmode", "numeric")
    elif isinstance(field, forms.EmailField):
        widget.attrs.setdefault("autocapitalize", "none")
        widget.attrs.setdefault("spellcheck", "false")
    # Django's own 10 by 40 is nobody's choice.
    if (
        isinstance(widget, forms.Textarea)
        and widget.attrs.pop("cols", None)
        and widget.attrs.get("rows") == "10"
    ):
        widget.attrs["rows"] = "5"


def _add_class(widget: forms.Widget, name: str) -> None:
    for part in getattr(widget, "widgets", [widget]):
        had = part.attrs.get("class", "").split()
        if name not in had:
            part.attrs["class"] = " ".join([*had, name])
