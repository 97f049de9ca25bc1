"""What the card of a set says of its portfolio. Pure: plain values in, words out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.ui.wording import money
from lsscert.words import day_in_words

YOUR_TURN = _("Your turn")
OPEN_AGAIN = _("Open again")
Face = tuple[str, Any, Any, str, Any]
"""Tone, label, sentence, url, action."""


@dataclass(frozen=True)
class PortfolioFacts:
    """The newest portfolio for a set. `ready` of `all` competencies are written; `again_url` is set with a consent.

    `unpaid` is what nobody has paid or promised of the review, `pay_url` the page of its invoice.
    """

    state: str
    ready: int
    all: int
    url: str
    due_on: date | None = None
    submitted_on: date | None = None
    again_url: str = ""
    unpaid: Decimal = Decimal(0)
    pay_url: str = ""


def portfolio_face(facts: PortfolioFacts | None) -> Face | None:
    """None without one, or when the last one was given up."""
    if facts is None or facts.state not in _FACES:
        return None
    return _FACES[facts.state](facts)


def _draft(facts: PortfolioFacts) -> Face:
    sentence = format_lazy(
        _("Your portfolio: {ready} of {all} competencies ready."), ready=facts.ready, all=facts.all
    )
    return "act", _("In your hands"), sentence, facts.url, _("Go on writing")


def _submitted(facts: PortfolioFacts) -> Face:
    if facts.unpaid:
        sentence: Any = format_lazy(
            _("Your portfolio is handed in. Reviewers get it as soon as its fee of {amount} is settled."),
            amount=money(facts.unpaid),
        )
        return "act", YOUR_TURN, sentence, facts.pay_url, _("See how to pay")
    if facts.submitted_on is None:
        sentence = _("Your portfolio waits for its reviewers.")
    else:
        sentence = format_lazy(
            _("Your portfolio was handed in on {day} and waits for its reviewers."),
            day=day_in_words(facts.submitted_on),
        )
    return "wait", _("Handed in"), sentence, facts.url, _("See what you handed in")


def _in_review(facts: PortfolioFacts) -> Face:
    sentence = _("Two reviewers read your portfolio, each alone. You need not do anything.")
    return "wait", _("In review"), sentence, facts.url, _("See what you handed in")


def _more(facts: PortfolioFacts) -> Face:
    sentence: Any = _("The reviewers ask for more information.")
    if facts.due_on:
        sentence = format_lazy(
            _("The reviewers ask for more information, by {day}."), day=day_in_words(facts.due_on)
        )
    return "act", YOUR_TURN, sentence, facts.url, _("Read what they ask")


def _again(facts: PortfolioFacts) -> Face:
    sentence = _("The reviewers read what you added. You need not do anything.")
    return "wait", _("In review again"), sentence, facts.url, _("See what you handed in")


def _not_achieved(facts: PortfolioFacts) -> Face:
    if facts.again_url:
        sentence = _("The office agreed to a new portfolio for this set; an approved course does it too.")
        return "open", OPEN_AGAIN, sentence, facts.again_url, _("Begin the new portfolio")
    sentence = _("Your portfolio was not achieved. An approved course achieves the set too.")
    return "stop", _("Not achieved"), sentence, facts.url, _("See what was said")


_FACES = {
    "draft": _draft,
    "submitted": _submitted,
    "in_review": _in_review,
    "more_info": _more,
    "second_round": _again,
    "not_achieved": _not_achieved,
}
