from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.certificates.standing import (
    NEVER_RENEWED,
    TONES,
    CertificateFacts,
    RenewalRules,
    StandingCode,
    standing,
)
from lsscert.dates import months_later

RULES = RenewalRules(opens_months_before=12, grace_months=2)
VALID, PROVISIONAL, TERM_ENDED, EXPIRED, SUPERSEDED, SUSPENDED, REVOKED = StandingCode


def facts(term_ends="2030-11-24", *, provisional=None, superseded=False, suspended=False, revoked=None):
    ends = date.fromisoformat(term_ends)
    return CertificateFacts(
        term_begins=months_later(ends, -48),
        term_ends=ends,
        provisional_until=date.fromisoformat(provisional) if provisional else None,
        superseded=superseded,
        suspended=suspended,
        revoked_reason=revoked,
    )


def on(today, the_facts, rules=RULES):
    return standing(the_facts, today=date.fromisoformat(today), rules=rules)


@pytest.mark.parametrize(
    ("term_ends", "today", "code", "can_renew"),
    [
        ("2030-11-24", "2026-11-24", VALID, False),
        # a new term is on record before it begins
        ("2030-11-24", "2026-11-23", VALID, False),
        # renewal opens twelve months before the last day
        ("2030-11-24", "2029-11-23", VALID, False),
        ("2030-11-24", "2029-11-24", VALID, True),
        # the last day is a valid one, the next is grace
        ("2030-11-24", "2030-11-24", VALID, True),
        ("2030-11-24", "2030-11-25", TERM_ENDED, True),
        # two months of it, last day included
        ("2030-11-24", "2031-01-24", TERM_ENDED, True),
        ("2030-11-24", "2031-01-25", EXPIRED, False),
        ("2030-11-24", "2050-01-01", EXPIRED, False),
        # 31 December and two months: 28 February, 29 in a leap year
        ("2026-12-31", "2027-02-28", TERM_ENDED, True),
        ("2026-12-31", "2027-03-01", EXPIRED, False),
        ("2027-12-31", "2028-02-29", TERM_ENDED, True),
        ("2027-12-31", "2028-03-01", EXPIRED, False),
        # 29 February less twelve months: 28 February
        ("2028-02-29", "2027-02-27", VALID, False),
        ("2028-02-29", "2027-02-28", VALID, True),
        # 30 June and two months: 30 August, not the 31st
        ("2026-06-30", "2026-08-30", TERM_ENDED, True),
        ("2026-06-30", "2026-08-31", EXPIRED, False),
    ],
)
def test_by_the_calendar(term_ends, today, code, can_renew):
    stand = on(today, facts(term_ends))
    assert (stand.code, stand.can_renew) == (code, can_renew)


@pytest.mark.parametrize(
    ("provisional", "today", "code"),
    [
        ("2030-11-24", "2026-11-24", PROVISIONAL),
        ("2030-11-24", "2030-11-24", PROVISIONAL),
        # no grace: without the hours there is nothing to renew
        ("2030-11-24", "2030-11-25", EXPIRED),
        # shorter than the term
        ("2028-06-30", "2028-06-30", PROVISIONAL),
        ("2028-06-30", "2028-07-01", EXPIRED),
        # longer than the term: the paper's own last day still ends it
        ("2031-06-30", "2030-11-24", PROVISIONAL),
        ("2031-06-30", "2030-11-25", EXPIRED),
    ],
)
def test_provisional_ends_without_grace(provisional, today, code):
    stand = on(today, facts(provisional=provisional))
    assert stand.code is code
    assert (stand.renewal_opens, stand.renewable_until, stand.can_renew) == (None, None, False)


@pytest.mark.parametrize("today", ["2026-11-24", "2030-06-01", "2030-12-01", "2040-01-01"])
@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({"suspended": True}, SUSPENDED),
        ({"superseded": True}, SUPERSEDED),
        ({"superseded": True, "suspended": True}, SUPERSEDED),
        ({"revoked": "fraud"}, REVOKED),
        ({"revoked": ""}, REVOKED),  # a reason nobody wrote down is still a revocation
        ({"revoked": "fraud", "superseded": True, "suspended": True}, REVOKED),
        ({"suspended": True, "provisional": "2030-11-24"}, SUSPENDED),
        ({"revoked": "fraud", "provisional": "2030-11-24"}, REVOKED),
    ],
)
def test_what_was_decided_outranks_the_calendar(decided, code, today):
    stand = on(today, facts(**decided))
    assert stand.code is code
    assert (stand.renewal_opens, stand.renewable_until, stand.can_renew) == (None, None, False)


def test_the_days_of_renewal_are_told_before_and_after():
    for today in ("2026-11-24", "2030-11-25", "2035-01-01"):
        stand = on(today, facts())
        assert (stand.renewal_opens, stand.renewable_until) == (date(2029, 11, 24), date(2031, 1, 24))


def test_months_are_policy():
    rules = RenewalRules(opens_months_before=6, grace_months=0)
    assert on("2030-05-23", facts(), rules).can_renew is False
    assert on("2030-05-24", facts(), rules).can_renew is True
    assert on("2030-11-25", facts(), rules).code is EXPIRED


def test_every_code_has_its_tone():
    assert set(TONES) == set(StandingCode)
    assert set(TONES.values()) <= {"done", "act", "wait", "open", "stop"}


ORDER = [VALID, TERM_ENDED, EXPIRED]


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(-2000, 2000), st.integers(0, 24))
def test_time_only_ever_moves_one_way(ends, offset, grace):
    rules = RenewalRules(opens_months_before=12, grace_months=grace)
    day = ends + timedelta(days=offset)
    the_facts = facts(ends.isoformat())
    today, tomorrow = (standing(the_facts, today=d, rules=rules).code for d in (day, day + timedelta(days=1)))
    assert ORDER.index(today) <= ORDER.index(tomorrow)


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(-2000, 2000))
def test_renewal_is_open_exactly_between_its_days(ends, offset):
    day = ends + timedelta(days=offset)
    stand = standing(facts(ends.isoformat()), today=day, rules=RULES)
    assert stand.code not in NEVER_RENEWED
    assert stand.can_renew == (stand.renewal_opens <= day <= stand.renewable_until)
    if stand.code is TERM_ENDED:
        assert stand.can_renew
    if stand.code is EXPIRED:
        assert not stand.can_renew
