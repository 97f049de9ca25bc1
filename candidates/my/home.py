"""Everything the candidate's home shows, gathered from the rooms below."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse

from candidates.certificates.models import Certificate
from candidates.certificates.standing import CertificateFacts, RenewalRules, Standing, standing
from candidates.coursework.models import MENDS, Completion, RefusalReason
from candidates.fees import agreeing
from candidates.fees.showing import invoice_context
from candidates.journey import applying, timeline
from candidates.journey.models import Candidacy, SetAchievement
from candidates.journey.plan import PlannedSet, plan_of
from candidates.journey.progress import Progress, pace
from candidates.journey.services import progress_of
from candidates.my import keeping
from candidates.my.cards import Card, Report, SetFacts, card, empty_slot
from candidates.my.next_step import NextStep, Situation, next_step
from candidates.my.portfolio_cards import PortfolioFacts
from candidates.my.portfolios import may_begin, portfolios_by_set
from lsscert.accounts import drafts
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import sharing, using
from lsscert.money.models import Invoice
from lsscert.policy import services as policy


@dataclass
class Home:
    candidacy: Candidacy | None
    step: NextStep
    cards: Sequence[Card] = ()
    progress: Progress | None = None
    finish_about: date | None = None
    decided_by: date | None = None
    settle_by: date | None = None
    place_held: bool = False
    waiting_for: Sequence[Any] = ()
    fee: Mapping[str, Any] = field(default_factory=dict)
    entries: Sequence[timeline.Entry] = ()
    more_entries: int = 0
    certificate: Certificate | None = None
    standing: Standing | None = None
    unpaid: Sequence[tuple[str, PortfolioFacts]] = ()


ENTRIES_SHOWN = 5


def home_for(person: Person, *, today: date) -> Home:
    candidacy = (
        person.candidacies.select_related("application", "certificate_request")
        .order_by("-applied_at", "-pk")
        .first()
    )
    draft = drafts.load(person=person, form=applying.DRAFT)
    if candidacy is None:
        return Home(None, next_step(Situation(state="", has_draft=bool(draft.version))))
    home = Home(candidacy, NextStep(""))
    _add_money_and_story(home, candidacy)
    _add_sets(home, candidacy, today)
    _add_certificate(home, candidacy, today)
    _add_dates(home, candidacy, today)
    home.step = next_step(_situation(home, candidacy, bool(draft.version), today))
    return home


def _situation(home: Home, candidacy: Candidacy, has_draft: bool, today: date) -> Situation:
    asked = getattr(candidacy, "certificate_request", None)
    return Situation(
        state=candidacy.state,
        has_draft=has_draft,
        **_open_fee(home),
        **_instalment(home, today),
        settle_by=home.settle_by,
        complete=bool(home.progress and home.progress.complete),
        electives_to_choose=home.progress.electives_to_choose if home.progress else 0,
        cards=home.cards,
        request=asked.state if asked else "",
        can_renew=bool(home.standing and home.standing.can_renew),
    )


def _open_fee(home: Home) -> dict[str, Any]:
    """What is open on the fee: of the candidate, of others who were asked, and again after it had been settled."""
    if not home.fee:
        return {}
    invoice = home.fee["invoice"]
    others = sharing.promised_by_others(invoice) - using.promised(invoice)
    return {
        "left_to_pay": sharing.own_part(invoice),
        "asked_of_others": max(others, Decimal(0)),
        "fee_open_again": invoice.left if invoice.enrolment_fee.reopened_on else Decimal(0),
    }


def _instalment(home: Home, today: date) -> dict[str, Any]:
    plan = agreeing.plan_of(home.fee["invoice"], today) if home.fee else None
    return {"instalment": plan.asks, "instalment_by": plan.by} if plan else {}


def _add_money_and_story(home: Home, candidacy: Candidacy) -> None:
    invoice = (
        Invoice.objects.filter(enrolment_fee__candidacy=candidacy)
        .select_related("account", "person", "enrolment_fee")
        .first()
    )
    home.fee = invoice_context(invoice) if invoice else {}
    home.entries = timeline.entries(candidacy, limit=ENTRIES_SHOWN)
    home.more_entries = candidacy.facts.count() - len(home.entries)


def _add_dates(home: Home, candidacy: Candidacy, today: date) -> None:
    applied = programme_day(candidacy.applied_at)
    if candidacy.state == Candidacy.Status.SUBMITTED:
        # After an appeal the days are counted anew, from its new invoice.
        invoice = home.fee.get("invoice")
        since = programme_day(invoice.issued_at) if invoice else applied
        home.decided_by = since + timedelta(days=policy.at("application.decision_days", since))
    if candidacy.state == Candidacy.Status.ACCEPTED and candidacy.accepted_on:
        place = keeping.place_of(candidacy, candidacy.accepted_on, today)
        home.settle_by, home.place_held, home.waiting_for = place.until, place.promised, place.waiting_for
    if home.progress and candidacy.active_since:
        home.finish_about = pace(
            started_on=candidacy.active_since,
            today=today,
            done=home.progress.done,
            needed=home.progress.needed,
        )


def _add_certificate(home: Home, candidacy: Candidacy, today: date) -> None:
    if candidacy.state != Candidacy.Status.CERTIFIED:
        return
    home.certificate = candidacy.certificates.filter(state=Certificate.Status.IN_FORCE).first()
    if home.certificate is None:
        return
    term = home.certificate
    home.standing = standing(
        CertificateFacts(
            term.term_begins, term.term_ends, None, superseded=False, suspended=False, revoked_reason=None
        ),
        today=today,
        rules=RenewalRules(
            opens_months_before=policy.at("renewal.opens_months_before", term.term_begins),
            grace_months=policy.at("renewal.grace_months", term.term_begins),
        ),
    )


def _add_sets(home: Home, candidacy: Candidacy, today: date) -> None:
    if not candidacy.accepted_on:
        return
    home.progress = progress_of(candidacy)
    chosen = {str(pk) for pk in candidacy.electives.values_list("set_id", flat=True)}
    planned = [each for each in plan_of(candidacy, picked=chosen) if each.picked or each.achieved]
    done = {
        achievement.set_edition.set_id: achievement
        for achievement in candidacy.achievements.filter(annulled_at=None).select_related("set_edition")
    }
    reports = _reports_by_set(candidacy)
    portfolios = portfolios_by_set(candidacy)
    begin = may_begin(candidacy, today)
    days = policy.at("coursework.check_days", today)
    cards = []
    for each in planned:
        facts = _facts(each, done.get(each.set.pk), reports[each.set.pk])
        begin_url = reverse("my_portfolio_begin", args=[each.set.slug]) if begin else ""
        facts = replace(facts, portfolio=portfolios.get(each.set.pk), begin_url=begin_url)
        cards.append(card(facts, check_days=days))
    missing = home.progress.needed - len(cards)
    cards += [empty_slot(url=reverse("my_plan"))] * max(0, missing)
    home.cards = cards
    by_set = [(each.set.name, portfolios.get(each.set.pk)) for each in planned]
    home.unpaid = [(name, facts) for name, facts in by_set if facts and facts.unpaid]


def _facts(each: PlannedSet, done: SetAchievement | None, reports: list[Report]) -> SetFacts:
    return SetFacts(
        code=each.set.code,
        name=each.set.name,
        required=each.set.required,
        offers=each.offers,
        competencies=each.competencies,
        achieved_on=done.achieved_on if done else None,
        source=done.source if done else "",
        reports=reports,
        set_url=reverse("set", args=[each.set.slug]),
        report_url=f"{reverse('my_course_report')}?set={each.set.slug}",
    )


def _reports_by_set(candidacy: Candidacy) -> dict[int, list[Report]]:
    """Each completion under every set its course covers."""
    found: dict[int, list[Report]] = defaultdict(list)
    rows = Completion.objects.standing().filter(candidacy=candidacy).select_related("course")
    for row in rows.prefetch_related("course__coverages__set_edition"):
        report = Report(
            title=row.course.title,
            state=row.state,
            reported_on=programme_day(row.reported_at),
            url=reverse("my_completion", args=[row.ref]),
            problem=_problem(row),
        )
        for set_id in {coverage.set_edition.set_id for coverage in row.course.coverages.all()}:
            found[set_id].append(report)
    return found


def _problem(row: Completion) -> str:
    if row.state != Completion.Status.REFUSED:
        return ""
    reason = RefusalReason(row.refusal)
    return f"“{row.course.title}”: {reason.label}. {MENDS[reason]}"
