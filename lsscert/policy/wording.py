from django.utils.translation import gettext as _

from lsscert.policy.keys import KEYS, Key
from lsscert.ui.wording import money


def value_in_words(key: str | Key, text: str) -> str:
    """$350.00, 1,820 hours, yes, or the text itself; of a value as it is stored."""
    key = KEYS[key] if isinstance(key, str) else key
    if not text:
        return _("not supplied yet")
    value = key.parse(text)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key.unit == "$":
        return money(value)
    return f"{value:,} {key.unit}" if isinstance(value, int) else str(value)
