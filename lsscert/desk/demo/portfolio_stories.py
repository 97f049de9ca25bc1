"""Demo portfolios, one in each state, and who reviews them. Numbers are days before today.

`draft_and_review` and `achieved_and_not` are parts of longer stories and stand where their days belong; the others come
after everything else of their people.
"""

from collections.abc import Mapping
from datetime import date

from candidates.portfolios.models import Portfolio, Report
from candidates.portfolios.outcome import Pair, Rating, Rules, round_one, round_two
from candidates.portfolios.reviewing import reporting
from competencies.standard.models import Competency, SetEdition, SuggestedAssignment
from competencies.standard.services import current_edition
from lsscert.accounts.models import Person
from lsscert.desk.demo.portfolio_rows import Case
from lsscert.desk.demo.portfolio_words import ASSIGNMENTS
from lsscert.desk.demo.story import REQUIRED, Story

FOUNDATIONS, COMMUNICATION, TECHNOLOGY = REQUIRED
YOUTH, REFERENCE = "youth-services", "reference-and-information-services"
MET, PARTIAL, NOT_MET = Rating.MET, Rating.PARTIAL, Rating.NOT_MET


def live(people: dict[str, Person], *, today: date) -> None:
    """After everybody else's past: whoever has a portfolio keeps it as it is."""
    stories = {
        "iris": _waits_for_reviewers,
        "ben": _more_was_asked,
        "greta": _waits_for_release,
        "paul": _file_was_asked,
    }
    for name, tell in stories.items():
        person = people[f"{name}@demo.test"]
        if not Portfolio.objects.filter(candidacy__person=person).exists():
            tell(Story(person=person, staff=people["staff@demo.test"], today=today))


def draft_and_review(story: Story) -> None:
    case = Case.begun(story, REFERENCE, "Cedar Heron 418", 36)
    case.write(22)
    case.attach(21, 1)
    draft = Case.begun(story, YOUTH, "Linden Wren 214", 24)
    draft.write(6, most=5)
    draft.attach(5, 2)
    case.hand_in(19)
    rating, _waiting = case.assign(16, reviewer(1), reviewer(2))
    case.rate(4, rating, {1: MET, 2: MET, 3: PARTIAL, 4: MET})


def _waits_for_reviewers(story: Story) -> None:
    case = Case.begun(story, COMMUNICATION, "Rowan Finch 562", 12)
    case.write(5)
    case.hand_in(3)


def _more_was_asked(story: Story) -> None:
    case = _handed_in(story, TECHNOLOGY, "Juniper Owl 307", 52)
    pairs = _judge(case, 40, (2, 3), {2: (PARTIAL, PARTIAL), 7: (MET, NOT_MET), 4: (MET, PARTIAL)})
    case.release(11, case.decide(13, round_one(pairs, Rules())))


def _waits_for_release(story: Story) -> None:
    case = _handed_in(story, COMMUNICATION, "Willow Plover 833", 31)
    pairs = _judge(case, 29, (1, 2), {3: (PARTIAL, NOT_MET), 6: (PARTIAL, MET)})
    case.decide(2, round_one(pairs, Rules()))


def _file_was_asked(story: Story) -> None:
    """A reviewer stopped at a file with a patron's name on it; the clocks stand still until another one is there."""
    case = Case.begun(story, COMMUNICATION, "Spruce Teal 640", 26)
    case.write(20)
    case.attach(19, 3)
    case.hand_in(18)
    first, _second = case.assign(15, reviewer(1), reviewer(2))
    case.rate(9, first, {1: MET, 2: MET})
    piece = case.portfolio.evidence.exclude(file=None).get()
    about = Report.About.PATRON_DATA
    with story.on(8, first.reviewer) as now:
        words = "The second line shows a patron's card with name and number."
        report = reporting.report(
            review=first, evidence=piece, about=about, words=words, by=first.reviewer, now=now
        )
    with story.on(7, story.staff) as now:
        words = "Please cover the name and number on the card, then send the page again."
        reporting.ask_for_another(report=report, words=words, by=story.staff, now=now)


def achieved_and_not(story: Story) -> None:
    """Technology not, after the second round, so that he took a course for it; Foundations at once."""
    case = _handed_in(story, TECHNOLOGY, "Hazel Tern 951", 140)
    pairs = _judge(case, 130, (1, 2), {1: (NOT_MET, PARTIAL), 4: (NOT_MET, NOT_MET)})
    case.release(101, case.decide(103, round_one(pairs, Rules())))
    again: dict[int, Pair] = {1: (MET, MET), 4: (NOT_MET, NOT_MET)}
    case.hand_in(90, reopened=tuple(again))
    for seat, review in enumerate(case.assign(90, reviewer(1), reviewer(2), round=2)):
        case.hand_in_review(75, review, {number: pair[seat] for number, pair in again.items()})
    standing = {number: pair for number, pair in pairs.items() if number not in again}
    found = round_two(standing=standing, again=again, thirds={}, rules=Rules())
    case.release(71, case.decide(74, found, round=2))
    case = _handed_in(story, FOUNDATIONS, "Aspen Merlin 126", 60)
    pairs = _judge(case, 58, (2, 3), {5: (MET, PARTIAL)})
    case.release(29, case.decide(31, round_one(pairs, Rules())))


def _handed_in(story: Story, slug: str, alias: str, ago: int) -> Case:
    case = Case.begun(story, slug, alias, ago + 8)
    case.write(ago + 4)
    case.hand_in(ago)
    return case


def _judge(case: Case, ago: int, who: tuple[int, int], other: Mapping[int, Pair]) -> dict[int, Pair]:
    """Both said Met of everything but `other`. Assigned then, handed in within the month."""
    numbers = case.portfolio.set_edition.competencies.values_list("number", flat=True)
    pairs: dict[int, Pair] = {number: other.get(number, (MET, MET)) for number in numbers}
    for seat, review in enumerate(case.assign(ago, *map(reviewer, who))):
        given = {number: pair[seat] for number, pair in pairs.items()}
        case.hand_in_review(ago - 19 - 7 * seat, review, given)
    return pairs


def reviewer(number: int) -> Person:
    return Person.objects.get(user__email=f"reviewer{number}@demo.test")


def suggest_assignments() -> None:
    """For one set, plainly labelled: the real ones are for the office to write."""
    edition = SetEdition.objects.get(set__slug=YOUTH, edition=current_edition())
    if not SuggestedAssignment.objects.filter(competency__set_edition=edition).exists():
        SuggestedAssignment.objects.bulk_create(
            SuggestedAssignment(competency=competency, number=number, text=text)
            for competency in Competency.objects.filter(set_edition=edition)
            for number, text in enumerate(ASSIGNMENTS, 1)
        )
