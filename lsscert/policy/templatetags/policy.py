from django import template

from lsscert.policy.keys import Key
from lsscert.policy.models import PolicyRow
from lsscert.policy.wording import value_in_words

register = template.Library()


@register.simple_tag
def figure_in_words(key: Key, row: PolicyRow) -> str:
    """$350.00, 1,820 hours, or the text itself."""
    return value_in_words(key, row.value)
