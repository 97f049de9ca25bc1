from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from candidates.coursework import services as coursework
from candidates.coursework.models import RefusalReason
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios.submitting import services as submitting
from lsscert.desk.file import file_of
from lsscert.desk.spines import six_spines
from lsscert.money import paying
from tests import people
from tests.candidates.certificates import holders
from tests.candidates.coursework import made
from tests.candidates.portfolios import making as portfolios
from tests.lsscert.desk.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LIST = "/desk/candidates/"


def page_of(candidacy: Candidacy) -> str:
    client = people.signed_in(people.staff())
    return client.get(reverse("desk_candidate", args=[candidacy.ref])).content.decode()


def names_on(path: str) -> list[str]:
    answer = people.signed_in(people.staff()).get(path)
    return [row.person.name for row, _info, _picture in answer.context["rows"]]


def test_the_list_goes_from_new_to_old_and_narrows_by_state_and_name() -> None:
    people.applicant(people.person("Ana Álvarez"), now=people.NOW - timedelta(days=9))
    people.active(people.person("Ben Alvarado"), now=people.NOW - timedelta(days=5))
    people.applicant(people.person("Cleo Alvarez"))
    assert names_on(LIST) == ["Cleo Alvarez", "Ben Alvarado", "Ana Álvarez"]
    assert names_on(f"{LIST}?state=submitted") == ["Cleo Alvarez", "Ana Álvarez"]
    assert names_on(f"{LIST}?name=alvarez") == ["Cleo Alvarez", "Ana Álvarez"]
    assert names_on(f"{LIST}?name=alvarez&state=active") == []
    assert names_on(f"{LIST}?state=nonsense&name=%00") == ["Cleo Alvarez", "Ben Alvarado", "Ana Álvarez"]


def test_the_list_asks_the_same_for_one_and_for_three() -> None:
    client = people.signed_in(people.staff("Olga Office"))
    holders.achieve(people.active(), "FLS")
    one = queries_of(client, LIST)
    people.active()
    people.applicant(now=people.NOW - timedelta(days=400))
    assert queries_of(client, LIST) == one


def test_an_empty_list_says_why_it_is_empty() -> None:
    client = people.signed_in(people.staff())
    assert "Nobody has applied yet" in client.get(LIST).content.decode()
    assert "Nobody matches" in client.get(f"{LIST}?state=active").content.decode()


def six(candidacy: Candidacy) -> list[str]:
    return six_spines([candidacy], today=people.TODAY)[candidacy.pk]


def test_the_picture_of_six_sets_follows_what_happens() -> None:
    candidacy = people.active()
    assert six(candidacy) == ["open"] * 6
    first, second = made.course("FLS"), made.course("COM")
    completion = made.reported(candidacy, first)
    assert six(candidacy) == ["wait", *["open"] * 5]
    coursework.verify(completion=completion, by=people.staff(), now=people.NOW)
    refused = made.reported(candidacy, second)
    coursework.refuse(completion=refused, reason=RefusalReason.NO_DATE, by=people.staff(), now=people.NOW)
    assert six(candidacy) == ["done", "act", *["open"] * 4]
    journey.choose_electives(
        candidacy=candidacy, sets=people.electives("ACC", "CAT", "REF"), by=candidacy.person, now=people.NOW
    )
    made.reported(candidacy, made.course("CAT"))
    assert sorted(six(candidacy)[3:]) == ["open", "open", "wait"]


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("draft", "open", "A portfolio, which nobody sees yet."),
        ("in_review", "wait", "handed in 2 March 2026"),
        ("more_info", "act", "handed in 2 March 2026"),
    ],
)
def test_a_portfolio_is_part_of_the_picture_and_of_the_file(state: str, tone: str, words: str) -> None:
    changes = {} if state == "draft" else {"state": state, "submitted_at": people.NOW}
    row = portfolios.draft(code="FLS", **changes)
    assert six(row.candidacy)[0] == tone
    page = page_of(row.candidacy)
    assert words in page
    assert (reverse("desk_portfolio", args=[row.ref]) in page) == (state != "draft")


def test_what_a_review_costs_stands_in_the_file_and_on_the_candidates_home() -> None:
    row = portfolios.filled(code="FLS")
    submitting.submit(
        portfolio=row, declared_own=True, declared_private=True, by=row.candidacy.person, now=people.NOW
    )
    invoice = row.fee.invoice
    assert f"Invoice {invoice.number}, $60.00" in page_of(row.candidacy)
    candidate = people.signed_in(row.candidacy.person)
    home = candidate.get("/my/").content.decode()
    assert "its fee of $60.00 is settled" in home
    assert "$60.00 to pay for the review of Foundations of Library Services" in home
    asked = "Reviewers get it as soon as its fee is settled."
    assert asked in candidate.get("/my/portfolios/").content.decode()
    people.pay_invoice(invoice)
    assert asked not in candidate.get("/my/portfolios/").content.decode()
    home = candidate.get("/my/").content.decode()
    assert "$60.00 to pay" not in home
    assert "waits for its reviewers" in home


def test_an_elective_that_was_never_chosen_counts_in_the_picture() -> None:
    candidacy = people.active()
    holders.achieve(candidacy, holders.six_codes()[-1])
    assert six(candidacy) == ["open", "open", "open", "done", "open", "open"]


def certified() -> Candidacy:
    return holders.issued().candidacy


def with_proof() -> Candidacy:
    candidacy = people.active()
    made.reported(candidacy, made.course("FLS", title="Beginning Well"))
    return candidacy


def refused_with_money() -> Candidacy:
    candidacy, office = people.applicant(), people.staff()
    people.pay(candidacy, by=office)
    return journey.refuse(candidacy=candidacy, reason="Too few hours.", by=office, now=people.NOW)


def withdrawn() -> Candidacy:
    candidacy = people.applicant()
    return journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=people.NOW)


@pytest.mark.parametrize(
    ("make", "says", "leads_to"),
    [
        (people.applicant, "waits for a decision since 2 March 2026", "desk_application"),
        (people.accepted, "Accepted; $350.00 is open", "desk_invoice"),
        (people.active, "0 of 6 sets are done. The candidate has the next move", ""),
        (with_proof, "A course waits for its check: Beginning Well", "desk_completion"),
        (holders.with_six_sets, "Six sets are done. The candidate has not asked", ""),
        (lambda: holders.asked().candidacy, "the certificate is asked for", "desk_certificate_request"),
        (certified, "Certified until 23 November 2030", ""),
        (refused_with_money, "$350.00 is theirs and waits to be sent back", "desk_refunds"),
        (withdrawn, "This candidacy has ended", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_page_says_what_the_office_does_next(
    make: Callable[[], Candidacy], says: str, leads_to: str
) -> None:
    candidacy = Candidacy.objects.get(pk=make().pk)
    step = file_of(candidacy, today=people.TODAY).step
    assert says in str(step.text)
    assert bool(step.url) is bool(leads_to)
    page = page_of(candidacy)
    assert says in page
    assert step.url in page


def test_everything_about_a_candidacy_is_on_its_page() -> None:
    candidacy = people.active(
        people.person("Maria Delgado-Ruiz", "maria@people.test"), ala_member_number="77"
    )
    completion = made.reported(candidacy, made.course("FLS", title="Beginning Well"))
    coursework.refuse(
        completion=completion, reason=RefusalReason.UNREADABLE, by=people.staff("Otto Office"), now=people.NOW
    )
    invoice = candidacy.enrolment_fee.invoice
    page = page_of(candidacy)
    for words in (
        "Maria Delgado-Ruiz",
        "maria@people.test",
        candidacy.ref,
        "Beginning Well",
        "The proof cannot be read",
        invoice.number,
        "$325.00",
        "Otto Office",
        "0 of 6 sets are done",
        "To finish by 2 March 2030",
        f"?object={candidacy.ref}",
        reverse("desk_application", args=[candidacy.ref]),
        reverse("desk_completion", args=[completion.ref]),
        reverse("desk_invoice", args=[invoice.ref]),
    ):
        assert words in page, words


def test_other_candidacies_of_the_person_are_linked() -> None:
    first = withdrawn()
    second = people.applicant(first.person, now=people.NOW + timedelta(days=3))
    assert reverse("desk_candidate", args=[first.ref]) in page_of(second)
    assert reverse("desk_candidate", args=[second.ref]) in page_of(first)


def test_letters_that_sign_somebody_in_are_not_shown() -> None:
    from lsscert.letters import services as letters

    candidacy = people.applicant()
    letters.write_ready(
        kind="secret", occasion="1", address=candidacy.person.email, subject="Your sign-in code",
        body="123", person=candidacy.person, secret=True,
    )  # fmt: skip
    page = page_of(candidacy)
    assert "Your sign-in code" not in page
    assert "Letters" in page


def test_a_credit_is_shown_even_while_something_else_comes_first() -> None:
    candidacy, office = people.applicant(), people.staff()
    paying.record_cheque(
        invoice=candidacy.enrolment_fee.invoice, amount=candidacy.enrolment_fee.invoice.total + 40,
        number="9", received_on=date(2026, 3, 2), by=office, now=people.NOW,
    )  # fmt: skip
    page = page_of(candidacy)
    assert "$40.00 is this payer's credit" in page
    assert "waits for a decision" in page


def test_a_forged_reference_is_nobody() -> None:
    client = people.signed_in(people.staff())
    for ref in ("aaaaaaaaaa", "x", "../admin", "AAAAAAAAAA"):
        assert client.get(f"/desk/candidates/{ref}/").status_code == 404
