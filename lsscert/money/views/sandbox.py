from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lsscert.access import ANYONE, SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money.gateways import sandbox, takes_cards
from lsscert.money.models import CardCheckout, SandboxSession


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, ref: str) -> HttpResponse:
    """The card company's page, played by ourselves. A closed one takes nothing any more."""
    return _checkout(request, get_object_or_404(CardCheckout, session_id=ref, by=me(request)))


@who(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout_of_a_part(request: HttpRequest, ref: str) -> HttpResponse:
    """The same for an organisation that came by a link and has no account, as with a real card company."""
    return _checkout(request, get_object_or_404(CardCheckout, session_id=ref, by=None, share__isnull=False))


def _checkout(request: HttpRequest, opened: CardCheckout) -> HttpResponse:
    if not takes_cards():
        raise Http404
    session = get_object_or_404(SandboxSession, ref=opened.session_id)
    can_pay = opened.state == CardCheckout.Status.OPEN and sandbox.state_of(session) == "open"
    if request.method == "POST":
        return _act(request, session, can_pay)
    return _page(request, session, can_pay)


def _act(request: HttpRequest, session: SandboxSession, can_pay: bool) -> HttpResponse:
    if can_pay and request.POST.get("do") == "decline":
        return redirect(session.cancel_url)
    if not session.paid and not (can_pay and sandbox.pay(session)):
        return _page(request, session, False, status=409)
    if request.POST.get("do") == "pay_and_leave":
        session.paid = True
        return _page(request, session, False)
    return redirect(session.success_url)


def _page(request: HttpRequest, session: SandboxSession, can_pay: bool, status: int = 200) -> HttpResponse:
    return render(
        request, "money/sandbox_checkout.html", {"session": session, "can_pay": can_pay}, status=status
    )
