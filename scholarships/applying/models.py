"""An application for help, with the facts it is judged by as its applicant stated them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.money.fields import MoneyField
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves
from scholarships.rounds.models import Question, Round


class ApplicationQuerySet(models.QuerySet["ScholarshipApplication"]):
    def counted(self) -> "ApplicationQuerySet":
        """Those that were handed in, whatever became of them."""
        return self.exclude(number=None)

    def in_the_running(self) -> "ApplicationQuerySet":
        return self.filter(state=ScholarshipApplication.Status.HANDED_IN)


@tracked
class ScholarshipApplication(Record):
    """One person's application in one round.

    While a draft, what is typed stands in an `accounts.Draft`; the fields here are written when it is handed in. So are
    `number`, its name where names are hidden, and `verdict`, what the rules said of the facts that day: a list of
    {"rule", "met" (true, false or null), "sentence"}.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        TO_CHECK = "to_check", _("handed in, facts to check")
        HANDED_IN = "handed_in", _("in the running")
        NOT_ELIGIBLE = "not_eligible", _("not eligible")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Education(models.TextChoices):
        DIPLOMA = "diploma", _("High-school diploma")
        GED = "ged", _("GED or another equivalent")
        HIGHER = "higher", _("College degree or some college, after a diploma or GED")
        NONE = "none", _("None of these yet")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scholarship_applications")
    state = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    number = models.PositiveIntegerField(null=True, blank=True, help_text="1, 2, … in the order handed in")
    member_number = models.CharField(_("member number"), max_length=30, blank=True)
    education = models.CharField(_("education"), max_length=10, choices=Education, blank=True)
    region = models.CharField(_("state or region"), max_length=60, blank=True)
    asked = MoneyField(_("amount asked for"), null=True, blank=True)
    helped_before = models.BooleanField(
        default=False, help_text="an award that stood before this was handed in"
    )
    report_missing = models.BooleanField(default=False, help_text="a follow-up report was overdue that day")
    verdict = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    first_handed_in_at = models.DateTimeField(
        null=True, blank=True, help_text="stays when it is taken back and handed in again"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    came_on = models.DateField(
        _("came by post on"), null=True, blank=True, help_text=_("not for what was handed in online")
    )
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=30, blank=True, help_text="the rule that is not met")
    refusal_words = models.CharField(_("why, and what would mend it"), max_length=500, blank=True)

    objects: ClassVar = RecordManager.from_queryset(ApplicationQuerySet)()
    erasure = classed(
        personal="member_number education region verdict refusal_words",
        kept="person state entered_by checked_by",
        none="id ref round number asked helped_before report_missing begun_at handed_in_at first_handed_in_at"
        " withdrawn_at came_on checked_at refusal",
    )

    class Meta(Record.Meta):
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_application_per_round"),
            models.UniqueConstraint(fields=["round", "number"], name="application_numbers_stand_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(number__isnull=False, handed_in_at__isnull=False),
                name="handed_in_has_number_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(came_on=None, entered_by=None)
                | Q(came_on__isnull=False, entered_by__isnull=False, number__isnull=False),
                name="what_came_by_post_was_entered_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="applications_by_state")]

    def __str__(self) -> str:
        return str(_("Application %(number)s")) % {"number": self.number or "–"}


_S = ScholarshipApplication.Status
STATUS = StateTable(
    ScholarshipApplication.Status,
    {
        _S.DRAFT: State(
            _("being written"),
            _("Your draft"),
            "act",
            _("Hand it in before the round closes."),
            moves(_S.TO_CHECK, _S.HANDED_IN, _S.NOT_ELIGIBLE, _S.WITHDRAWN),
        ),
        _S.TO_CHECK: State(
            _("facts to check"),
            _("Handed in"),
            "wait",
            _("Somebody who runs the round checks the facts."),
            moves(_S.HANDED_IN, _S.NOT_ELIGIBLE, _S.WITHDRAWN, _S.DRAFT),
        ),
        _S.HANDED_IN: State(
            _("in the running"),
            _("Handed in, in the running"),
            "wait",
            _("The committee decides after the round has closed."),
            moves(_S.NOT_ELIGIBLE, _S.WITHDRAWN, _S.DRAFT),
        ),
        _S.NOT_ELIGIBLE: State(
            _("not eligible"),
            _("Not eligible for this round"),
            "stop",
            _("The letter says which condition is not met."),
            moves(_S.HANDED_IN),
            afterwards=_("You may be eligible for another round."),
        ),
        _S.WITHDRAWN: State(
            _("withdrawn"),
            _("You withdrew it"),
            "stop",
            _("Nobody reads it any more."),
            moves(_S.DRAFT),
            afterwards=_("You can take it up again while the round is open."),
        ),
    },
    start=[_S.DRAFT],
)


@tracked
class ApplicantPost(Record):
    """A library post the applicant states. Hours count as in journey.hours."""

    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="posts")
    library = models.CharField(_("library"), max_length=200)
    title = models.CharField(_("your post"), max_length=200, blank=True)
    region = models.CharField(_("state or region"), max_length=60)
    paid = models.BooleanField(_("paid"), default=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    hours_per_week = models.DecimalField(_("hours per week"), max_digits=5, decimal_places=2)
    weeks_per_year = models.DecimalField(_("weeks per year"), max_digits=4, decimal_places=1, default=52)

    erasure = classed(
        personal="library title region paid starts ends hours_per_week weeks_per_year",
        none="id ref application",
    )

    class Meta(Record.Meta):
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="applicants_post_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=168), name="applicants_hours_fit_a_week"
            ),
            models.CheckConstraint(
                condition=Q(weeks_per_year__gt=0, weeks_per_year__lte=52), name="applicants_weeks_fit_a_year"
            ),
        ]


@tracked
class Answer(Record):
    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    erasure = classed(personal="text", none="id ref application question")

    class Meta(Record.Meta):
        ordering = ["question__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question")
        ]


@tracked
class CostLine(Record):
    """One line of the budget: what it costs and what of it is asked for."""

    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="costs")
    what = models.CharField(_("what"), max_length=120)
    cost = MoneyField(_("costs"))
    asked = MoneyField(_("asked for"))
    position = models.PositiveSmallIntegerField(default=0)

    erasure = classed(personal="what", none="id ref application cost asked position")

    class Meta(Record.Meta):
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost__gt=0, asked__gte=0) & Q(asked__lte=F("cost")),
                name="no_more_is_asked_than_it_costs",
            )
        ]


@tracked
class Reference(Record):
    """A letter of reference, asked for by a link and given without an account."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("given")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")

    application = models.ForeignKey(ScholarshipApplication, on_delete=models.CASCADE, related_name="letters")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    state = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    text = models.TextField(_("letter"), blank=True)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="scholarship_reference"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    erasure = classed(personal="name email text file", none="id ref application state asked_at answered_at")

    class Meta(Record.Meta):
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "email"], name="a_referee_is_asked_once")
        ]


REFERENCE_STATUS = StateTable(
    Reference.Status,
    {
        Reference.Status.ASKED: State(
            _("asked for"),
            _("asked for, not here yet"),
            "wait",
            _("They write it by the link in their letter, without an account."),
            moves(Reference.Status.GIVEN, Reference.Status.DECLINED, Reference.Status.TAKEN_BACK),
        ),
        Reference.Status.GIVEN: State(
            _("given"),
            _("here"),
            "done",
            _("The committee reads it."),
            afterwards=_("It stays with the application."),
        ),
        Reference.Status.DECLINED: State(
            _("declined"),
            _("declined"),
            "stop",
            _("Somebody else can be asked."),
            moves(Reference.Status.ASKED),
            afterwards=_("The applicant asks somebody else."),
        ),
        Reference.Status.TAKEN_BACK: State(
            _("taken back"),
            _("you took the request back"),
            "stop",
            _("Their link is closed; somebody else can be asked."),
            moves(Reference.Status.ASKED),
            afterwards=_("The applicant can ask them again."),
        ),
    },
    start=[Reference.Status.ASKED],
)
