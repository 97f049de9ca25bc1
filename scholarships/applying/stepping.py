"""What an organiser does with applications, on the round's page; and where somebody waits for them to."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.access import STAFF
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.viewer import Viewer
from scholarships.applying.models import ScholarshipApplication
from scholarships.funds.members import has_role, organisations_of
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    organises = has_role(viewer.person, round_.organisation, Membership.Role.ORGANISER) or viewer.has(STAFF)
    if not organises or round_.state in {Round.Status.DRAFT, Round.Status.CALLED_OFF}:
        return []
    waiting = round_.applications.filter(state="to_check").count()
    said = ngettext("%(count)d waits for somebody to look.", "%(count)d wait for somebody to look.", waiting)
    sentence = said % {"count": waiting} if waiting else _("Nothing waits.")
    url = reverse("committee_applications", args=[round_.ref])
    return [Step(_("Check the facts of applications"), sentence, url, "act" if waiting else "done")]


def waits(person: Person, rounds: Collection[Round], now: datetime) -> Iterator[tuple[int, Step]]:
    """Applications whose facts wait for an organiser."""
    theirs = organisations_of(person, Membership.Role.ORGANISER)
    rows = ScholarshipApplication.objects.filter(
        round__in=[each for each in rounds if each.state == Round.Status.PUBLISHED],
        round__organisation__in=theirs,
        state=ScholarshipApplication.Status.TO_CHECK,
    )
    for pk, ref, count in (
        rows.values_list("round", "round__ref").annotate(count=Count("pk")).order_by("round")
    ):
        said = ngettext(
            "%(count)d application waits for a check of its facts.",
            "%(count)d applications wait for a check of their facts.",
            count,
        )
        url = reverse("committee_applications", args=[ref])
        yield pk, Step(_("Check them"), said % {"count": count}, url)
