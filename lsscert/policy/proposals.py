"""Figures that need a second person: prices, and the rules about second people themselves."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.policy import services
from lsscert.policy.keys import KEYS
from lsscert.policy.wording import value_in_words
from lsscert.ui.wording import day

KIND = "policy.price"
A_DAY = timedelta(days=1)


def differs_much(present: Decimal, new: Decimal) -> bool:
    """By more than half of what it is now: more likely a slip of the finger than a decision."""
    return abs(new - present) * 2 > present


def waiting(key: str) -> Approval | None:
    """The change of that figure that waits for a second person."""
    return Approval.objects.waiting().filter(kind=KIND, subject=key).select_related("asked_by").first()


@transaction.atomic
def propose(*, key: str, value: str, effective_from: date, note: str, by: Person, now: datetime) -> Approval:
    """Ask for a new figure. Refused at once for what would be refused in the end."""
    today = programme_day(now)
    services.check(key=key, value=value, effective_from=effective_from, today=today)
    words = {
        "figure": KEYS[key].label,
        "new": value_in_words(key, value),
        "present": value_in_words(key, services.text_on(key, today)),
        "day": day(effective_from),
    }
    return approvals.ask(
        kind=KIND,
        subject=key,
        title=_("%(figure)s: %(new)s from %(day)s") % words,
        explanation=_(
            "The figure in the policy for “%(figure)s” is %(present)s today. From %(day)s on it would be %(new)s."
            " What began before keeps the figure it began with."
        )
        % words,
        params={"value": value, "effective_from": effective_from.isoformat()},
        reason=note,
        by=by,
        now=now,
    )


def _run(approval: Approval, by: Person | None, now: datetime) -> str:
    """Write the row. When its day has come meanwhile it starts on the next one: nothing begins in the past."""
    wished, today = date.fromisoformat(approval.params["effective_from"]), programme_day(now)
    start = max(wished, today + A_DAY)
    services.add_row(
        key=approval.subject,
        value=approval.params["value"],
        effective_from=start,
        note=approval.reason,
        today=today,
        by=approval.asked_by,
    )
    if start == wished:
        return ""
    words = {"day": day(start), "wished": day(wished)}
    return _("It is in force from %(day)s, because %(wished)s had come before it was decided.") % words


def _page(approval: Approval) -> str:
    return reverse("desk_policy_figure", args=[approval.subject])


A_NEW_FIGURE = ApprovalKind(label=gettext_lazy("A new figure of the policy"), run=_run, url=_page)
