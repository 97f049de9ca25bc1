"""Who gets back what, by hand."""

from decimal import Decimal

import pytest

from candidates.fees.refund_rules import Back, Paid, Reason, goes_back, reason_to_leave


def paid(payer: str, method: str, amount: str, **more: object) -> Paid:
    facts = {"whole": Decimal(amount)} | more
    return Paid(payer, method, Decimal(amount), **facts)  # type: ignore[arg-type]


CARD = paid("Maria", "card", "350")
THREE = [
    paid("Maria", "card", "50"),
    paid("Library", "cheque", "100"),
    paid("SSD", "award", "200", owed=Decimal(200)),
]


def lines(found: tuple[Back, ...]) -> list[tuple[str, str, str]]:
    return [(back.payer, str(back.amount), back.way.value) for back in found]


@pytest.mark.parametrize(
    ("active", "in_time", "reason"),
    [
        (False, False, Reason.BEFORE_ACTIVE),
        (False, True, Reason.BEFORE_ACTIVE),
        (True, True, Reason.IN_TIME),
        (True, False, Reason.LATER),
    ],
)
def test_why_somebody_leaves(active: bool, in_time: bool, reason: Reason):
    assert reason_to_leave(active=active, in_time=in_time) == reason


@pytest.mark.parametrize("reason", [Reason.NOT_ELIGIBLE, Reason.BEFORE_ACTIVE, Reason.IN_TIME])
@pytest.mark.parametrize(
    ("what", "back"),
    [
        ([], []),
        ([CARD], [("Maria", "350", "card")]),
        ([paid("Maria", "cheque", "350", in_hand=True)], [("Maria", "350", "cheque_itself")]),
        ([paid("Maria", "cheque", "350")], [("Maria", "350", "post")]),
        # 50 of that cheque are credit: the cheque itself cannot go back for 350.
        ([paid("Maria", "cheque", "350", in_hand=True, whole=Decimal(400))], [("Maria", "350", "post")]),
        ([paid("Library", "transfer", "350")], [("Library", "350", "post")]),
        (THREE, [("Maria", "50", "card"), ("Library", "100", "post"), ("SSD", "200", "owed")]),
        # SSD has sent 120 of its 200 already.
        ([paid("SSD", "award", "200", owed=Decimal(80))], [("SSD", "80", "owed"), ("SSD", "120", "fund")]),
        ([paid("SSD", "award", "200", owed=Decimal(0))], [("SSD", "200", "fund")]),
        ([paid("SSD", "award", "150", owed=Decimal(200))], [("SSD", "150", "owed")]),
    ],
)
def test_in_time_everything_goes_back_to_who_paid_it(
    reason: Reason, what: list[Paid], back: list[tuple[str, str, str]]
):
    found = goes_back(what, reason)
    assert lines(found) == back
    assert all(each.why and each.in_words for each in found)


def test_later_nothing_goes_back_by_itself():
    assert goes_back(THREE, Reason.LATER) == ()
