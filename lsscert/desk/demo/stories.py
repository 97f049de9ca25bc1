"""What happened to each of the demo's candidates. Numbers are days before today."""

from collections.abc import Callable
from decimal import Decimal

from candidates.certificates import services as certificates
from candidates.coursework import services as coursework
from candidates.coursework.models import RefusalReason
from candidates.journey.lapsing import lapse_what_is_due
from candidates.journey.models import Application, WorkPost
from competencies.courses.models import Course
from lsscert.desk.demo import employers, paper
from lsscert.desk.demo.money_stories import greta, iris, paul, victor
from lsscert.desk.demo.office import demo_course
from lsscert.desk.demo.past import at, mailbox_was_full, morning_of
from lsscert.desk.demo.portfolio_stories import achieved_and_not, draft_and_review
from lsscert.desk.demo.story import REQUIRED, Story

ACCESS, REFERENCE, YOUTH, CATALOGING = (
    "access-services",
    "reference-and-information-services",
    "youth-services",
    "cataloging-and-classification",
)
SUPERVISION, COLLECTION = "supervision-and-management", "collection-management"


def candidate(story: Story) -> None:
    """Active, paid by card, one set achieved, one course with the office, one refused, one taken back."""
    story.become_active(320, member="1047711", region="Oregon")
    story.choose(290, ACCESS, YOUTH, REFERENCE)
    story.achieve(210, REQUIRED[0])
    mistaken = story.report(120, demo_course(ACCESS), completed=130)
    with story.on(120) as now:
        coursework.withdraw_completion(completion=mistaken, by=story.person, now=now)
    unreadable = story.report(40, demo_course(REQUIRED[1]), completed=60, scan=paper.blurred_scan())
    with story.on(38, story.staff) as now:
        coursework.refuse(
            completion=unreadable,
            reason=RefusalReason.UNREADABLE,
            note="The scan is too dark; the name and the day cannot be made out.",
            by=story.staff,
            now=now,
        )
    draft_and_review(story)
    story.report(2, demo_course(REQUIRED[2]), completed=11)


def nearly(story: Story) -> None:
    """Six sets achieved, paid by cheque; the certificate is not asked for."""
    story.become_active(770, cheque="2281", region="Ohio")
    story.choose(740, ACCESS, CATALOGING, REFERENCE)
    for ago, slug in zip((640, 560, 450, 330, 190, 12), (*REQUIRED, CATALOGING, ACCESS, REFERENCE)):
        story.achieve(ago, slug)


def graduate(story: Story) -> None:
    """Certified three years and three months ago, so renewal is open."""
    story.become_active(1730, cheque="0917", region="Washington")
    story.choose(1700, ACCESS, SUPERVISION, COLLECTION)
    for ago, slug in zip((1640, 1560, 1470, 1380, 1290, 1215), (*REQUIRED, COLLECTION, SUPERVISION, ACCESS)):
        story.achieve(ago, slug)
    story.ask(1200, "Grace Adaeze Okafor", listed=True)
    story.issue(1186)


def eli(story: Story) -> None:
    story.apply(3, region="Idaho")
    story.pay_by_cheque(1, "5520")


def tessa(story: Story) -> None:
    few = story.post(
        10,
        library="Pine Street School Library",
        library_type=WorkPost.LibraryType.SCHOOL,
        title="Library aide",
        starts=story.day(2 * 365),
        hours_per_week=Decimal(10),
        weeks_per_year=Decimal(38),
    )
    story.apply(10, few, region="Montana", education=Application.Education.GED)
    story.open_card_page(9)


def marcus(story: Story) -> None:
    corrected = story.post(
        5,
        library="Harbor County Library",
        title="Shelver and branch assistant",
        starts=story.day(3 * 365),
        hours_per_week=Decimal(12),
        weeks_per_year=Decimal(48),
        corrected_hours=Decimal(1902),
        correction_note="In the last two summers I ran the bookmobile full time; the director can confirm it.",
    )
    story.apply(5, corrected, region="Alaska")


def hannah(story: Story) -> None:
    story.apply(32, region="Minnesota")
    story.accept(20)
    story.leave_card_page(6)
    mailbox_was_full(story.person, kind="application_accepted")


def daniel(story: Story) -> None:
    """A real course whose approval date nobody has on record."""
    story.become_active(230, cheque="114", region="Texas")
    story.achieve(150, REQUIRED[1])
    achieved_and_not(story)
    course = Course.objects.select_related("provider").get(fixture_key="infopeople-technology-in-libraries")
    waiting = story.report(16, course, completed=45)
    with story.on(14, story.staff) as now:
        coursework.wait_for_approval_date(completion=waiting, by=story.staff, now=now)


def priya(story: Story) -> None:
    _six_sets(story, 880, YOUTH, REFERENCE, COLLECTION, member="2203356", region="California")
    story.ask(2, "Priya Raman")


def samuel(story: Story) -> None:
    _six_sets(story, 850, ACCESS, YOUTH, CATALOGING, region="Vermont")
    story.ask(9, "Sam B.")
    with story.on(7, story.staff) as now:
        certificates.return_request(
            request=story.candidacy.certificate_request,
            answer="Please give your name in full, as employers know you.",
            by=story.staff,
            now=now,
        )


def rosa(story: Story) -> None:
    _six_sets(story, 1090, ACCESS, REFERENCE, SUPERVISION, member="1560092", region="New Mexico")
    story.ask(220, "Rosa Ibara")
    story.issue(216)
    with story.on(205, story.staff) as now:
        certificates.correct_name(
            certificate=story.candidacy.certificates.get(),
            holder_name="Rosa Ibarra",
            reason="One letter of the surname was missing.",
            by=story.staff,
            now=now,
        )


def owen(story: Story) -> None:
    short = story.post(38, starts=story.day(500), hours_per_week=Decimal(20), title="Page")
    story.apply(38, short, region="Nevada")
    story.pay_by_cheque(31, "8806")
    story.refuse(
        24, "The posts come to fewer than the 1,820 hours that are needed. Everything you paid goes back."
    )
    story.appeal(20, 14)


def june(story: Story) -> None:
    """Her library hands in a purchase order for its part; a second payer is asked; her own part is in instalments."""
    story.apply(44, region="Oregon")
    story.accept(30)
    employers.ask_two_and_agree(story)


def lena(story: Story) -> None:
    story.apply(58, region="British Columbia", country="Canada")
    story.withdraw(50)


def tom(story: Story) -> None:
    story.apply(138, region="Florida")
    story.accept(120)
    with at(morning_of(story.day(58))) as now:
        lapse_what_is_due(now)


def _six_sets(story: Story, ago: int, *electives: str, **application: str) -> None:
    story.become_active(ago, **application)
    story.choose(ago - 40, *electives)
    for number, slug in enumerate((*REQUIRED, *electives)):
        story.achieve(ago - 90 - 100 * number, slug)


STORIES: dict[str, Callable[[Story], None]] = {
    f"{story.__name__}@demo.test": story
    for story in (
        graduate, rosa, priya, samuel, nearly, candidate, daniel, tom, greta, lena, owen, june, paul, hannah,
        iris, victor, tessa, marcus, eli,
    )
}  # fmt: skip
