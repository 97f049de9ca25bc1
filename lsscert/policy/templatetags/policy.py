from django import template
from django.utils.translation import gettext as _

from lsscert.policy.keys import Key
from lsscert.policy.models import PolicyRow
from lsscert.ui.wording import money

register = template.Library()


@register.simple_tag
def figure_in_words(key: Key, row: PolicyRow) -> str:
    """$350.00, 1,820 hours, or the text itself."""
    if not row.value:
        return _("not supplied yet")
    value = key.parse(row.value)
    if key.unit == "$":
        return money(value)
    return f"{value:,} {key.unit}" if isinstance(value, int) else str(value)
