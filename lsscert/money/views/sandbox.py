from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money.gateways import takes_cards
from lsscert.money.models import CardCheckout, SandboxSession


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, ref: str) -> HttpResponse:
    """The card company's page, played by ourselves: pay, or go back. A closed one takes nothing any more."""
    if not takes_cards():
        raise Http404
    session = get_object_or_404(SandboxSession, ref=ref)
    opened = get_object_or_404(
        CardCheckout,
        session_id=ref,
        by=me(request),
    )
    can_pay = opened.state == CardCheckout.Status.OPEN and not session.paid
    if request.method == "POST" and (can_pay or session.paid):
        SandboxSession.objects.filter(pk=session.pk).update(paid=True)
        return redirect(session.success_url)
    return render(
        request,
        "money/sandbox_checkout.html",
        {"session": session, "can_pay": can_pay},
        status=409 if request.method == "POST" else 200,
    )
