"""The six sets of one candidate as the office reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.coursework.models import STATUS, Completion
from candidates.journey.models import Candidacy, SetAchievement
from candidates.journey.progress import Progress
from candidates.portfolios.models import STATUS as PORTFOLIO_STATUS
from candidates.portfolios.models import Portfolio
from competencies.courses.models import Coverage
from competencies.standard.models import CompetencySet
from lsscert.ui.wording import day


@dataclass(frozen=True)
class SetRow:
    """`set` is None for the place of an elective that is not chosen yet."""

    set: CompetencySet | None
    tone: str
    label: Any
    sentence: Any
    url: str = ""


def set_rows(candidacy: Candidacy, progress: Progress, completions: Sequence[Completion]) -> list[SetRow]:
    """The required sets, then the electives that count or are chosen, then the places still free."""
    standing = candidacy.achievements.filter(annulled_at=None).select_related("set_edition__set")
    achieved = {achievement.set_edition.set_id: achievement for achievement in standing}
    reported = _reported(completions)
    rows_of = candidacy.portfolios.select_related("set_edition").order_by("attempt")
    portfolios = {row.set_edition.set_id: row for row in rows_of if row.state != Portfolio.Status.WITHDRAWN}
    wanted = {*progress.counted_electives, *progress.missing_electives}
    rows = [
        _row(each, achieved.get(each.pk), reported.get(each.pk), portfolios.get(each.pk))
        for each in CompetencySet.objects.all()
        if each.required or each.code in wanted
    ]
    free = SetRow(None, "open", _("not chosen"), _("An elective is still to be chosen."))
    return rows + [free] * progress.electives_to_choose


def _reported(completions: Sequence[Completion]) -> dict[int, Completion]:
    """Set id → the newest completion of a course that covers it, which the candidate has not taken back."""
    by_course = {
        row.course_id: row for row in reversed(completions) if row.state != Completion.Status.WITHDRAWN
    }
    covering = Coverage.objects.filter(course__in=list(by_course)).values_list("set_edition__set", "course")
    return {set_id: by_course[course_id] for set_id, course_id in covering}


def _row(
    each: CompetencySet,
    done: SetAchievement | None,
    reported: Completion | None,
    portfolio: Portfolio | None,
) -> SetRow:
    """Of a course and a portfolio, the one that waits for somebody is said; a draft is said where nothing else is."""
    if done:
        words = _("%(source)s. By %(route)s, %(day)s.")
        values = {"source": done.source, "route": done.get_route_display(), "day": day(done.achieved_on)}
        return SetRow(each, "done", _("achieved"), words % values)
    waits = reported and STATUS[reported.state].tone == "wait"
    if portfolio and not waits and (portfolio.state != Portfolio.Status.DRAFT or not reported):
        return _of_portfolio(each, portfolio)
    if reported:
        info = STATUS[reported.state]
        tone = "act" if reported.state == Completion.Status.VERIFIED else info.tone
        return SetRow(each, tone, info.staff, reported.course.title)
    return SetRow(each, "open", _("not started"), _("No course is reported, no portfolio begun."))


def _of_portfolio(each: CompetencySet, portfolio: Portfolio) -> SetRow:
    info = PORTFOLIO_STATUS[portfolio.state]
    if portfolio.submitted_at is None:
        return SetRow(each, info.tone, info.staff, _("A portfolio, which nobody sees yet."))
    words = _("Portfolio %(alias)s, handed in %(day)s")
    sentence = words % {"alias": portfolio.alias, "day": day(portfolio.submitted_at)}
    return SetRow(each, info.tone, info.staff, sentence, reverse("desk_portfolio", args=[portfolio.ref]))
