"""What a certificate is worth today, as its public page tells it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsscert.dates import months_later


class StandingCode(StrEnum):
    VALID = "valid"
    PROVISIONAL = "provisional"
    TERM_ENDED = "term_ended"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


TONES = {
    StandingCode.VALID: "done",
    StandingCode.PROVISIONAL: "wait",
    StandingCode.TERM_ENDED: "act",
    StandingCode.EXPIRED: "stop",
    StandingCode.SUPERSEDED: "open",
    StandingCode.SUSPENDED: "stop",
    StandingCode.REVOKED: "stop",
}
NEVER_RENEWED = {
    StandingCode.PROVISIONAL,
    StandingCode.SUPERSEDED,
    StandingCode.SUSPENDED,
    StandingCode.REVOKED,
}


@dataclass(frozen=True)
class CertificateFacts:
    """`term_ends` and `provisional_until` are last days. `provisional_until` is None once the hours are reached."""

    term_begins: date
    term_ends: date
    provisional_until: date | None
    superseded: bool
    suspended: bool
    revoked_reason: str | None


@dataclass(frozen=True)
class RenewalRules:
    """The dated policy in force at the start of the term."""

    opens_months_before: int
    grace_months: int


@dataclass(frozen=True)
class Standing:
    """The two days bound renewal, both included; None for a paper that cannot be renewed as it stands."""

    code: StandingCode
    tone: str
    renewal_opens: date | None
    renewable_until: date | None
    can_renew: bool


def standing(facts: CertificateFacts, *, today: date, rules: RenewalRules) -> Standing:
    opens = months_later(facts.term_ends, -rules.opens_months_before)
    until = months_later(facts.term_ends, rules.grace_months)
    code = _code(facts, today, until)
    if code in NEVER_RENEWED or facts.provisional_until is not None:
        return Standing(code, TONES[code], None, None, can_renew=False)
    return Standing(code, TONES[code], opens, until, can_renew=opens <= today <= until)


def _code(facts: CertificateFacts, today: date, renewable_until: date) -> StandingCode:
    """What was decided about the award outranks what became of the paper, and both outrank the calendar."""
    if facts.revoked_reason is not None:
        return StandingCode.REVOKED
    if facts.superseded:
        return StandingCode.SUPERSEDED
    if facts.suspended:
        return StandingCode.SUSPENDED
    if facts.provisional_until is not None:
        # Without the hours there is nothing to renew, so no grace follows.
        in_time = today <= min(facts.provisional_until, facts.term_ends)
        return StandingCode.PROVISIONAL if in_time else StandingCode.EXPIRED
    if today <= facts.term_ends:
        # Before its first day too: a new term is issued early, while the old one still runs.
        return StandingCode.VALID
    return StandingCode.TERM_ENDED if today <= renewable_until else StandingCode.EXPIRED
