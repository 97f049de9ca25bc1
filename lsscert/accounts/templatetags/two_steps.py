"""What the pages of the second step need: nothing of it may stand in a page as a script or a data: picture."""

import json
from typing import Any

import segno
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For a data- attribute, where it is escaped like any text."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def qr_code(text: str, title: object) -> SafeString:
    """Black on white in dark mode too: cameras want it so."""
    drawn = segno.make(text, error="m").svg_inline(scale=5, dark="#000", light="#fff", title=str(title))
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - segno escapes the title


@register.filter
def plain(form: Any) -> Any:
    """Without placeholders, which only repeat the label in grey."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


# What a browser calls itself names its forebears too: the first of these that is found is the one.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Firefox, Windows: enough to know it again."""
    names = [
        next((name for mark, name in known.items() if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or _("A browser")
