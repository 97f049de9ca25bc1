"""Help is given from money that is there, to no more than were promised a place."""

from dataclasses import replace

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lsscert.desk.invariants.check import Check
from lsscert.money.models import Account, Fund
from scholarships.awarding.draw_services import published
from scholarships.awarding.drawing import recompute
from scholarships.awarding.models import STANDING, Award, AwardPart, Draw
from scholarships.following.models import Claim, ClaimLine, MoneyBack
from scholarships.following.paying import open_invoice_of
from scholarships.rounds.models import Round, RoundFund

PROMISED_STILL = [state for state in STANDING if state != Award.Status.PAID]
_DOLLARS: DecimalField = DecimalField(max_digits=14, decimal_places=2)


def _sum(rows: QuerySet, key: str, amount: str) -> Coalesce:
    """What the rows of the outer row add up to."""
    added = rows.order_by().values(key).annotate(sum=Sum(amount)).values("sum")
    return Coalesce(Subquery(added, output_field=_DOLLARS), 0, output_field=_DOLLARS)


def promises_unlike_awards() -> int:
    """What a fund holds as promised is what awards that are not paid yet were given of it."""
    held = Account.objects.filter(fund=OuterRef("pk"), kind=Account.Kind.PROMISED)
    given = AwardPart.objects.filter(fund=OuterRef("pk"), award__state__in=PROMISED_STILL)
    funds = Fund.objects.annotate(held=_sum(held, "fund", "balance"), given=_sum(given, "fund", "amount"))
    return funds.exclude(held=F("given")).count()


def rounds_over_their_places() -> int:
    """A round counts its standing awards, and has no more of them than places."""
    standing = Count("awards", filter=Q(awards__state__in=STANDING))
    rounds = Round.objects.annotate(standing=standing)
    return rounds.filter(~Q(standing=F("awarded")) | Q(standing__gt=F("places"))).count()


def rounds_over_their_budgets() -> int:
    """A round has drawn from each fund what its standing awards were given of it, and no more than it may."""
    given = AwardPart.objects.filter(
        fund=OuterRef("fund"), award__round=OuterRef("round"), award__state__in=STANDING
    )
    rows = RoundFund.objects.annotate(given=_sum(given, "fund", "amount"))
    return rows.filter(~Q(given=F("drawn")) | Q(given__gt=F("limit"))).count() + _parts_of_other_funds()


def _parts_of_other_funds() -> int:
    named = RoundFund.objects.filter(round=OuterRef("award__round"), fund=OuterRef("fund"))
    return AwardPart.objects.filter(~Exists(named), award__state__in=STANDING).count()


def awards_unlike_their_parts() -> int:
    parts = AwardPart.objects.filter(award=OuterRef("pk"))
    awards = Award.objects.filter(state__in=STANDING).annotate(given=_sum(parts, "award", "amount"))
    return awards.exclude(given=F("amount")).count()


def awards_of_somebody_else() -> int:
    """An award is of the person and the round of its application."""
    theirs = Q(person=F("application__person"), round=F("application__round"))
    return Award.objects.exclude(theirs).count()


def funds_of_strangers() -> int:
    """A round draws on funds of its own organisation only."""
    return RoundFund.objects.exclude(fund__organisation=F("round__organisation")).count()


def fee_awards_on_no_invoice() -> int:
    """A paid award toward the fee is on an invoice in each part; an accepted one waits only while none is open."""
    fees = Award.objects.filter(round__purpose=Round.Purpose.FEE)
    parts = AwardPart.objects.filter(award=OuterRef("pk"))
    paid = fees.filter(Exists(parts.filter(payment=None)), state=Award.Status.PAID).count()
    waiting = fees.filter(Exists(parts.filter(payment=None)), state=Award.Status.ACCEPTED)
    return paid + sum(open_invoice_of(award.person) is not None for award in waiting.select_related("person"))


def awards_without_their_report() -> int:
    """Who accepted an award of a round that asks for a report was asked for it."""
    kept = Award.objects.filter(state__in=[Award.Status.ACCEPTED, Award.Status.PAID])
    return kept.filter(round__report_due_on__isnull=False, follow_up=None).count()


def claims_unlike_awards() -> int:
    """What is paid to a person was shown before: claim and award are paid together, and of the same sum.

    Less what came back of it; an award of which all came back has ended.
    """
    given = Award.objects.exclude(round__purpose=Round.Purpose.FEE)
    paid = Q(state=Award.Status.PAID)
    alike = Q(claim__state="paid", claim__approved_amount=F("amount") + F("claim__back"))
    ended = Q(state=Award.Status.TAKEN_OFF, claim__back=F("claim__approved_amount"))
    return given.filter(paid & ~alike).count() + given.filter(~paid & ~ended, claim__state="paid").count()


def claims_unlike_their_lines() -> int:
    """What was spent and approved is what its lines say, and what came back is what was noted."""
    lines, back = (model.objects.filter(claim=OuterRef("pk")) for model in (ClaimLine, MoneyBack))
    claims = Claim.objects.annotate(
        of_lines=_sum(lines, "claim", "spent"),
        approved=_sum(lines, "claim", "approved"),
        noted=_sum(back, "claim", "amount"),
    )
    alike = Q(of_lines=F("spent"), noted=F("back")) & (
        Q(approved_amount=None, approved=0) | Q(approved_amount=F("approved"))
    )
    return claims.exclude(alike).count()


def draws_that_compute_otherwise() -> int:
    """A draw that was made, from what was published of it; one still sealed, from its entries and the secret."""
    draws = Draw.objects.select_related("sealed")
    return sum(not _computes(each) for each in draws.iterator(chunk_size=100))


def _computes(draw: Draw) -> bool:
    said = published(draw)
    if draw.drawn_at is not None:
        return not recompute(said).wrong
    sealed = getattr(draw, "sealed", None)
    if sealed is None:
        return False
    return {"entries_hash", "commitment"}.isdisjoint(recompute(replace(said, secret=sealed.value)).wrong)


CHECKS = (
    Check("promises", "a fund has promised what its awards are still to be paid", promises_unlike_awards),
    Check("places", "no round gives more awards than it has", rounds_over_their_places),
    Check("budgets", "no round gives more of a fund than it may", rounds_over_their_budgets),
    Check("award_parts", "the parts of an award make its amount", awards_unlike_their_parts),
    Check("award_people", "an award is of who applied, in the round", awards_of_somebody_else),
    Check("round_funds", "a round draws on its own organisation's funds", funds_of_strangers),
    Check("fee_awards", "an award toward the fee is on the invoice", fee_awards_on_no_invoice),
    Check("award_reports", "who accepted an award was asked for its report", awards_without_their_report),
    Check("draws", "a draw can be computed again from what was published", draws_that_compute_otherwise),
    Check("award_claims", "an award is paid to a person after proof", claims_unlike_awards),
    Check("claim_lines", "a claim is what its lines and what came back say", claims_unlike_their_lines),
)
