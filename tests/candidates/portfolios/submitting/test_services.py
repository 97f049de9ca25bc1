"""Handing in, taking back, and what is frozen."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from candidates.journey import services as journey
from candidates.journey.models import Candidacy, Fact
from candidates.portfolios.evidence import services as evidence
from candidates.portfolios.models import Portfolio, Review, Submission
from candidates.portfolios.submitting import fee, services
from candidates.portfolios.submitting.freezing import canonical, digest
from candidates.portfolios.writing import saving
from candidates.portfolios.writing.saving import Typed
from lsscert.letters.models import Letter
from lsscert.money.models import Invoice
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def submit(portfolio: Portfolio, **changes) -> Submission:
    said = {"declared_own": True, "declared_private": True, "by": portfolio.candidacy.person, "now": NOW}
    return services.submit(portfolio=portfolio, **said | changes)


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        act(*args, **kwargs)
    return no.value.code


def set_policy(key: str, value: str) -> None:
    PolicyRow.objects.create(key=key, value=value, effective_from=NOW.date() - timedelta(days=1))


def test_it_is_frozen_with_its_hash_its_rules_and_an_invoice():
    portfolio = making.filled()
    version = submit(portfolio)
    portfolio.refresh_from_db()
    assert portfolio.state == "submitted"
    assert version.sha256 == hashlib.sha256(canonical(version.content).encode()).hexdigest()
    assert version.content["rules"] == {"pass_percent": 70, "not_met_most": 0}
    assert [each["number"] for each in version.content["competencies"]] == list(range(1, 10))
    assert portfolio.fee.invoice.total == Decimal(60)
    assert fee.unpaid_of([portfolio]) == {portfolio.pk: portfolio.fee.invoice}
    letter = Letter.objects.get(kind="portfolio_submitted")
    assert version.sha256 in letter.body
    assert portfolio.fee.invoice.number in letter.body
    assert {"portfolio_submitted", "portfolio_fee_issued"} <= set(Fact.objects.values_list("code", flat=True))
    people.pay_invoice(portfolio.fee.invoice)
    assert fee.unpaid_of([portfolio]) == {}


def test_a_member_pays_less_and_a_free_review_has_no_invoice():
    member = making.filled(making.draft(people.active(ala_member_number="123")))
    submit(member)
    assert member.fee.invoice.total == Decimal(50)
    set_policy("price.portfolio", "0.00")
    free = making.filled()
    submit(free)
    assert not hasattr(Portfolio.objects.get(pk=free.pk), "fee")
    assert fee.is_settled(free)


def test_the_hash_changes_with_anything_that_is_handed_in():
    portfolio = making.filled()
    before = digest(making.content_of(portfolio))
    portfolio.responses.filter(competency__number=3).update(text="Other words.")
    assert digest(making.content_of(portfolio)) != before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"declared_own": False}, "not_declared"),
        ({"declared_private": False}, "not_declared"),
        ({"seen": 7}, "stale"),
        ({"now": NOW + timedelta(days=4 * 366)}, "too_late"),
    ],
)
def test_it_is_refused(changes, code):
    portfolio = making.filled()
    assert refused(submit, portfolio, **changes) == code
    assert not portfolio.submissions.exists()


def test_gaps_a_closed_pathway_and_a_second_time_are_refused():
    assert refused(submit, making.draft()) == "gaps"
    portfolio = making.filled()
    submit(portfolio)
    assert refused(submit, portfolio) == "handed_in_already"
    set_policy("portfolio.open", "no")
    assert refused(submit, making.filled()) == "pathway_closed"


def test_nothing_changes_once_it_is_handed_in():
    portfolio = making.filled()
    submit(portfolio)
    response = portfolio.responses.first()
    use = response.uses.get()
    by = portfolio.candidacy.person
    act = {"portfolio": portfolio, "by": by, "now": NOW}
    typed = {"competency": response.competency, "data": Typed(text="other"), "version": response.version}
    assert refused(saving.save_response, **act, **typed) == "frozen"
    assert refused(saving.save_sheet, **act, kind="statement", text="x", version=1) == "frozen"
    assert saving.save_sheet(**act, kind="planning", text="next", version=0).version == 1
    link = {"url": "https://a.test/", "weight": "primary", "caption": "c", "by": by, "now": NOW}
    assert refused(evidence.add_link, response=response, **link) == "locked"
    assert refused(evidence.remove_use, use=use, by=by) == "locked"
    assert refused(evidence.change_use, use=use, weight="secondary", caption="", by=by) == "locked"


def test_what_was_handed_in_cannot_be_changed_in_the_database():
    version = submit(making.filled())
    for change in ({"content": {"set": "other"}}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Submission.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(pk=version.pk).delete()
    assert Submission.objects.filter(pk=version.pk).update(content={}) == 1  # erasure blanks it


def test_until_somebody_opens_it_it_can_be_taken_back_with_everything_in_it():
    portfolio = making.filled()
    submit(portfolio)
    people.pay_invoice(portfolio.fee.invoice)
    invoice = portfolio.fee.invoice
    review = making.review(portfolio, making.reviewer().person)
    services.take_back(portfolio=portfolio, by=portfolio.candidacy.person, now=NOW)
    portfolio.refresh_from_db()
    review.refresh_from_db()
    assert (portfolio.state, review.state) == ("draft", "called_off")
    assert portfolio.responses.count() == 9
    assert Invoice.objects.get(pk=invoice.pk).state == Invoice.Status.CANCELLED
    assert invoice.account.incoming.get().payment.refunds.get().amount == Decimal(60)
    submit(portfolio)
    portfolio.refresh_from_db()
    assert [each.number for each in portfolio.submissions.all()] == [1, 2]
    assert Portfolio.objects.get(pk=portfolio.pk).fee.invoice != invoice


def test_once_opened_it_cannot_be_taken_back():
    portfolio = making.filled()
    submit(portfolio)
    making.review(portfolio, making.reviewer().person, opened_at=NOW)
    by = portfolio.candidacy.person
    assert refused(services.take_back, portfolio=portfolio, by=by, now=NOW) == "review_began"
    assert Review.objects.get().state == "assigned"


def test_a_candidacy_that_ends_takes_its_portfolios_along():
    portfolio = making.filled()
    submit(portfolio)
    journey.end_candidacy(candidacy=portfolio.candidacy, reason="moved", by=people.staff(), now=NOW)
    portfolio.refresh_from_db()
    assert portfolio.state == "withdrawn"
    assert Candidacy.objects.get(pk=portfolio.candidacy_id).state == "withdrawn"
    assert not Invoice.objects.exclude(state="cancelled").filter(purpose="portfolio").exists()
