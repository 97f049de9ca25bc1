"""Entering an answer that came on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.awarding.models import Award
from scholarships.awarding.stepping import TOLD
from scholarships.following.by_post import answer
from scholarships.funds.members import require_role


@who(ORGANISER, STAFF)
@require_POST
def on_paper(request: HttpRequest, ref: str) -> HttpResponse:
    rows = Award.objects.filter(round__state__in=TOLD).select_related("round__organisation", "person")
    award = get_object_or_404(rows, ref=ref)
    require_role(request, award.round.organisation, Membership.Role.ORGANISER)
    said = {"accepted": _("It is accepted."), "declined": _("It is declined.")}.get(
        request.POST.get("answer", "")
    )
    try:
        if said is None:
            raise Refused("no_answer", _("Choose one of the buttons."))
        answer(award=award, accepts=request.POST["answer"] == "accepted", by=me(request), now=clock.now())
        messages.success(request, said)
    except Refused as no:
        messages.error(request, str(no))
    return redirect("committee_award", ref)
