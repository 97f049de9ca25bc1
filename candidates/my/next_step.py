"""The one next step of a candidate. Pure: from where things stand to what to do, or that nothing is to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.my.cards import Card
from candidates.my.portfolio_cards import OPEN_AGAIN
from lsscert.ui.wording import money
from lsscert.words import day_in_words


@dataclass(frozen=True)
class Situation:
    """`state` is the candidacy's, empty without one; `request` is the certificate request's, empty without one."""

    state: str
    has_draft: bool = False
    left_to_pay: Decimal = Decimal(0)
    asked_of_others: Decimal = Decimal(0)
    fee_open_again: Decimal = Decimal(0)
    instalment: Decimal = Decimal(0)
    instalment_by: date | None = None
    settle_by: date | None = None
    complete: bool = False
    electives_to_choose: int = 0
    cards: Sequence[Card] = ()
    request: str = ""
    can_renew: bool = False


@dataclass(frozen=True)
class NextStep:
    """`goto` names the page: an URL name, or a URL when it starts with a slash. Empty when nothing is to do now."""

    text: Any
    goto: str = ""
    label: Any = ""


def next_step(now: Situation) -> NextStep:
    if now.state in {"submitted", "accepted"}:
        return _before_active(now)
    if now.state == "active":
        return _active(now)
    if now.state == "certified":
        if now.can_renew:
            text = _(
                "Your renewal is open. The office handles renewals: write to it with your 32 contact hours."
            )
            return NextStep(text, "contact", _("Write to the office"))
        return NextStep(
            _("Show your certificate to whoever asks; they can check it by its number."),
            "my_certificate",
            _("My certificate"),
        )
    if now.has_draft:
        return NextStep(_("Your application is begun and saved."), "my_application", _("Go on with it"))
    if now.state:
        return NextStep(
            _("When you are ready, apply again. What you wrote last time is kept."),
            "my_application",
            _("Apply again"),
        )
    text = _(
        "Apply. It takes about ten minutes: your education and your library work of the last five years."
    )
    return NextStep(text, "my_application", _("Start the application"))


def _before_active(now: Situation) -> NextStep:
    if now.left_to_pay <= 0 and now.asked_of_others > 0:
        text = format_lazy(
            _("Your own part is paid. {amount} is asked of others; see how it stands."),
            amount=money(now.asked_of_others),
        )
        return NextStep(text, "my_fees", _("See how it stands"))
    if now.left_to_pay <= 0:
        return NextStep(_("The office has what it needs and writes to you when it has decided."))
    if now.instalment and now.instalment_by:
        text = format_lazy(
            _("Your next instalment: {amount} by {day}."),
            amount=money(now.instalment),
            day=day_in_words(now.instalment_by),
        )
        return NextStep(text, "my_fees", _("Pay it"))
    if now.state == "accepted" and now.settle_by:
        text = format_lazy(
            _("Settle {amount} by {day} to become an active candidate."),
            amount=money(now.left_to_pay),
            day=day_in_words(now.settle_by),
        )
    elif now.state == "accepted":
        text = format_lazy(
            _("You can settle {amount} now, or wait: your place is kept meanwhile."),
            amount=money(now.left_to_pay),
        )
    else:
        text = format_lazy(
            _(
                "You can settle {amount} now or wait for the decision; if you are not eligible, it goes back in full."
            ),
            amount=money(now.left_to_pay),
        )
    return NextStep(text, "my_fees", _("See how to pay"))


def _active(now: Situation) -> NextStep:
    if now.fee_open_again:
        text = format_lazy(
            _(
                "{amount} of your fee is open again, because a payment did not go through. Please pay it anew."
            ),
            amount=money(now.fee_open_again),
        )
        return NextStep(text, "my_fees", _("See how to pay"))
    if now.complete:
        return _certificate(now)
    turns = sorted((card for card in now.cards if card.tone == "act"), key=lambda card: not card.urgent)
    if turn := next(iter(turns), None):
        return NextStep(
            format_lazy(_("{set}: {sentence}"), set=turn.name, sentence=turn.sentence), turn.url, turn.action
        )
    if now.electives_to_choose:
        return NextStep(
            _("Choose your electives, so that your six sets stand."), "my_plan", _("Choose electives")
        )
    if begin := next((card for card in now.cards if card.tone in {"open", "stop"}), None):
        if begin.tone == "stop" or begin.label == OPEN_AGAIN:
            text = format_lazy(_("{set}: {sentence}"), set=begin.name, sentence=begin.sentence)
            return NextStep(text, begin.url, begin.action)
        text = format_lazy(
            _("Report an approved course you completed for {set}, or find one."), set=begin.name
        )
        return NextStep(text, begin.url, begin.action)
    return NextStep(_("The office is checking what you sent."))


def _certificate(now: Situation) -> NextStep:
    if now.request == "asked":
        return NextStep(_("The office checks your six sets and issues your certificate."))
    if now.request == "returned":
        return NextStep(
            _("The office gave your request back with a question."), "my_certificate", _("Read it")
        )
    return NextStep(
        _("All six sets are done. Ask for your certificate."), "my_certificate", _("Ask for my certificate")
    )
