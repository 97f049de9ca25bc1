"""Typing in what came: one payment for one or several invoices, and the heap of a Monday, one cheque after another."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.fees import recording
from candidates.fees.entry import Entry
from candidates.fees.entry_forms import ChequeForm, MoreForm, PaymentForm, WhoForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.clock import PROGRAMME_ZONE
from lsscert.money import paying
from lsscert.money.models import Payment
from lsscert.refused import Refused
from lsscert.ui.wording import money

AT_THE_NUMBER = frozenset({"cheque_known", "payment_known", "cheque_of_another"})
LOOKING = ("look", "add", "find")


class Desk:
    """One look at the form of a payment: what it reads, what it says, and what it does when it is to be kept."""

    def __init__(self, request: HttpRequest, money_form: type[ChequeForm]) -> None:
        self.request, self.money_form = request, money_form
        self.data = request.POST if request.method == "POST" else request.GET
        self.entry = Entry(self.data, added=self.data.getlist("added"))
        posts = request.method == "POST"
        live = request.htmx  # type: ignore[attr-defined]  # set by django-htmx, which has no types
        looks = live or any(name in self.data for name in LOOKING)
        # Enter in the box for another invoice adds it; a payment is never kept while something stands there.
        self.saving = posts and not looks and not self.data.get("more", "").strip()
        self._make_forms(bound=self.saving)
        self.note = ""

    def _make_forms(self, *, bound: bool, question: bool = False) -> None:
        typed = {name: self.data[name] for name in self.data}
        first = {"received_on": clock.today(), "method": Payment.Method.CHEQUE.value}
        how: dict[str, Any] = {"data": self.data} if bound else {"initial": first | typed}
        self.who, self.paid = WhoForm(**how), self.money_form(**how, question=question)
        if not bound:
            self.who.fields["who"].widget.attrs["autofocus"] = True
        self.more = MoreForm(initial={"more": self.data.get("more", "") if self.entry.hits else ""})

    def save(self) -> Payment | None:
        """The payment as it was recorded; None when something is to be mended first."""
        fine = [self.who.is_valid(), self.paid.is_valid(), self.entry.check()]
        if not fine[-1]:
            self.paid.add_error(None, self.entry.what_is_wrong)
        if not all(fine):
            return None
        if self.entry.chosen is None:
            self.who.add_error("who", self._whom())
            return None
        if self.data.get("shown") != self.entry.shown:
            self.note = _("Look at what it is for, then save.")
            return None
        return self._record()

    def _whom(self) -> str:
        if self.entry.choices:
            return _("Choose below who it is from.")
        return _("Nobody on record fits. Type the name of whoever wrote it.")

    def _record(self) -> Payment | None:
        chosen, facts = self.entry.chosen, dict(self.paid.cleaned_data)
        assert chosen is not None  # `save` has seen to it
        try:
            return recording.record(
                **{"method": Payment.Method.CHEQUE} | facts,
                payer=chosen.payer or chosen.name,
                uses=[paying.For(row.invoice, row.amount) for row in self.entry.rows if row.amount],
                by=me(self.request),
                now=clock.now(),
            )
        except Refused as no:
            if no.code == "cheque_of_another":
                self._make_forms(bound=True, question=True)
                self.who.is_valid()
            field = "number" if no.code in AT_THE_NUMBER else None
            self.paid.add_error(field, str(no))
            return None

    def render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """A look is no mistake, so it answers 200 however little was typed."""
        wrong = self.saving and not self.note
        return render(
            self.request,
            template,
            context | {"desk": self, "entry": self.entry},
            status=422 if wrong else 200,
        )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """One payment of any kind."""
    desk = Desk(request, PaymentForm)
    if desk.saving and (payment := desk.save()):
        messages.success(request, _recorded(payment))
        return redirect("desk_payment", payment.ref)
    return desk.render("candidates/fees/desk_record.html", {})


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """Cheques, one after another; beside the form what this person has entered today."""
    desk = Desk(request, ChequeForm)
    if desk.saving and (payment := desk.save()):
        messages.success(request, _recorded(payment))
        return redirect(f"{request.path}?received_on={payment.received_on.isoformat()}")
    today = datetime.combine(clock.today(), time(), PROGRAMME_ZONE)
    entered = recording.entered_today(me(request), today)
    total = sum(each.amount for each in entered)
    return desk.render("candidates/fees/desk_post.html", {"entered": entered, "total": total})


def _recorded(payment: Payment) -> str:
    return _("%(method)s %(number)s over %(amount)s from %(name)s is recorded.") % {
        "method": payment.get_method_display().capitalize(),
        "number": payment.reference,
        "amount": money(payment.amount),
        "name": payment.payer_name,
    }


@who(STAFF)
@require_POST
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back a cheque that was entered by mistake."""
    payment = get_object_or_404(Payment, ref=ref)
    try:
        recording.undo(payment=payment, by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Cheque %(number)s is taken out again.") % {"number": payment.reference})
    return redirect("desk_post")
