"""The questions people really ask, answered plainly. `%(…)s` are figures of the policy (figures.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.ui.wording import hours, money


@dataclass(frozen=True)
class Question:
    """`slug` is the anchor others link to. `link` is a label and the name of a page.

    `closed` is the answer while portfolios are closed where it is another one; an empty one takes the question away.
    """

    slug: str
    ask: Any
    answer: Any
    link: tuple[Any, str] | None = None
    closed: Any = None

    def answer_while(self, portfolios_open: bool) -> Any:
        return self.answer if portfolios_open or self.closed is None else self.closed


JOINING = (
    Question(
        "eligible",
        _("Am I eligible?"),
        _(
            "You need two things: a high-school diploma or an equivalent such as the GED, and %(hours)s "
            "hours of library work within the %(window_years)s years before you apply. Everybody who has "
            "both is admitted."
        ),
    ),
    Question(
        "hours",
        _("Do part-time and volunteer hours count?"),
        _(
            "Yes: paid or not, in any kind of library, and several posts add up. Hours before those "
            "%(window_years)s years do not count; a post that reaches back further counts in part. The "
            "application shows post by post what counted."
        ),
    ),
    Question(
        "degree",
        _("Do I need a library degree, or to be a member of ALA?"),
        _(
            "Neither. The programme is for people in posts that do not ask for a library degree. "
            "Membership only lowers the fee."
        ),
    ),
    Question("abroad", _("I live outside the United States. May I apply?"), _("Yes, you are welcome.")),
    Question(
        "decision",
        _("How long does the decision take?"),
        _(
            "Usually not more than %(decision_days)s days. Your own page shows how things stand, and a "
            "letter tells you."
        ),
    ),
    Question(
        "not-yet",
        _("What if I am not eligible yet?"),
        _(
            "Then the fee goes back in full, and you can apply again as soon as you meet both conditions. "
            "What you typed is kept."
        ),
    ),
)

COURSES = (
    Question(
        "past-course",
        _("Does my past course count?"),
        _(
            "It counts when you passed it, the course is approved, and you finished it no earlier than "
            "%(lookback_years)s years before that approval and not after the approval ended. What matters "
            "is when the course was approved, not when you enrolled."
        ),
        (_("Check a course"), "does_it_count"),
    ),
    Question(
        "no-date",
        _("My course has no approval date here. What now?"),
        _(
            "For many courses the record does not say when they were approved, so we cannot say yet "
            "whether yours counts. Report it all the same: the office finds out and writes to you."
        ),
    ),
    Question(
        "which-courses",
        _("Where do I find approved courses?"),
        _("In our list, by set. Prices and dates are the provider's: ask there before you choose."),
        (_("Approved courses"), "courses"),
    ),
    Question(
        "bundle",
        _("What is a bundle?"),
        _("Two or more courses that achieve one set only together. You need every one of them."),
    ),
    Question(
        "proof",
        _("What proof do I send?"),
        _(
            "The certificate of completion that your instructor gave you, as a PDF or a photo. We do not "
            "want your assignments. It is usually checked within %(check_days)s working days, and if "
            "something is missing we say what would mend it."
        ),
    ),
    Question(
        "agreement",
        _("I graduated from a college programme. Must I take courses again?"),
        _(
            "Some programmes have a recognition agreement: their graduates need no further courses. They "
            "still pay the fee and need the hours of experience."
        ),
        (_("Recognition agreements"), "agreements"),
    ),
    Question(
        "portfolio",
        _("Can I show my own work instead of taking a course?"),
        _(
            "Yes. A set can also be achieved by a portfolio of your work. As soon as you are an active candidate "
            "you begin it on your own page and write it at your own pace. Once you hand it in, two reviewers "
            "read it, each alone. The review costs %(portfolio)s, or %(portfolio_member)s for ALA members, for "
            "each portfolio."
        ),
        (_("All prices, way by way"), "cost"),
        closed="",
    ),
)

WAY = (
    Question(
        "sets",
        _("What exactly do I have to achieve?"),
        _(
            "%(sets)s sets of competencies: three are required of everybody, and you choose %(electives)s "
            "of the seven others."
        ),
        (_("See the sets"), "sets"),
    ),
    Question(
        "time",
        _("How long do I have?"),
        _(
            "%(years_to_finish)s years from the day you are accepted. What you hand in before the "
            "deadline is judged and counts. If life gets in the way, write to the office in good time and "
            "ask for more."
        ),
    ),
    Question(
        "electives",
        _("Can I change my electives?"),
        _("Yes, at any time and as often as you like. One that you have achieved stays."),
    ),
    Question(
        "unfinished",
        _("What if I do not finish in time?"),
        _(
            "The candidacy lapses, but the sets you achieved stay on record. You can apply again; the office "
            "tells you which of them carry over."
        ),
    ),
    Question(
        "disagree",
        _("I think a decision about me is wrong."),
        _(
            "Write to the office soon after you receive it and say why. It tells you who looks at it "
            "again and by when. What is asked then: was the published procedure followed, and was it fair?"
        ),
        (_("Write to the office"), "contact"),
    ),
)

MONEY = (
    Question(
        "price",
        _("What does it cost?"),
        _(
            "Enrolment is %(enrolment)s, or %(enrolment_member)s for ALA members, once. Courses come on "
            "top, at the provider's price. Whoever achieves every set by a portfolio instead pays "
            "%(by_portfolios)s in all."
        ),
        (_("All prices, way by way"), "cost"),
        closed=_(
            "Enrolment is %(enrolment)s, or %(enrolment_member)s for ALA members, once. Courses come on "
            "top, at the provider's price."
        ),
    ),
    Question(
        "my-part",
        _("What would it cost me?"),
        _(
            "Say who helps you and which way you take, and the planner shows what is left for you, line "
            "by line, and what to do first. You need no account for it."
        ),
        (_("Plan what it costs you"), "planner"),
    ),
    Question(
        "instalments",
        _("Can I pay bit by bit?"),
        _(
            "Yes. The fee may be paid in up to %(most_instalments)s instalments, and courses and "
            "portfolios are due one at a time, when you begin one or hand one in."
        ),
        (_("Ways to pay"), "ways_to_pay"),
        closed=_(
            "Yes. The fee may be paid in up to %(most_instalments)s instalments, and courses are due one at a "
            "time, when you begin one."
        ),
    ),
    Question(
        "employer",
        _("Can my employer pay?"),
        _(
            "Yes, all of it or a part. You get an invoice to print and pass on as soon as you apply. If "
            "they need a quote first, or pay only on a purchase order, we have a page for them."
        ),
        (_("For the accounts office"), "accounts_office"),
    ),
    Question(
        "refund",
        _("Do I get my money back?"),
        _(
            "In full if you are not eligible, and in full within %(refund_days)s days after the fee was "
            "settled as long as no set has been reviewed. Later, the office decides. It always goes back "
            "to whoever paid."
        ),
    ),
    Question(
        "help",
        _("I cannot afford it. Is there help?"),
        _(
            "Library associations give scholarships towards the fee from time to time. Ask the office, "
            "your state library and your library's own association what is open."
        ),
        (_("Who can help, and how"), "ways_to_pay"),
    ),
)

CERTIFICATE = (
    Question(
        "ask",
        _("Does the certificate come by itself?"),
        _(
            "No. When all %(sets)s sets are done, ask for it on your own page. The office checks and "
            "issues it."
        ),
    ),
    Question(
        "valid",
        _("How long is it valid?"),
        _(
            "%(certificate_years)s years. Renewal opens %(opens_months)s months before it ends and closes "
            "%(grace_months)s months after, and costs %(renewal)s."
        ),
    ),
    Question(
        "check",
        _("How does somebody check my certificate?"),
        _(
            "By its number, on this site. The answer says whether it is valid, with its dates. Your name "
            "is confirmed only to somebody who knows your surname or follows the link on the certificate."
        ),
        (_("Check a certificate"), "verify"),
    ),
    Question(
        "name",
        _("My name has changed. Can the certificate change too?"),
        _(
            "Yes, for free. You get a new one with the new name, and the old one is marked as superseded "
            "without telling the new name."
        ),
    ),
)

GROUPS = (
    (_("Joining"), JOINING),
    (_("Courses"), COURSES),
    (_("On the way"), WAY),
    (_("Money"), MONEY),
    (_("The certificate"), CERTIFICATE),
)


def answered(figures: Mapping[str, Any]) -> list[tuple[Any, list[Question]]]:
    """The questions by group, with today's figures in their answers."""
    prices = figures["prices"]
    named = dict(figures) | {
        "hours": hours(figures["hours"]),
        "portfolio": money(prices.portfolio),
        "portfolio_member": money(prices.portfolio_member),
        "by_portfolios": money(prices.by_portfolios),
        "enrolment": money(prices.enrolment),
        "enrolment_member": money(prices.enrolment_member),
        "renewal": money(prices.renewal),
    }
    return [(group, _said(questions, named, prices.portfolios_open)) for group, questions in GROUPS]


def _said(questions: Sequence[Question], named: Mapping[str, Any], portfolios_open: bool) -> list[Question]:
    answers = [(each, str(each.answer_while(portfolios_open))) for each in questions]
    return [Question(each.slug, each.ask, said % named, each.link) for each, said in answers if said]
