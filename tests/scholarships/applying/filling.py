"""The form of an application as a browser sends it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.said import Said
from scholarships.rounds.models import Round

ABOUT = {
    "education": "diploma",
    "region": "Oregon",
    "true": "on",
    "anyway": "on",
    "version": "0",
    "posts-TOTAL_FORMS": "1",
    "posts-INITIAL_FORMS": "0",
    "costs-TOTAL_FORMS": "1",
    "costs-INITIAL_FORMS": "0",
}
NO_POST = {
    "posts-0-library": "",
    "posts-0-title": "",
    "posts-0-region": "",
    "posts-0-paid": "paid",
    "posts-0-starts": "",
    "posts-0-ends": "",
    "posts-0-hours_per_week": "",
    "posts-0-weeks_per_year": "52",
}
POST = NO_POST | {
    "posts-0-library": "Cedar Valley Library",
    "posts-0-title": "Aide",
    "posts-0-region": "Oregon",
    "posts-0-starts": "March 2023",
    "posts-0-hours_per_week": "35",
}


def url(round_: Round) -> str:
    return f"/my/scholarships/{round_.ref}/"


def send(client: Client, round_: Round, button: str = "send", **said: Any) -> HttpResponse:
    names = {name.replace("__", "-"): value for name, value in said.items()}
    return client.post(url(round_), ABOUT | POST | names | {button: "1"})


def state(round_: Round) -> str:
    """Of the only application there is."""
    return ScholarshipApplication.objects.get(round=round_).state


def said(**facts: Any) -> Said:
    return Said(**{"education": "diploma", "region": "Oregon"} | facts)
