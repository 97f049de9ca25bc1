"""A process of its own that does one thing with money and is killed while the card company's answer is in its hands.

Run as `python -m tests.lsscert.money.killed checkout|refund <pk>`.
"""

import os
import signal
import sys
from typing import Any, NoReturn

import django


def die(*_: Any, **__: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


def main(what: str, key: int) -> None:
    django.setup()
    from lsscert.money import card_refunds
    from lsscert.money.gateways import StripeGateway
    from lsscert.money.models import Invoice
    from tests.lsscert.money import bills
    from tests.people import NOW

    name = {"checkout": "create", "refund": "refund"}[what]
    ask = getattr(StripeGateway, name)

    def ask_and_die(self: StripeGateway, **facts: Any) -> NoReturn:
        ask(self, **facts)
        die()

    setattr(StripeGateway, name, ask_and_die)
    if what == "checkout":
        bills.checkout(Invoice.objects.get(pk=key))
    else:
        card_refunds.send(refund_id=key, now=NOW)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
