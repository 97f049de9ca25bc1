"""Asking an employer: what it is asked, what it hears, and that nobody is written to without measure."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from candidates.fees import employer
from lsscert.letters.models import Letter
from lsscert.money import orders, paying, returning, sharing
from lsscert.money.models import Share
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees import shares
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard", "on_that_day")]


def kinds_to(address: str) -> list[str]:
    return list(Letter.objects.filter(address=address).order_by("pk").values_list("kind", flat=True))


def test_the_letter_is_secret_and_says_no_more_than_it_must():
    candidacy = people.accepted()
    shares.asked(candidacy)
    letter = Letter.objects.get(kind="share_asked")
    assert letter.secret
    assert letter.attachments == []
    assert letter.person is None
    assert "$150.00" in letter.body
    assert "Maria Delgado-Ruiz" in letter.body
    assert candidacy.person.email not in letter.body
    assert "$350.00" not in letter.body


def test_all_that_is_left_is_asked_when_no_amount_is_said():
    candidacy = people.accepted()
    shares.asked(candidacy, "150.00")
    assert shares.asked(candidacy, None, name="Friends of the Library").amount == Decimal("200.00")


def test_without_an_address_nothing_is_sent():
    candidacy = people.accepted()
    share = shares.asked(candidacy, email="")
    assert not Letter.objects.filter(kind="share_asked").exists()
    with pytest.raises(Refused) as no:
        employer.send_again(share=share, by=candidacy.person, now=NOW)
    assert no.value.code == "no_email"


def test_five_letters_a_day_and_the_sixth_tomorrow():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    for _ in range(4):
        employer.send_again(share=share, by=candidacy.person, now=NOW)
    for act in (
        lambda now: employer.send_again(share=share, by=candidacy.person, now=now),
        lambda now: shares.asked(candidacy, "10", name="Another", email="b@cedar.test", now=now),
    ):
        with pytest.raises(Refused) as no:
            act(NOW + timedelta(hours=23))
        assert no.value.code == "letters_enough"
    assert Share.objects.count() == 1
    employer.send_again(share=share, by=candidacy.person, now=NOW + timedelta(hours=25))


def test_a_new_link_closes_the_old_one():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    old = shares.link_to()
    employer.send_again(share=share, by=candidacy.person, now=NOW)
    new = shares.link_to()
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_another_amount_is_a_new_request_and_the_old_link_says_so():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    old = shares.link_to()
    new = employer.change(
        share=share, amount=Decimal(200), by=candidacy.person, now=NOW, email="ap@cedar.test"
    )
    share.refresh_from_db()
    assert (share.state, new.amount, new.organisation) == ("withdrawn", Decimal(200), share.organisation)
    page = Client().get(old).content.decode()
    assert "Nothing is asked of you any more" in page
    assert "Maria" not in page
    assert "share_withdrawn" not in kinds_to(shares.ACCOUNTS)


def test_taken_back_it_is_the_candidates_part_again_and_they_are_told():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    Letter.objects.filter(kind="share_asked").update(state=Letter.Status.SENT, sent_at=NOW)
    employer.take_back(share=share, by=candidacy.person, now=NOW)
    assert sharing.own_part(shares.invoice_of(candidacy)) == Decimal(350)
    assert kinds_to(shares.ACCOUNTS) == ["share_asked", "share_withdrawn"]


@pytest.mark.parametrize(("answer", "code"), [("order", "order_in_hand"), ("cheque", "share_paid")])
def test_what_they_have_answered_is_not_taken_back(answer: str, code: str):
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    shares.order(share) if answer == "order" else shares.paid_by_cheque(share, "20")
    for act in (
        lambda: employer.take_back(share=share, by=candidacy.person, now=NOW),
        lambda: employer.change(share=share, amount=None, by=candidacy.person, now=NOW),
        lambda: employer.decline(share=share, why="No.", now=NOW),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == code


def test_an_accepted_order_sends_the_invoice_to_the_accounts_office():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    shares.accepted_order(share)
    letter = Letter.objects.get(kind="share_invoice")
    assert (letter.address, letter.attachments) == (shares.ACCOUNTS, [["share_invoice", share.ref]])
    assert "PO 4471" in letter.subject


def test_without_an_address_the_desk_prints_the_invoice():
    candidacy = people.accepted()
    share = shares.asked(candidacy, email="")
    orders.accept_order(order=shares.order(share), by=people.staff(), now=NOW)
    assert not Letter.objects.filter(kind="share_invoice").exists()
    url = f"/desk/fees/{share.invoice.ref}/share/{share.ref}.pdf"
    assert people.signed_in(people.staff()).get(url).content.startswith(b"%PDF")


def test_each_payment_brings_one_receipt_also_of_a_part():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    first = shares.paid_by_cheque(share, "100", "1")
    second = shares.paid_by_cheque(share, "50", "2")
    letters = Letter.objects.filter(kind="share_receipt", address=shares.ACCOUNTS).order_by("pk")
    assert [letter.attachments[0][1] for letter in letters] == [
        f"{share.ref}:{first.ref}",
        f"{share.ref}:{second.ref}",
    ]
    assert "$50.00 of your part is left" in letters[0].body
    assert "paid in full" in letters[1].body


def test_a_part_paid_with_credit_of_the_organisation_brings_a_receipt_too():
    candidacy = people.accepted()
    organisation = sharing.payer_named("Cedar Valley Library")
    payment = paying.record_payment(
        method=paying.Method.CHEQUE, amount=Decimal(150), payer=organisation, reference="7",
        received_on=TODAY, uses=[], by=people.staff(), now=NOW,
    )  # fmt: skip
    share = shares.asked(candidacy)
    paying.use_payment(
        payment=payment, invoice=share.invoice, amount=Decimal(150), by=people.staff(), now=NOW
    )
    assert Letter.objects.get(kind="share_receipt").attachments == [
        ["share_receipt", f"{share.ref}:{payment.ref}"]
    ]


def test_the_link_opens_for_sixty_days_after_the_last_thing_that_happened():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    shares.paid_by_cheque(share)
    from lsscert.accounts import links
    from lsscert.accounts.models import Link

    later = NOW + timedelta(days=50)
    employer.keep_open(share, now=later)
    token = shares.link_to().split("/")[2]
    assert links.live(token=token, now=later + timedelta(days=59))
    assert links.live(token=token, now=later + timedelta(days=61)) is None
    assert Link.objects.get().expires_at == later + timedelta(days=60)


@pytest.mark.parametrize(("gone", "told"), [(False, 0), (True, 1)])
def test_a_cheque_that_bounces_takes_its_receipt_back(gone: bool, told: int):
    share = shares.asked(people.accepted())
    payment = shares.paid_by_cheque(share)
    if gone:
        Letter.objects.filter(kind="share_receipt").update(state="sent", sent_at=NOW)
    returning.bounce(payment=payment, why="No funds.", by=people.staff(), now=NOW)
    assert Letter.objects.get(kind="share_receipt").state == ("sent" if gone else "withdrawn")
    assert Letter.objects.filter(kind="share_payment_back", address=shares.ACCOUNTS).count() == told
    for letter in Letter.objects.filter(kind="share_payment_back"):
        assert "$150.00 of your part" in letter.body
        assert "No funds." in letter.body
