"""The meeting and what follows it, on the round's page; and what applicants read of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lsscert import clock
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.viewer import Viewer
from lsscert.ui.wording import day, money
from scholarships.applying.history import History
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.thread import Entry, Standing
from scholarships.awarding import reserve
from scholarships.awarding.members import has_applied
from scholarships.awarding.models import AWARD_STATUS, STANDING, Award
from scholarships.awarding.telling import next_news, ordinal
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.rounds.steps import Step
from scholarships.scoring.services import is_over, judge_of

Status = Award.Status
TOLD = (Round.Status.ANNOUNCED, Round.Status.CLOSED)
"""Until a round is announced its applicants see nothing of what was decided."""
HELPED_BY = (Status.ACCEPTED, Status.PAID)
"""An offer alone has not helped anybody yet."""


def steps(round_: Round, viewer: Viewer) -> list[Step]:
    if round_.state in {Round.Status.DRAFT, Round.Status.CALLED_OFF} or viewer.person is None:
        return []
    organises = has_role(viewer.person, round_.organisation, Membership.Role.ORGANISER)
    member = has_role(viewer.person, round_.organisation, Membership.Role.COMMITTEE)
    if not (organises or member or judge_of(round_, viewer.person)) or has_applied(round_, viewer.person):
        return []
    url, minutes = (reverse(name, args=[round_.ref]) for name in ("committee_meeting", "committee_minutes"))
    found = []
    if round_.state == Round.Status.PUBLISHED and is_over(round_, clock.now()):
        found.append(
            Step(_("The award meeting"), _("Mark awards and reserve; a second member confirms."), url, "act")
        )
    if round_.state == Round.Status.DECIDED and organises:
        announce = reverse("committee_announce", args=[round_.ref])
        found.append(Step(_("Announce it"), _("Everybody who applied hears by letter."), announce, "act"))
    if round_.meetings.exists():
        found.append(Step(_("Minutes"), _("Made from what was done; to print."), minutes))
    return found


def history_of(person: Person) -> History:
    """Only what was told: a mark in a meeting that is not announced must not show in what somebody may apply for."""
    told = person.awards.filter(state__in=STANDING).exclude(offered_at=None)
    rows = list(told.values_list("state", "scheme"))
    return History(
        helped_before=any(state in HELPED_BY for state, _scheme in rows),
        schemes=tuple(scheme for _state, scheme in rows if scheme),
    )


def thread(application: ScholarshipApplication) -> list[Entry]:
    if application.round.state not in TOLD:
        return []
    found = []
    for award in application.awards.all():
        if award.offered_at:
            said = _("You were awarded %(amount)s.") % {"amount": money(award.amount)}
            found.append(Entry(award.offered_at, said))
        if award.offered_at and award.answered_at and award.state != Status.RESERVE:
            found.append(Entry(award.answered_at, AWARD_STATUS[award.state].candidate))
    return found


def standing(application: ScholarshipApplication) -> Standing | None:
    round_ = application.round
    if round_.state not in TOLD or application.state != ScholarshipApplication.Status.HANDED_IN:
        return None
    award = application.awards.order_by("-pk").first()
    if award is None or (award.state == Status.TAKEN_OFF and award.offered_at is None):
        return Standing("stop", _("No award this time"), _("There were more good applications than money."))
    info = AWARD_STATUS[award.state]
    url = reverse("my_award", args=[round_.ref])
    if award.state == Status.OFFERED and award.accept_by:
        words = {"amount": money(award.amount), "day": day(award.accept_by)}
        said = _("%(amount)s is yours if you accept it by %(day)s.") % words
        return Standing("act", info.candidate, said, url, _("Accept or decline"))
    if award.state == Status.RESERVE:
        return _in_reserve(round_, award)
    return Standing(info.tone, info.candidate, info.next, url, _("Look at it"))


def _in_reserve(round_: Round, award: Award) -> Standing:
    place, news = ordinal(reserve.places_of(round_)[award.pk]), next_news(round_)
    said = _("You are %(place)s in reserve.") % {"place": place}
    if news:
        said = f"{said} {_('Next news by %(day)s.') % {'day': day(news)}}"
    return Standing("wait", AWARD_STATUS[award.state].candidate, said)
