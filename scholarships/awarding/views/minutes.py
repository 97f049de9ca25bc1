"""What was done in the meetings of a round, to print or to keep. Closed to everybody but those who sit in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lsscert import clock
from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, who
from lsscert.accounts.viewer import me
from lsscert.paper.download import as_download
from scholarships.awarding import minutes as written
from scholarships.awarding.members import require_sits
from scholarships.awarding.minutes_paper import Minutes, Sitting, as_pdf
from scholarships.rounds.models import Round


def _minutes(request: HttpRequest, ref: str) -> tuple[Round, Minutes]:
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    require_sits(request, round_)
    hidden = written.hidden_from(me(request), round_)
    meetings = round_.meetings.order_by("pk")
    return round_, Minutes(
        organisation=round_.organisation.name,
        round=round_.title,
        sittings=[Sitting(each.opened_at, list(written.lines(each, hidden))) for each in meetings],
        notes=[
            (_("Who stepped aside"), written.recusals(round_)),
            (_("Who left"), written.departures(round_)),
        ],
    )


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_safe
def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    round_, found = _minutes(request, ref)
    return render(request, "scholarships/awarding/minutes.html", {"round": round_, "minutes": found})


@who(COMMITTEE, OUTSIDE, ORGANISER, file=True)
@require_safe
def minutes_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    round_, found = _minutes(request, ref)
    return as_download(as_pdf(found, now=clock.now()), f"minutes-{round_.ref}.pdf")
