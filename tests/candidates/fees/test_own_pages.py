"""The candidate's own pages of paying: parts, other amounts, instalments, credit."""

from decimal import Decimal

import pytest

from candidates.fees import agreeing
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.money import paying
from lsscert.money.gateways import GatewayAway, SandboxGateway
from lsscert.money.models import CardCheckout, Instalments, Payment, Refund, Share
from tests import people
from tests.candidates.fees import shares
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard", "on_that_day")]


def page_of(candidacy: Candidacy, path: str = "") -> str:
    url = f"/my/fees/{shares.invoice_of(candidacy).ref}/{path}"
    return people.signed_in(candidacy.person).get(url).content.decode()


def post(candidacy: Candidacy, path: str, **typed: str):  # type: ignore[no-untyped-def]
    url = f"/my/fees/{shares.invoice_of(candidacy).ref}/{path}"
    return people.signed_in(candidacy.person).post(url, typed)


def cheque(candidacy: Candidacy, amount: str, payer: Person | None = None) -> Payment:
    return paying.record_cheque(
        invoice=shares.invoice_of(candidacy), amount=Decimal(amount), number="1042", received_on=TODAY,
        payer=payer, by=people.staff(), now=NOW,
    )  # fmt: skip


def test_the_pay_button_is_about_the_own_part_only():
    candidacy = people.accepted()
    shares.asked(candidacy)
    assert "Pay $200.00 by card" in page_of(candidacy)
    post(candidacy, "pay/")
    assert CardCheckout.objects.get().amount == Decimal(200)


@pytest.mark.parametrize(
    ("amount", "status"), [("60", 302), ("200.00", 302), ("200.01", 422), ("0", 422), ("x", 422)]
)
def test_another_amount_up_to_the_own_part(amount: str, status: int):
    candidacy = people.accepted()
    shares.asked(candidacy)
    assert post(candidacy, "pay/", amount=amount).status_code == status
    assert CardCheckout.objects.count() == (status == 302)


def test_when_all_is_asked_of_others_there_is_nothing_to_press():
    candidacy = people.accepted()
    shares.asked(candidacy, None)
    page = page_of(candidacy)
    assert "by card" not in page
    assert "your own part is done" in page
    assert post(candidacy, "pay/").status_code == 302
    assert not CardCheckout.objects.exists()


@pytest.mark.parametrize("step", ["pay", "paid", "not-paid"])
def test_a_card_company_that_is_away_is_a_kind_word(step: str, monkeypatch: pytest.MonkeyPatch):
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    invoice = shares.invoice_of(candidacy)
    if step != "pay":
        client.post(f"/my/fees/{invoice.ref}/pay/")

    def away(*args: object, **kwargs: object) -> None:
        raise GatewayAway("down")

    for act in ("create", "look", "expire"):
        monkeypatch.setattr(SandboxGateway, act, away)
    if step == "pay":
        answer = client.post(f"/my/fees/{invoice.ref}/pay/", follow=True)
    else:
        answer = client.get(f"/my/fees/card/{CardCheckout.objects.get().ref}/{step}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/my/fees/{invoice.ref}/"
    assert "does not answer just now" in answer.content.decode()


def test_asking_an_employer_by_the_page_and_taking_it_back():
    candidacy = people.accepted()
    typed = {"name": "Cedar Valley Library", "amount": "150", "email": "accounts@cedar.test"}
    shown = post(candidacy, "employer/", **typed)
    share = Share.objects.get()
    assert shown["Location"].endswith(f"/employer/{share.ref}/")
    assert "accounts@cedar.test" in page_of(candidacy, f"employer/{share.ref}/")
    assert "asked to pay" in page_of(candidacy)
    post(candidacy, f"employer/{share.ref}/take-back/")
    assert "Pay $350.00 by card" in page_of(candidacy)


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "amount": "150"},
        {"name": "Cedar", "amount": "350.01"},
        {"name": "Buy at www.cheap.example", "amount": "10"},
        {"name": "Cedar", "contact": "https://cheap.example", "amount": "10"},
        {"name": "Cedar", "email": "not an address"},
    ],
)
def test_what_cannot_be_asked_is_told_and_nothing_is_sent(typed: dict[str, str]):
    candidacy = people.accepted()
    assert post(candidacy, "employer/", **typed).status_code == 422
    assert not Share.objects.exists()


def test_another_persons_part_is_not_there():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    stranger = people.signed_in(people.person("Stranger"))
    base = f"/my/fees/{share.invoice.ref}"
    for path in ("employer/", f"employer/{share.ref}/", "instalments/"):
        assert stranger.get(f"{base}/{path}").status_code == 404
    for path in (
        f"employer/{share.ref}/again/",
        f"employer/{share.ref}/take-back/",
        "instalments/end/",
        "credit/",
    ):
        assert stranger.post(f"{base}/{path}").status_code == 404


def test_instalments_are_shown_agreed_paid_and_ended():
    candidacy = people.accepted()
    assert "7 of $50.00" in page_of(candidacy, "instalments/")
    shown = page_of(candidacy, "instalments/?count=7")
    assert "9 March 2026" in shown
    assert "9 September 2026" in shown
    post(candidacy, "instalments/", count="7")
    page = page_of(candidacy)
    assert "$50.00 by 9 March 2026." in page
    assert '<input type="hidden" name="amount" value="50.00">' in page
    post(candidacy, "pay/", amount="50.00")
    assert CardCheckout.objects.get().amount == Decimal(50)
    cheque(candidacy, "60")
    assert "$40.00 by 9 April 2026." in page_of(candidacy)
    post(candidacy, "instalments/end/")
    assert not Instalments.objects.exists()
    assert "Pay $290.00 by card" in page_of(candidacy)


@pytest.mark.parametrize("count", ["1", "8", "0", "-2", "x", ""])
def test_only_numbers_on_the_page_can_be_chosen(count: str):
    candidacy = people.accepted()
    assert post(candidacy, "instalments/", count=count).status_code == 422
    assert not Instalments.objects.exists()


def test_a_late_instalment_is_said_kindly_and_asks_for_all_that_is_due(settings):  # type: ignore[no-untyped-def]
    candidacy = people.accepted()
    agreeing.agree(invoice=shares.invoice_of(candidacy), count=7, by=candidacy.person, now=NOW)
    settings.FAKE_NOW = NOW.replace(month=4, day=20)
    page = page_of(candidacy)
    assert "$100.00 by 9 March 2026." in page
    assert "That happens" in page


def test_what_the_employer_takes_over_is_no_longer_in_the_plan():
    candidacy = people.accepted()
    agreeing.agree(invoice=shares.invoice_of(candidacy), count=7, by=candidacy.person, now=NOW)
    shares.asked(candidacy, "330")
    plan = agreeing.plan_of(shares.invoice_of(candidacy), TODAY)
    assert plan
    assert plan.asks == Decimal(20)
    cheque(candidacy, "20")
    plan = agreeing.plan_of(shares.invoice_of(candidacy), TODAY)
    assert plan
    assert (plan.asks, plan.by, plan.late_since) == (Decimal(0), None, None)


def with_credit(amount: str) -> Candidacy:
    """A candidacy, and so much of the same person's money from an earlier one that is used for nothing."""
    former = people.accepted()
    cheque(former, "350")
    cheque_over = paying.record_cheque(
        invoice=shares.invoice_of(people.accepted(people.person("Other"))), amount=Decimal(350) + Decimal(amount),
        number="88", received_on=TODAY, payer=former.person, by=people.staff(), now=NOW,
    )  # fmt: skip
    assert cheque_over
    return former


def test_credit_is_told_with_its_way_before_it_is_asked_back():
    candidacy = with_credit("30")
    client = people.signed_in(candidacy.person)
    page = client.get("/my/fees/").content.decode()
    assert "$30.00 of yours is with the office" in page
    assert "by the office&#x27;s cheque" in page
    client.post("/my/fees/credit/back/")
    refund = Refund.objects.get()
    assert (refund.amount, refund.payment.payer) == (Decimal(30), candidacy.person)
    page = client.get("/my/fees/").content.decode()
    assert "On its way back to you" in page
    assert "of yours is with the office" not in page


def test_credit_pays_the_own_part_and_leaves_to_others_what_they_were_asked_for():
    candidacy = people.accepted()
    payment = cheque(candidacy, "350")
    from lsscert.money import paying

    paying.stop_using(payment=payment, invoice=shares.invoice_of(candidacy), by=people.staff(), now=NOW)
    shares.asked(candidacy)
    assert "Use $200.00 of my credit" in page_of(candidacy)
    post(candidacy, "credit/")
    invoice = shares.invoice_of(candidacy)
    assert (invoice.paid, invoice.left) == (Decimal(200), Decimal(150))
    assert candidacy.person.credit.balance == Decimal(150)
