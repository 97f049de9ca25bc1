"""What of the money is not as it must be, told to whoever closes a month."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason


def unclean_books(_today: date) -> Iterator[Reason]:
    from lsscert.desk.invariants import money

    for check in money.CHECKS:
        if count := check.breaches():
            yield Reason(
                f"invariant_{check.code}",
                _("The check “%(says)s” counts %(count)d breaches.") % {"says": check.says, "count": count},
            )
