"""From a stored certificate to the rule of what it is worth, with the policy of the day its term began."""

from datetime import date

from candidates.certificates.models import Certificate
from candidates.certificates.standing import CertificateFacts, RenewalRules, Standing, standing
from lsscert.policy import services as policy


def rules_on(day: date) -> RenewalRules:
    return RenewalRules(
        opens_months_before=policy.at("renewal.opens_months_before", day),
        grace_months=policy.at("renewal.grace_months", day),
    )


def facts_of(certificate: Certificate) -> CertificateFacts:
    return CertificateFacts(
        term_begins=certificate.term_begins,
        term_ends=certificate.term_ends,
        provisional_until=None,
        superseded=certificate.state == Certificate.Status.SUPERSEDED,
        suspended=False,
        revoked_reason=None,
    )


def standing_of(certificate: Certificate, today: date) -> Standing:
    return standing(facts_of(certificate), today=today, rules=rules_on(certificate.term_begins))
