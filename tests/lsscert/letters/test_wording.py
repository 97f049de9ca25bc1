"""The words of each letter: a subject, what happened, why, and where to go on; never a hole where a word should be."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.template import engines
from django.template.loader import render_to_string

from candidates.journey.models import Candidacy
from candidates.journey.progress import progress
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Organisation, Person
from lsscert.letters import services
from lsscert.letters.models import Letter
from lsscert.money.models import CreditNote, Invoice, PurchaseOrder, Share

MARA = Person(name="Mara O’Brien & Sons", email="mara@people.test")
INVOICE = Invoice(ref="abcdefghjk", number="2026-0147", total=Decimal("350.00"))
HERS = Invoice(ref="abcdefghjk", number="2026-0147", total=Decimal("350.00"), person=MARA)
CEDAR = Organisation(name="Cedar Valley Library")
SHARE = Share(invoice=HERS, organisation=CEDAR, amount=Decimal("150.00"), contact="Mara Pay")
ORDER = PurchaseOrder(share=SHARE, number="PO 4471", amount=Decimal("150.00"))
ACCEPTED = Candidacy(
    ref="abcdefghjk", state="accepted", accepted_on=date(2026, 3, 2), deadline=date(2030, 3, 2)
)
ACTIVE = Candidacy(
    ref="abcdefghjk",
    state="active",
    accepted_on=date(2026, 3, 2),
    settled_on=date(2026, 3, 2),
    deadline=date(2030, 3, 2),
)
WAITING = Candidacy(ref="abcdefghjk", state="submitted")
THREE = progress(required={"a", "b", "c"}, electives_chosen=["d", "e", "f"], achieved={"a", "b", "d"})
ALL = replace(THREE, done=6)
SET = CompetencySet(name="Readers’ Advisory", code="RAD")

# kind, facts, and what the reader must find in it
LETTERS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("application_received", {"invoice": INVOICE, "decision_days": 30},
     ["within 30 days", "2026-0147", "$350.00", "/my/fees/abcdefghjk/", "all of it goes back"]),
    ("application_withdrawn", {}, ["as you asked", "nothing is owed", "/my/application/"]),
    ("application_accepted", {"candidacy": ACCEPTED, "settle_days": 60},
     ["2 March 2030", "60 days from 2 March 2026", "these days stand still", "/my/fees/"]),
    ("application_accepted", {"candidacy": ACTIVE, "settle_days": 60}, ["active candidate", "/my/plan/"]),
    ("application_refused", {"candidacy": WAITING, "reason": "Too few hours: 1,200 & no more."},
     ["Too few hours: 1,200 & no more.", "all of it goes back", "apply again", "/contact/"]),
    ("now_active", {"candidacy": ACTIVE}, ["2 March 2030", "/my/plan/"]),
    ("place_lapsed", {"candidacy": ACCEPTED}, ["not settled in time", "Nothing is owed", "/my/application/"]),
    ("candidacy_lapsed", {"candidacy": ACTIVE}, ["2 March 2030", "before six sets were done", "stay on record"]),
    ("set_achieved", {"set": SET, "source": "Reference 101 & 102", "progress": THREE},
     ["Readers’ Advisory", "Reference 101 & 102", "3 of 6", "/my/"]),
    ("set_achieved", {"set": SET, "source": "Reference 101", "progress": ALL},
     ["ask for it", "/my/certificate/"]),
    ("fee_settled", {"invoice": INVOICE, "candidacy": WAITING}, ["$350.00", "still decides", "/my/fees/abcdefghjk/"]),
    ("fee_settled", {"invoice": INVOICE, "candidacy": ACCEPTED}, ["$350.00", "/my/plan/"]),
    ("refund_sent", {"amount": Decimal("325.00"), "reference": "cheque 88"}, ["$325.00", "cheque 88", "/my/fees/"]),
    ("share_asked", {"share": SHARE, "invoice": HERS, "link": "https://lssc.test/t/x/", "days": 60},
     ["$150.00", "Cedar Valley Library", "https://lssc.test/t/x/", "60 days", "O’Brien & Sons"]),
    ("share_invoice", {"share": SHARE, "invoice": HERS, "order": ORDER, "payee": ""},
     ["PO 4471", "$150.00", "2026-0147", "attached"]),
    ("share_withdrawn", {"share": SHARE, "invoice": HERS}, ["$150.00", "do not pay it", "/contact/"]),
    ("share_declined", {"share": SHARE, "invoice": HERS, "why": "Our budget & time."},
     ["Our budget & time.", "$150.00", "/my/fees/abcdefghjk/", "/ways-to-pay/"]),
    ("fee_credited", {"note": CreditNote(amount=Decimal(100)), "invoice": HERS, "why": "Moved.", "refunds": []},
     ["$100.00", "Moved.", "/my/fees/abcdefghjk/"]),
    ("contact_message", {"name": "Ann <b>", "email": "ann@people.test", "text": "Why & how?", "page": "/cost/"},
     ["Ann <b>", "ann@people.test", "Why & how?", "/cost/"]),
]  # fmt: skip


@pytest.fixture(autouse=True)
def holes_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "HOLE")


def rendered(kind: str, facts: dict[str, Any]) -> tuple[str, str]:
    context = {"person": MARA, "site": site_settings.SITE_URL, "office_name": "The office"} | facts
    subject, _line, body = render_to_string(f"letters/{kind}.txt", context).lstrip().partition("\n")
    return subject.strip(), body.strip()


@pytest.mark.parametrize(
    ("kind", "facts", "wanted"), LETTERS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_letter_says_what_its_reader_needs(kind: str, facts: dict[str, Any], wanted: list[str]):
    subject, body = rendered(kind, facts)
    assert 5 < len(subject) < 80
    assert "HOLE" not in subject + body
    assert "&amp;" not in subject + body
    assert [piece for piece in wanted if piece not in body] == []
    assert kind == "contact_message" or "Dear Mara" in body
    assert not re.search(r"\bDear [^\n]+\n+[a-z]", body)  # the first sentence begins as sentences do
    assert re.search(rf"{site_settings.SITE_URL}/\S+", body)
    assert not re.search(r"\n{4,}|[{}]", body)


def test_a_hole_would_be_seen():
    assert "HOLE" in rendered("refund_sent", {"amount": Decimal(1)})[1]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application_withdrawn"])
def test_the_page_in_a_mail_holds_the_same_words(kind: str):
    from lsscert.letters.tasks import as_message

    someone = Person.objects.create(name="Mara", email="mara@people.test")
    written = services.write(kind=kind, occasion="x", to=someone)
    assert isinstance(written, Letter)
    page = as_message(written).alternatives[0].content
    for paragraph in written.body.strip().split("\n\n"):
        assert paragraph.splitlines()[0].split("http")[0].strip() in page
    assert page.count("<style>") == 1
    assert "<script" not in page
