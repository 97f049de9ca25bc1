"""The case itself, as its candidate writes it."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from competencies.standard.models import Competency, SetEdition, SuggestedAssignment
from lsscert.money.models import Invoice
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves

if TYPE_CHECKING:
    from candidates.portfolios.models.submission import Submission


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def open(self) -> "PortfolioQuerySet":
        return self.filter(state__in=OPEN)

    def handed_in(self) -> "PortfolioQuerySet":
        """Whatever was once handed in and not taken back."""
        return self.exclude(state__in=[Portfolio.Status.DRAFT, Portfolio.Status.WITHDRAWN])


@tracked
class Portfolio(Record):
    """A candidate's case for one set. A second attempt at a set is a new portfolio with its own number.

    `alias` is all that reviewers know of whose it is. `cycle` grows when an appeal sends a decision back and the
    round is judged again by others. `held_since` is set while a report stops the clocks.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("waits for reviewers")
        IN_REVIEW = "in_review", _("in review")
        MORE_INFORMATION = "more_info", _("more information asked for")
        SECOND_ROUND = "second_round", _("in the second round")
        ACHIEVED = "achieved", _("achieved")
        NOT_ACHIEVED = "not_achieved", _("not achieved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="portfolios")
    set_edition = models.ForeignKey(SetEdition, on_delete=models.PROTECT, related_name="portfolios")
    attempt = models.PositiveSmallIntegerField(default=1)
    alias = models.CharField(_("alias"), max_length=40, unique=True)
    state = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    cycle = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=0, help_text="grows with each change of state")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(
        null=True, blank=True, help_text="first handed in; its policy applies"
    )
    more_due_on = models.DateField(
        null=True, blank=True, help_text="last day for more information, end of that day in Chicago"
    )
    held_since = models.DateTimeField(null=True, blank=True, help_text="clocks stand still since")
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar = RecordManager.from_queryset(PortfolioQuerySet)()
    erasure = classed(
        kept="candidacy state",
        none="id ref set_edition attempt alias cycle version started_at submitted_at more_due_on held_since closed_on",
    )

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "set_edition", "attempt"], name="one_portfolio_of_an_attempt"
            ),
            models.UniqueConstraint(
                fields=["candidacy", "set_edition"],
                condition=Q(state__in=["draft", "submitted", "in_review", "more_info", "second_round"]),
                name="one_open_portfolio_of_a_set",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="what_is_judged_was_handed_in",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="portfolio_queue")]

    def __str__(self) -> str:
        return self.ref

    @property
    def round_now(self) -> int:
        """The round that is judged now. More may have come in before an appeal sent the first round back."""
        return 2 if self.state == self.Status.SECOND_ROUND else 1

    @property
    def newest_submission(self) -> "Submission":
        """What reviewers read now. Submission.DoesNotExist before it was handed in."""
        return self.submissions.latest("number")


OPEN = (
    Portfolio.Status.DRAFT,
    Portfolio.Status.SUBMITTED,
    Portfolio.Status.IN_REVIEW,
    Portfolio.Status.MORE_INFORMATION,
    Portfolio.Status.SECOND_ROUND,
)
_S = Portfolio.Status
STATUS = StateTable(
    Portfolio.Status,
    {
        _S.DRAFT: State(
            _("being written"),
            _("In your hands"),
            "act",
            _("Write at your own pace; nobody sees it until you hand it in."),
            moves(_S.SUBMITTED, _S.WITHDRAWN),
        ),
        _S.SUBMITTED: State(
            _("waits for reviewers"),
            _("Handed in"),
            "wait",
            _("The office finds two reviewers for it. Until one of them opens it you can take it back."),
            moves(_S.IN_REVIEW, _S.SECOND_ROUND, _S.DRAFT, _S.WITHDRAWN),
        ),
        _S.IN_REVIEW: State(
            _("in review"),
            _("In review"),
            "wait",
            _("Two reviewers read it, each alone."),
            moves(_S.MORE_INFORMATION, _S.ACHIEVED, _S.NOT_ACHIEVED, _S.SUBMITTED),
        ),
        _S.MORE_INFORMATION: State(
            _("more information asked for"),
            _("Your turn"),
            "act",
            _("Answer what the reviewers ask about the competencies they name."),
            moves(_S.SECOND_ROUND, _S.ACHIEVED, _S.NOT_ACHIEVED, _S.SUBMITTED),
        ),
        _S.SECOND_ROUND: State(
            _("in the second round"),
            _("In review again"),
            "wait",
            _("The reviewers read what you added."),
            moves(_S.ACHIEVED, _S.NOT_ACHIEVED, _S.SUBMITTED),
        ),
        _S.ACHIEVED: State(
            _("achieved"),
            _("Achieved"),
            "done",
            _("The set counts towards your certificate."),
            afterwards=_("Nothing more to do for this set."),
        ),
        _S.NOT_ACHIEVED: State(
            _("not achieved"),
            _("Not achieved"),
            "stop",
            _("The set is still open."),
            moves(_S.SUBMITTED, _S.SECOND_ROUND),
            afterwards=_("Take an approved course, or ask the office about a new portfolio."),
        ),
        _S.WITHDRAWN: State(
            _("withdrawn"),
            _("Taken back"),
            "stop",
            _("You took it back."),
            afterwards=_("You can begin a portfolio of this set again."),
        ),
    },
    start=[_S.DRAFT],
)


class Sheet(Record):
    """A text about the whole set: the learning statement, or what the candidate plans for themselves alone."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("learning statement")
        PLANNING = "planning", _("planning sheet")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True, help_text="as Markdown")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    erasure = classed(personal="text", none="id ref portfolio kind version saved_at")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["portfolio", "kind"], name="one_sheet_of_a_kind")]


class Response(Record):
    """What the candidate says to one competency, in Markdown.

    `version` grows with each save, so that an older tab is told.
    """

    class Way(models.TextChoices):
        SUGGESTED = "suggested", _("a suggested assignment")
        OWN = "own", _("an idea of my own")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="responses")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("how"), max_length=10, choices=Way, blank=True)
    assignment = models.ForeignKey(
        SuggestedAssignment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    introduction = models.TextField(_("introduction"), blank=True)
    text = models.TextField(_("response"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    erasure = classed(
        personal="introduction text", none="id ref portfolio competency way assignment version saved_at"
    )

    class Meta(Record.Meta):
        ordering = ["competency__number"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "competency"], name="one_response_per_competency"),
            models.CheckConstraint(
                condition=Q(assignment=None) | Q(way="suggested"), name="an_assignment_is_a_suggested_one"
            ),
        ]


@tracked
class PortfolioFee(Record):
    """Which invoice is for the review of which portfolio."""

    portfolio = models.OneToOneField(Portfolio, on_delete=models.PROTECT, related_name="fee")
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="portfolio_fee")

    erasure = classed(none="id ref portfolio invoice")
