"""Rounds for tests of the draw: closed, with applications in the running."""

import html
import re
from datetime import timedelta
from itertools import count as counting
from typing import Any

from django.http import HttpResponse

from lsscert.accounts.models import Person
from scholarships.awarding import draw_services
from scholarships.awarding.draw_models import Draw
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY

NUMBER = "04 – 08 – 15, Bonus: 9"
_funds = counting(1)
SOURCE = "The winning numbers of the state lottery of 7 March 2026"


def closed(count: int = 5, **said: Any) -> Round:
    """A round by draw that closed yesterday, with so many in the running; the second of them was helped before."""
    facts = {"method": Round.Method.DRAW, "closes_on": TODAY - timedelta(days=1), "outside_number": SOURCE}
    money = making.fund(name=f"Fund {next(_funds)}", of=said.pop("organisation", None))
    round_ = making.round_(draws_on=money, **facts | said)
    for number in range(1, count + 1):
        someone = people.person(f"Entrant Canary {number}")
        making.application(round_, someone, helped_before=number == 2)
    return round_


def organiser(round_: Round) -> Person:
    return making.member(making.Role.ORGANISER, of=round_.organisation, name="Olga Organiser")


def fixed(round_: Round | None = None) -> Draw:
    round_ = round_ or closed()
    return draw_services.fix(round_=round_, by=organiser(round_), now=NOW)


def drawn(round_: Round | None = None, number: str = NUMBER) -> Draw:
    made = fixed(round_)
    return draw_services.draw(
        round_=made.round, outside_number=number, by=made.fixed_by, now=NOW + timedelta(days=6)
    )


def text_of(response: HttpResponse) -> str:
    """What a page says, with a space between cells and lines."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())
