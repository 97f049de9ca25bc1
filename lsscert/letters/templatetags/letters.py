from typing import Any

from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from lsscert.letters.attachments import listed
from lsscert.letters.models import Letter

register = template.Library()


@register.filter
def as_page(body: str) -> SafeString:
    """A letter's plain text as paragraphs, everything escaped, addresses made into links."""
    return mark_safe(linebreaks(urlize(body, autoescape=True)))  # noqa: S308 - urlize has escaped it


@register.inclusion_tag("letters_pages/attached.html")
def attached(letter: Letter, *, staff: bool = False) -> dict[str, Any]:
    """The names of what goes with a letter, with links for those who find it on the site."""
    return {"attached": listed(letter.attachments, staff=staff)}
