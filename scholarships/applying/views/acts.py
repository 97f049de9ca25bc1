"""What an applicant does besides writing: take back, withdraw, ask for letters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying import references, services
from scholarships.applying.forms import RefereeForm
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.rounds.models import Round


def _application(request: HttpRequest, ref: str) -> ScholarshipApplication:
    """One that was handed in at some time; a draft that never was is simply left."""
    rows = ScholarshipApplication.objects.counted().select_related("round__organisation", "person__user")
    return get_object_or_404(rows, round__ref=ref, person=me(request))


@who(SIGNED_IN)
@require_POST
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back to change it, while the round is open."""
    try:
        services.take_back(application=_application(request, ref), by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.info(request, _("You can change it now. Hand it in again before the last day."))
    return redirect("my_scholarship", ref)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    application, refusal = _application(request, ref), None
    if request.method == "POST":
        try:
            services.withdraw(application=application, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Your application is withdrawn."))
            return redirect("my_scholarship", ref)
    context = {"round": application.round, "refusal": refusal}
    return render(request, "scholarships/applying/withdraw.html", context, status=409 if refusal else 200)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def referee(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask somebody for a letter, ask again, or take a request back."""
    round_ = get_object_or_404(Round.objects.public(), ref=ref)
    letters = Reference.objects.filter(application__round=round_, application__person=me(request))
    form = RefereeForm(request.POST if request.method == "POST" and "take-back" not in request.POST else None)
    refusal = None
    try:
        if request.method == "POST" and (said := _asked_or_taken_back(request, round_, form)):
            messages.success(request, said)
            return redirect("my_scholarship_reference", ref)
    except Refused as no:
        refusal = no
    context = {"round": round_, "form": form, "letters": letters, "refusal": refusal}
    status = 422 if form.errors or refusal else 200
    return render(request, "scholarships/applying/referee.html", context, status=status)


def _asked_or_taken_back(request: HttpRequest, round_: Round, form: RefereeForm) -> str:
    """What was done, in words; nothing where the form is not filled in."""
    person, now = me(request), clock.now()
    if wanted := request.POST.get("take-back"):
        rows = Reference.objects.filter(application__round=round_, application__person=person)
        reference = get_object_or_404(rows, ref=without_unstorable(wanted)[:20])
        references.take_request_back(reference=reference, by=person, now=now)
        return _("The request is taken back; you can ask somebody else.")
    if not form.is_valid():
        return ""
    application = services.begin(round_=round_, person=person, now=now)
    references.ask_for_reference(application=application, **form.cleaned_data, by=person, now=now)
    return _("The letter to them is on its way.")
