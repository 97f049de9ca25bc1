"""The same for a portfolio: what is looked for, and everything it is looked for in."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Portfolio, Sheet
from candidates.portfolios.submitting.own_words import Passage, Place, places
from lsscert.files import reading


def own_places(portfolio: Portfolio) -> list[Place]:
    """Where the candidate's name, addresses or employers stand in texts, captions, links and files."""
    person = portfolio.candidacy.person
    addresses = {person.email, *EmailAddress.objects.filter(user=person.user).values_list("email", flat=True)}
    employers = portfolio.candidacy.application.posts.values_list("library", flat=True)
    return places([person.name], addresses - {""}, set(employers), _passages(portfolio))


def _passages(portfolio: Portfolio) -> Iterator[Passage]:
    for sheet in portfolio.sheets.filter(kind=Sheet.Kind.STATEMENT):
        yield Passage(_("learning statement"), sheet.text)
    for response in portfolio.responses.select_related("competency"):
        number = response.competency.number
        yield Passage(
            format_lazy(_("competency {number}, introduction"), number=number), response.introduction
        )
        yield Passage(format_lazy(_("competency {number}, response"), number=number), response.text)
    for evidence in portfolio.evidence.select_related("file"):
        number = evidence.number
        yield Passage(format_lazy(_("evidence {number}, caption"), number=number), evidence.caption)
        yield Passage(format_lazy(_("evidence {number}, link"), number=number), evidence.url)
        if evidence.file:
            for passage in reading.text_of(evidence.file):
                where = format_lazy(
                    _("evidence {number}, {where}"), number=number, where=passage.where or _("file")
                )
                yield Passage(where, passage.text)
