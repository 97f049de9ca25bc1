"""What a round lacks before it can be published, and what an organiser is told beforehand."""

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from lsscert.money import funds
from lsscert.reasons import Reason
from lsscert.ui.wording import money
from scholarships.rounds.models import Round


def missing(round_: Round) -> list[Reason]:
    """What stands in the way of publishing, in the order of the form."""
    found = [*_missing_days(round_), *contradictions(round_), *_missing_money(round_)]
    if round_.method != Round.Method.DRAW and not round_.criteria.exists():
        found.append(Reason("criteria", _("Name at least one criterion to score by.")))
    if round_.method != Round.Method.MERIT and not round_.outside_number.strip():
        found.append(Reason("outside_number", _("Name the number that the draw will use.")))
    if not round_.summary.strip():
        found.append(Reason("summary", _("Say in a few words what it is and for whom.")))
    return found


def _missing_days(round_: Round) -> list[Reason]:
    names = {
        "opens_on": _("the day it opens"),
        "closes_on": _("the last day"),
        "news_by": _("when applicants hear"),
    }
    found = [
        Reason(name, _("Give %(what)s.") % {"what": what})
        for name, what in names.items()
        if not getattr(round_, name)
    ]
    return found


def contradictions(round_: Round) -> list[Reason]:
    """What cannot be true together, in a draft either."""
    found = []
    opens, closes, news = round_.opens_on, round_.closes_on, round_.news_by
    if opens and closes and closes < opens:
        found.append(Reason("closes_on", _("The last day is before the day it opens.")))
    if closes and news and news <= closes:
        found.append(Reason("news_by", _("Applicants can only hear after the last day.")))
    if closes and round_.report_due_on and round_.report_due_on <= (news or closes):
        found.append(Reason("report_due_on", _("The report can only be due after applicants hear.")))
    return found


def _there(round_: Round) -> Decimal:
    """What the round can really draw: its limits, as far as the funds hold them."""
    rows = round_.draws_on.select_related("fund")
    return sum((min(row.limit, funds.free(row.fund) + row.drawn) for row in rows), Decimal(0))


def _missing_money(round_: Round) -> list[Reason]:
    if round_.amount <= 0:
        return [Reason("amount", _("Say how much one award is."))]
    wanted = round_.places * round_.amount
    limits = round_.draws_on.aggregate(sum=Sum("limit"))["sum"] or Decimal(0)
    there = _there(round_)
    if round_.partial and limits > 0 and there > 0:
        return []
    if limits < wanted:
        return [
            Reason(
                "limits",
                _("%(places)d awards of %(amount)s need %(wanted)s; this round may draw %(limits)s.")
                % {
                    "places": round_.places,
                    "amount": money(round_.amount),
                    "wanted": money(wanted),
                    "limits": money(limits),
                },
            )
        ]
    if there < wanted:
        return [
            Reason(
                "money",
                _("The funds have %(there)s of the %(wanted)s that all awards need.")
                % {"there": money(there), "wanted": money(wanted)},
            )
        ]
    return []


def warnings(round_: Round) -> list[Reason]:
    """What an organiser should know before publishing, and may do all the same."""
    found = []
    wanted = round_.places * round_.amount
    there = _there(round_)
    if round_.partial and there < wanted:
        sentence = _(
            "All awards in full would need %(wanted)s; there are %(there)s, so some will be smaller."
        )
        found.append(Reason("limits", sentence % {"wanted": money(wanted), "there": money(there)}))
    if not round_.rules:
        found.append(Reason("rules", _("Everybody can apply: no condition is set.")))
    return found
