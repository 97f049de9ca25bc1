"""What is left to do once a round is announced, on its page; and what applicants read of it in their thread."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert.access import STAFF
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.viewer import Viewer
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.thread import Entry
from scholarships.awarding.members import has_applied
from scholarships.awarding.stepping import TOLD
from scholarships.following import late
from scholarships.following.models import Claim, FollowUp, FreePlace
from scholarships.funds.members import has_role, organisations_of
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step
from scholarships.scoring.services import judge_of
from scholarships.scoring.waiting import Task


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    theirs = has_role(
        viewer.person, round_.organisation, Membership.Role.ORGANISER, Membership.Role.TREASURER
    )
    if round_.state not in TOLD:
        return []
    found = _free_place(round_, viewer)
    if theirs or viewer.has(STAFF):
        url = reverse("committee_awards", args=[round_.ref])
        found.append(
            Step(_("Awards and what became of them"), _("Accepted, paid, in reserve, reports."), url)
        )
    return found


def _free_place(round_: Round, viewer: Viewer) -> list[Step]:
    """For those who sit in the round; staff decide no awards."""
    person = viewer.person
    if person is None or has_applied(round_, person) or not FreePlace.objects.open().filter(round=round_):
        return []
    organises = has_role(person, round_.organisation, Membership.Role.ORGANISER)
    if not organises and judge_of(round_, person) is None:
        return []
    url = reverse("committee_free_place", args=[round_.ref])
    said = _("Nobody waits in reserve: award it late, or leave its money in the fund.")
    return [Step(_("A place is free"), said, url, "act")]


def tasks(person: Person) -> list[Task]:
    """Places to settle in rounds that somebody runs, and late awards that wait for somebody's second word."""
    own = organisations_of(person, Membership.Role.ORGANISER)
    theirs = FreePlace.objects.open().filter(round__organisation__in=own).select_related("round")
    rounds = {place.round for place in theirs}
    found = [
        Task(
            _("A place of “%(round)s” is free, and nobody waits for it.") % {"round": round_.title},
            reverse("committee_free_place", args=[round_.ref]),
            _("Say what becomes of it"),
        )
        for round_ in sorted(rounds, key=lambda round_: round_.pk)
        if not has_applied(round_, person)
    ]
    for approval in Approval.objects.waiting().filter(kind=late.KIND).exclude(asked_by=person):
        if person in late.may_confirm(approval):
            url = late.page_of(approval)
            found.append(Task(approval.title, url, _("Confirm it or stop it")))
    return found


def thread(application: ScholarshipApplication) -> list[Entry]:
    """Proofs, what was paid, the report."""
    found = []
    for claim in Claim.objects.filter(award__application=application):
        found.append(Entry(claim.sent_at, _("You sent your proofs.")))
        if claim.asked_for:
            found.append(Entry(claim.checked_at, _("The treasurer asked for something more.")))
        if claim.paid_on and claim.approved_amount:
            said = _("%(amount)s were paid to you.") % {"amount": money(claim.approved_amount)}
            found.append(Entry(claim.checked_at, said))
        for row in claim.given_back.all():
            found.append(Entry(row.at, _("%(amount)s came back from you.") % {"amount": money(row.amount)}))
    for report in FollowUp.objects.filter(award__application=application).exclude(handed_in_at=None):
        found.append(Entry(report.handed_in_at, _("You handed in your follow-up report.")))
    return found
