"""The pieces every page is built of. How to use each: docs/look.md."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lsscert.ui import wording
from lsscert.ui.bars import Bar
from lsscert.ui.forms import fields_html, problems
from lsscert.ui.progress import spines
from lsscert.ui.tones import drawing, safe_tone

register = template.Library()

for _filter in (wording.money, wording.hours, wording.hours_short, wording.plain_file_size):
    register.filter(_filter.__name__, _filter)
register.filter("day", wording.day)
register.filter("moment", wording.moment)
register.filter("tone", safe_tone)


@register.simple_tag
def icon(name: object) -> SafeString:
    """A small drawing beside a word; never on its own."""
    return format_html(
        '<svg class="icon icon-{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        name,
        drawing(name),
    )


@register.inclusion_tag("ui/bar.html")
def stacked_bar(picture: Bar) -> dict[str, Any]:
    """A picture only: the page says the same in words."""
    return {"segments": picture}


@register.simple_tag(name="day")
def day_tag(value: Any) -> SafeString | str:
    return _time(value, wording.day(value))


@register.simple_tag(name="moment")
def moment_tag(value: Any) -> SafeString | str:
    return _time(value, wording.moment(value))


def _time(value: Any, words: str) -> SafeString | str:
    machine = wording.machine_day(value)
    return format_html('<time datetime="{}">{}</time>', machine, words) if machine else words


@register.inclusion_tag("ui/state.html")
def state(tone: object, label: object) -> dict[str, Any]:
    return {"tone": safe_tone(tone), "label": label}


@register.inclusion_tag("ui/told.html")
def told(tone: object, sentence: object) -> dict[str, Any]:
    """A state that takes a whole sentence to say: a line, not a pill."""
    return {"tone": safe_tone(tone), "sentence": sentence}


@register.inclusion_tag("ui/next_step.html", takes_context=True)
def next_step(
    context: Context,
    text: object,
    url: str = "",
    label: object = "",
    method: str = "get",
    secondary_url: str = "",
    secondary_label: object = "",
    title: object = "",
) -> dict[str, Any]:
    return {
        "text": text,
        "url": url,
        "label": label,
        "post": method.lower() == "post",
        "secondary_url": secondary_url,
        "secondary_label": secondary_label,
        "title": title,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*labels_and_urls: Any) -> dict[str, Any]:
    """Label, URL, label, URL … and last the label of this page."""
    *pairs, here = labels_and_urls
    return {"links": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": here}


@register.inclusion_tag("ui/set_card.html")
def set_card(card: Any, heading: int = 3) -> dict[str, Any]:
    return {"card": card, "heading": heading, "tone": safe_tone(_read(card, "tone"))}


@register.inclusion_tag("ui/set_cards.html")
def set_cards(cards: Iterable[Any], heading: int = 3) -> dict[str, Any]:
    return {"cards": cards, "heading": heading}


@register.inclusion_tag("ui/six.html")
def six(progress_states: Iterable[Any]) -> dict[str, Any]:
    """Tones, or objects with .tone (and .code, .name), one per set."""
    return {"picture": spines(progress_states)}


@register.inclusion_tag("ui/empty.html")
def empty(
    title: object, text: object = "", url: str = "", label: object = "", heading: int = 2
) -> dict[str, Any]:
    return {"title": title, "text": text, "url": url, "label": label, "heading": heading}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    return {"entries": entries}


@register.inclusion_tag("ui/reasons.html")
def reasons(reasons: Iterable[Any], tone: object = "open") -> dict[str, Any]:
    return {"reasons": reasons, "tone": safe_tone(tone)}


@register.inclusion_tag("ui/refused.html")
def refused(refusal: Any) -> dict[str, Any]:
    return {"refusal": refusal}


@register.inclusion_tag("ui/verdict.html")
def verdict(tone: object, word: object, text: object = "", heading: int = 2) -> dict[str, Any]:
    return {"tone": safe_tone(tone), "word": word, "text": text, "heading": heading}


@register.inclusion_tag("ui/steps.html")
def steps(current: int, *labels: Any) -> dict[str, Any]:
    """Where a person is in a form of several pages; `current` counts from 1."""
    return {"current": current, "labels": labels, "total": len(labels)}


@register.inclusion_tag("ui/pager.html")
def pager(page: Any) -> dict[str, Any]:
    return {"page": page}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Everything wrong in these forms and formsets, each linked to its field."""
    return {"problems": [problem for form in forms for problem in problems(form)]}


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: Any, summary: bool = True) -> SafeString:
    """The fields of a form inside a hand-written <form>, with the error summary above unless summary=False."""
    return fields_html(form, context, summary=summary)


def _read(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
