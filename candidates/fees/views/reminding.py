"""The desk's pages of reminders: who gets one, and holding them back."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import reminders
from candidates.fees.models import Reminder, ReminderPause
from candidates.fees.money_forms import PauseForm
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money.models import Invoice
from lsscert.refused import Refused
from lsscert.ui.wording import day

MOST = 300


@who(STAFF)
@require_safe
def reminders_page(request: HttpRequest) -> HttpResponse:
    """Who would be reminded tomorrow, and what holds the others back."""
    tomorrow = clock.today() + timedelta(days=1)
    due = reminders.due(tomorrow)
    going = [each for each in due if not each.held and each.email]
    return render(
        request,
        "candidates/fees/desk_reminders.html",
        {
            "tomorrow": tomorrow,
            "going": going[:MOST],
            "going_count": len(going),
            "by_paper": [each for each in due if not each.held and not each.email][:MOST],
            "held": [each for each in due if each.held][:MOST],
            "rhythm": reminders.rhythm_on(tomorrow),
        },
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, ref: str) -> HttpResponse:
    """No reminders of one invoice until a day, or from now on again."""
    invoice = get_object_or_404(Invoice.objects.select_related("account", "person", "organisation"), ref=ref)
    now = clock.now()
    if request.method == "POST" and "lift" in request.POST:
        return _lift(request, invoice)
    form = PauseForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            made = reminders.pause_reminders(invoice=invoice, by=me(request), now=now, **form.cleaned_data)
        except Refused as no:
            form.add_error("until" if no.code == "pause_in_past" else None, str(no))
        else:
            messages.success(
                request,
                _("No reminders of invoice %(number)s until %(day)s.")
                % {"number": invoice.number, "day": day(made.until)},
            )
            return redirect("desk_aging")
    context = {
        "form": form,
        "invoice": invoice,
        "pause": ReminderPause.objects.filter(invoice=invoice, until__gt=clock.today())
        .select_related("by")
        .first(),
        "sent": Reminder.objects.filter(invoice=invoice).select_related("share__organisation"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/fees/desk_reminder_pause.html", context, status=status)


def _lift(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    try:
        reminders.lift_pause(invoice=invoice, by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(
            request, _("Reminders of invoice %(number)s may go again.") % {"number": invoice.number}
        )
    return redirect("desk_aging")
