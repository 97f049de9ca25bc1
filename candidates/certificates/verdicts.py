"""What the public page says of a certificate, in words for somebody who has never heard of the programme."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.certificates.models import Certificate
from candidates.certificates.standing import Standing, StandingCode
from lsscert.words import day_in_words

WORDS: dict[StandingCode, Any] = {
    StandingCode.VALID: _("Valid"),
    StandingCode.PROVISIONAL: _("Valid, provisionally"),
    StandingCode.TERM_ENDED: _("Term ended"),
    StandingCode.EXPIRED: _("Expired"),
    StandingCode.SUPERSEDED: _("Replaced by a newer certificate"),
    StandingCode.SUSPENDED: _("Suspended"),
    StandingCode.REVOKED: _("Revoked"),
}
SENTENCES: dict[StandingCode, Any] = {
    StandingCode.VALID: _("We issued this certificate, and it is valid until {ends}."),
    StandingCode.PROVISIONAL: _(
        "We issued this certificate provisionally: the sets are achieved, the hours of library work are not complete "
        "yet. It is valid until {ends}."
    ),
    StandingCode.TERM_ENDED: _(
        "We issued this certificate. Its term ended on {ends}; the holder can still renew it until {until}."
    ),
    StandingCode.EXPIRED: _(
        "We issued this certificate. Its term ended on {ends}, and it was not renewed in time."
    ),
    StandingCode.SUPERSEDED: _(
        "We issued this certificate, and a newer one has taken its place. Please ask the holder for the newer one."
    ),
    StandingCode.SUSPENDED: _("We issued this certificate. It is suspended and not valid at present."),
    StandingCode.REVOKED: _("We issued this certificate and have taken it back. It is not valid."),
}


@dataclass(frozen=True)
class Verdict:
    code: StandingCode
    tone: str
    word: Any
    sentence: Any


def verdict_on(certificate: Certificate, standing: Standing) -> Verdict:
    until = day_in_words(standing.renewable_until) if standing.renewable_until else lazystr("")
    sentence = format_lazy(SENTENCES[standing.code], ends=day_in_words(certificate.term_ends), until=until)
    return Verdict(standing.code, standing.tone, WORDS[standing.code], sentence)
