from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def as_page(body: str) -> SafeString:
    """A letter's plain text as paragraphs, everything escaped, addresses made into links."""
    return mark_safe(linebreaks(urlize(body, autoescape=True)))  # noqa: S308 - urlize has escaped it
