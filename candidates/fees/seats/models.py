"""Sponsors, the seats they ordered, and what became of each seat."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats import deriving
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.money.fields import MoneyField
from lsscert.money.models import Invoice
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


@tracked
class SponsorAccount(Record):
    """Where an organisation that buys seats wants its papers sent."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="sponsor_account"
    )
    contact = models.CharField(_("whom to ask for"), max_length=200, blank=True)
    address = models.TextField(_("address of the accounts office"))
    email = models.EmailField(_("e-mail of the accounts office"), max_length=254)

    erasure = classed(personal="contact address email", none="id ref organisation")


class OfMembersQuerySet(models.QuerySet):
    """Rows of an organisation, for those who buy for it; `through` leads to the organisation."""

    through = ""

    def for_member(self, person: Person) -> models.QuerySet:
        theirs = Membership.objects.filter(person=person, role=Membership.Role.SPONSOR)
        return self.filter(**{f"{self.through}organisation__in": theirs.values("organisation")})


class SeatOrderQuerySet(OfMembersQuerySet):
    pass


class SeatQuerySet(OfMembersQuerySet):
    through = "order__"


@tracked
class SeatOrder(Record):
    """Seats bought at once, on one invoice and at one price, which stays as it was that day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seat_orders")
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="seat_order")
    count = models.PositiveSmallIntegerField(_("seats"))
    price = MoneyField(_("price of a seat"))
    ordered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    key = models.CharField(
        max_length=40, help_text="of the page it was sent from, so that two clicks buy once"
    )

    objects: ClassVar = RecordManager.from_queryset(SeatOrderQuerySet)()
    erasure = classed(kept="ordered_by", none="id ref organisation invoice count price ordered_at key")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_seat_order_per_page"),
            models.CheckConstraint(condition=Q(count__gt=0), name="an_order_has_seats"),
        ]
        ordering = ["-ordered_at", "-id"]

    def __str__(self) -> str:
        return self.ref


@tracked
class Seat(Record):
    """One enrolment, paid by a sponsor. Whoever knows its code may use it, once its order is paid or promised."""

    class Status(models.TextChoices):
        FREE = "free", _("free")
        REDEEMED = "redeemed", _("used")
        REVOKED = "revoked", _("taken back")
        RETURNED = "returned", _("handed back for its price")

    order = models.ForeignKey(SeatOrder, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField(_("number within the order"))
    state = models.CharField(max_length=10, choices=Status, default=Status.FREE)
    turn = models.PositiveSmallIntegerField(_("codes it has had"), default=1)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_to = models.EmailField(_("code sent to"), max_length=254, blank=True)
    sent_at = models.DateTimeField(_("code sent"), null=True, blank=True)
    redeemed_by = models.OneToOneField(
        Candidacy,
        verbose_name=_("used for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seat",
    )
    redeemed_at = models.DateTimeField(_("used"), null=True, blank=True)
    shares_progress = models.BooleanField(_("progress may be seen by the sponsor"), default=False)

    objects: ClassVar = RecordManager.from_queryset(SeatQuerySet)()
    erasure = classed(
        personal="sent_to shares_progress",
        none="id ref order number state turn code_hash sent_at redeemed_by redeemed_at",
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_seat_per_order_and_number"),
            models.CheckConstraint(
                condition=Q(state="redeemed", redeemed_by__isnull=False, redeemed_at__isnull=False)
                | (~Q(state="redeemed") & Q(redeemed_by=None, redeemed_at=None, shares_progress=False)),
                name="a_used_seat_has_its_candidacy",
            ),
        ]
        ordering = ["order_id", "number"]

    def __str__(self) -> str:
        return f"{self.order.invoice.number}/{self.number}"

    @property
    def code(self) -> str:
        """Without dashes; empty when it cannot be shown any more (`deriving.code_of`)."""
        return deriving.code_of(self.ref, self.turn, self.code_hash)


SEAT_STATUS = StateTable(
    Seat.Status,
    {
        Seat.Status.FREE: State(
            _("free"),
            _("Free"),
            "open",
            _("Give its code to the person who is to use it."),
            moves(Seat.Status.REDEEMED, Seat.Status.REVOKED, Seat.Status.RETURNED),
        ),
        Seat.Status.REDEEMED: State(
            _("used"),
            _("Used"),
            "done",
            _("It pays somebody's enrolment; should that come to nothing, it is free again."),
            moves(Seat.Status.FREE),
        ),
        Seat.Status.REVOKED: State(
            _("taken back"),
            _("Taken back"),
            "stop",
            _("Its code opens nothing; it can be freed again with a new one."),
            moves(Seat.Status.FREE, Seat.Status.RETURNED),
        ),
        Seat.Status.RETURNED: State(
            _("handed back for its price"),
            _("Handed back"),
            "stop",
            _("Its price goes back to who paid it."),
            afterwards=_("New seats can be bought at any time."),
        ),
    },
    start=[Seat.Status.FREE],
)
