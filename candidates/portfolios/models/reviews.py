"""One reviewer's judgement of one portfolio in one round."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models.portfolio import Portfolio
from competencies.standard.models import Competency
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class ReviewQuerySet(models.QuerySet["Review"]):
    def live(self) -> "ReviewQuerySet":
        """Those that hold a seat: assigned or handed in."""
        return self.filter(state__in=LIVE)

    def of_now(self, portfolio: Portfolio) -> "ReviewQuerySet":
        """Of the present cycle of a portfolio."""
        return self.filter(portfolio=portfolio, cycle=portfolio.cycle)

    def overdue(self, today: object) -> "ReviewQuerySet":
        return self.filter(state=Review.Status.ASSIGNED, due_on__lt=today, portfolio__held_since=None)


@tracked
class Review(Record):
    """A seat taken by a reviewer. Two in each round; a third in round two where the two disagree.

    `opened_at` is the beginning of the review: from then on the candidate cannot take the portfolio back.
    A round-two review that `carries` has the ratings of round one, because no more information came.
    """

    class Seat(models.TextChoices):
        FIRST = "first", _("first reviewer")
        SECOND = "second", _("second reviewer")
        THIRD = "third", _("third reviewer")

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("with the reviewer")
        HANDED_IN = "handed_in", _("handed in")
        DECLINED = "declined", _("declined")
        STEPPED_ASIDE = "aside", _("stepped aside")
        REPLACED = "replaced", _("given to another reviewer")
        CALLED_OFF = "called_off", _("called off")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="reviews")
    cycle = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveSmallIntegerField()
    seat = models.CharField(max_length=6, choices=Seat)
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=Status, default=Status.ASSIGNED)
    carries = models.BooleanField(default=False)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="null: took it from the queue",
    )
    due_on = models.DateField(help_text="end of that day in Chicago")
    opened_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True, help_text="why it was declined, given up or given to another")
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = RecordManager.from_queryset(ReviewQuerySet)()
    erasure = classed(
        personal="ended_why",
        kept="reviewer assigned_by",
        none="id ref portfolio cycle round seat state carries assigned_at due_on opened_at handed_in_at ended_at"
        " version",
    )

    class Meta(Record.Meta):
        ordering = ["round", "seat", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["portfolio", "cycle", "round", "seat"],
                condition=Q(state__in=["assigned", "handed_in"]),
                name="one_reviewer_per_seat",
            ),
            models.UniqueConstraint(
                fields=["portfolio", "cycle", "round", "reviewer"],
                condition=Q(state__in=["assigned", "handed_in"]),
                name="a_reviewer_has_one_seat",
            ),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="reviews_have_two_rounds"),
            models.CheckConstraint(
                condition=~Q(seat="third") | Q(round=2), name="a_third_reviewer_is_of_round_two"
            ),
            models.CheckConstraint(
                condition=Q(state="handed_in", handed_in_at__isnull=False) | ~Q(state="handed_in"),
                name="handed_in_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "state", "due_on"], name="reviews_of_a_reviewer")]


LIVE = (Review.Status.ASSIGNED, Review.Status.HANDED_IN)
_S = Review.Status
REVIEW_STATUS = StateTable(
    Review.Status,
    {
        _S.ASSIGNED: State(
            _("with the reviewer"),
            _("Being read"),
            "act",
            _("Rate every competency, then hand it in."),
            moves(_S.HANDED_IN, _S.DECLINED, _S.STEPPED_ASIDE, _S.REPLACED, _S.CALLED_OFF),
        ),
        _S.HANDED_IN: State(
            _("handed in"),
            _("Read"),
            "done",
            _("It counts as soon as the other review is in."),
            afterwards=_("The office tells you when the decision is out."),
        ),
        _S.DECLINED: State(
            _("declined"),
            _("Not read"),
            "stop",
            _("The office finds somebody else."),
            afterwards=_("Thank you for saying so in time."),
        ),
        _S.STEPPED_ASIDE: State(
            _("stepped aside"),
            _("Not read"),
            "stop",
            _("The office finds somebody else."),
            afterwards=_("Thank you for saying so."),
        ),
        _S.REPLACED: State(
            _("given to another reviewer"),
            _("Not read"),
            "stop",
            _("Somebody else reviews it."),
            afterwards=_("There is nothing left to do."),
        ),
        _S.CALLED_OFF: State(
            _("called off"),
            _("Not read"),
            "stop",
            _("The portfolio was taken back."),
            afterwards=_("There is nothing left to do."),
        ),
    },
    start=[_S.ASSIGNED],
)


class Rating(Record):
    """What a reviewer says of one competency. Empty while they have not decided; fixed once the review is handed in."""

    class Value(models.TextChoices):
        MET = "met", _("Met")
        PARTIAL = "partial", _("Partially met")
        NOT_MET = "not", _("Not met")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(_("rating"), max_length=7, choices=Value, blank=True)
    comment = models.TextField(_("comment for the candidate"), blank=True)
    private_note = models.TextField(_("private note"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    erasure = classed(personal="comment private_note", none="id ref review competency value version saved_at")

    class Meta(Record.Meta):
        ordering = ["competency__number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "competency"], name="one_rating_per_competency")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ratings_of_a_review_handed_in_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                declare=[("row_review", "bigint"), ("row_state", "text")],
                func="""
                    row_review := CASE WHEN TG_OP = 'INSERT' THEN NEW.review_id ELSE OLD.review_id END;
                    SELECT state INTO row_state FROM portfolios_review WHERE id = row_review;
                    IF row_state = 'handed_in'
                       AND (TG_OP <> 'UPDATE' OR NEW.value <> OLD.value OR NEW.review_id <> OLD.review_id) THEN
                        RAISE EXCEPTION 'a rating that was handed in never changes' USING ERRCODE = '23001';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]
