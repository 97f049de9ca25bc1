"""After the award: proof for what is reimbursed, the library's match, the follow-up report, a place nobody takes."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.money.fields import MoneyField
from lsscert.money.models import Fund
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves
from scholarships.applying.models import CostLine
from scholarships.awarding.models import Award
from scholarships.following.clocks import most_to_pay
from scholarships.following.free_place_models import FreePlace

__all__ = ["CLAIM_STATUS", "Claim", "ClaimLine", "FollowUp", "FreePlace", "MoneyBack"]


@tracked
class Claim(Record):
    """Proof of completion and of payment, for an award that is paid afterwards, or sent to a person."""

    class Status(models.TextChoices):
        SENT = "sent", _("to check")
        ASKED = "asked", _("something is missing")
        APPROVED = "approved", _("to pay")
        PAID = "paid", _("paid")

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="claim")
    state = models.CharField(max_length=10, choices=Status, default=Status.SENT)
    spent = MoneyField(_("what you paid"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    completion = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claim_of_completion"
    )
    payment = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claim_of_payment"
    )
    match_paid = MoneyField(_("what your library added"), null=True, blank=True)
    sent_at = models.DateTimeField()
    asked_for = models.CharField(_("what is missing"), max_length=300, blank=True)
    approved_amount = MoneyField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("number of the cheque or transfer"), max_length=80, blank=True)
    back = MoneyField(_("what came back of it"), db_default=Decimal(0), default=Decimal(0))

    erasure = classed(
        personal="completion payment asked_for",
        kept="checked_by paid_by",
        none="id ref award state spent completed_on match_paid sent_at approved_amount checked_at paid_on reference"
        " back",
    )

    class Meta(Record.Meta):
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(spent__gte=0), name="what_was_spent_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False, approved_amount__isnull=False),
                name="a_paid_claim_says_when_and_how_much",
            ),
            models.CheckConstraint(
                condition=Q(back=0) | Q(state="paid", back__gt=0, back__lte=F("approved_amount")),
                name="no_more_comes_back_than_was_paid",
            ),
        ]


_AWARDED_FOR_IT = """
    IF NEW.awarded > (
        SELECT COALESCE(SUM(part.amount), 0) FROM awarding_awardpart part
        JOIN following_claim claim ON claim.award_id = part.award_id
        WHERE claim.id = NEW.claim_id AND part.cost_id IS NOT DISTINCT FROM NEW.cost_id
    ) THEN
        RAISE EXCEPTION 'more than was awarded for this line' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
"""


@tracked
class ClaimLine(Record):
    """What was paid for one line of the budget; no line of it where an award is for all there is.

    `awarded` is what stood for this line when it was shown. The database compares it with the parts of the award.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="lines", verbose_name=_("claim of an award")
    )
    cost = models.ForeignKey(CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    awarded = MoneyField(_("awarded for it"))
    spent = MoneyField(_("what was paid for it"))
    approved = MoneyField(_("approved for it"), null=True, blank=True)

    erasure = classed(none="id ref claim cost awarded spent approved")

    class Meta(Record.Meta):
        ordering = ["cost__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "cost"], nulls_distinct=False, name="a_line_is_claimed_once"
            ),
            models.CheckConstraint(
                condition=Q(awarded__gt=0, spent__gt=0), name="a_claimed_line_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(approved=None)
                | Q(approved__gte=0, approved__lte=F("awarded")) & Q(approved__lte=F("spent")),
                name="a_line_pays_at_most_what_was_awarded_and_spent",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_line_is_of_its_award",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("claim_id", "cost_id", "awarded"),
                level=pgtrigger.Row,
                func=_AWARDED_FOR_IT,
            )
        ]

    @property
    def most(self) -> Decimal:
        return most_to_pay(self.awarded, self.spent)


@tracked
class MoneyBack(Record):
    """What somebody who was paid gave back, and into which fund it went again. `Claim.back` adds it up."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="given_back", verbose_name=_("claim of an award")
    )
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    cost = models.ForeignKey(CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField()
    on = models.DateField()
    reference = models.CharField(_("number of the cheque or transfer"), max_length=80, blank=True)
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    erasure = classed(personal="why", kept="by", none="id ref claim fund cost amount on reference at")

    class Meta(Record.Meta):
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="something_comes_back")]


_S = Claim.Status
CLAIM_STATUS = StateTable(
    Claim.Status,
    {
        _S.SENT: State(
            _("to check"),
            _("with the organisation"),
            "wait",
            _("The treasurer looks at both proofs."),
            moves(_S.ASKED, _S.APPROVED),
        ),
        _S.ASKED: State(
            _("something is missing"),
            _("your turn"),
            "act",
            _("Send what is missing."),
            moves(_S.SENT),
        ),
        _S.APPROVED: State(
            _("to pay"),
            _("approved"),
            "wait",
            _("The treasurer sends the money."),
            moves(_S.PAID, _S.ASKED),
        ),
        _S.PAID: State(
            _("paid"),
            _("paid"),
            "done",
            _("The money is on its way to you."),
            afterwards=_("The follow-up report is what is left."),
        ),
    },
    start=[_S.SENT],
)


@tracked
class FollowUp(Record):
    """What the award brought, in the words of who had it. A missing one counts against later applications."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="follow_up")
    due_on = models.DateField()
    reminded = models.SmallIntegerField(
        _("last reminder, days before it is due"), null=True, blank=True, help_text=_("one of clocks.REMIND")
    )
    text = models.TextField(_("your report"), blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    excused_why = models.CharField(_("why it is not needed"), max_length=300, blank=True)
    excused_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    erasure = classed(
        personal="text excused_why", kept="excused_by", none="id ref award due_on reminded handed_in_at"
    )

    class Meta(Record.Meta):
        ordering = ["due_on", "id"]
