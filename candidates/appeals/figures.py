"""The figures of appeals in the policy of a day."""

from datetime import date

from candidates.appeals.clocks import Days
from lsscert.policy import services as policy


def days_on(day: date) -> Days:
    return Days(
        receipt=policy.at("appeal.receipt_days", day),
        notice=policy.at("appeal.notice_days", day),
        reasons=policy.at("appeal.reasons_days", day),
        committee=policy.at("appeal.committee_days", day),
        second=policy.at("appeal.second_days", day),
    )
