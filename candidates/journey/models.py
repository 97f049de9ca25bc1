"""A candidacy from application to certificate, and what happened on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import CompetencySet, SetEdition
from lsscert.accounts.models import Person
from lsscert.personal import classed
from lsscert.records import Record, RecordManager, tracked
from lsscert.states import State, StateTable, moves


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    def open(self) -> "CandidacyQuerySet":
        return self.filter(state__in=OPEN)


@tracked
class Candidacy(Record):
    """One person's way to one certification; several over the years, at most one open at a time."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("application received")
        ACCEPTED = "accepted", _("accepted, not settled")
        ACTIVE = "active", _("active")
        CERTIFIED = "certified", _("certified")
        NOT_ELIGIBLE = "not_eligible", _("not eligible")
        LAPSED = "lapsed", _("lapsed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    state = models.CharField(max_length=20, choices=Status, default=Status.SUBMITTED)
    applied_at = models.DateTimeField()
    accepted_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True, help_text="the fee was paid or covered in full")
    active_since = models.DateField(null=True, blank=True)
    deadline = models.DateField(
        null=True, blank=True, help_text="last day to finish, end of that day in Chicago"
    )
    edition = models.CharField(
        max_length=10, blank=True, help_text="edition of the standard, fixed at acceptance"
    )
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar = RecordManager.from_queryset(CandidacyQuerySet)()
    erasure = classed(
        kept="person state",
        none="id ref applied_at accepted_on settled_on active_since deadline edition closed_on",
    )

    class Meta(Record.Meta):
        verbose_name_plural = "candidacies"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["submitted", "accepted", "active"]),
                name="one_open_candidacy",
            ),
            models.CheckConstraint(
                condition=~Q(state="active")
                | Q(accepted_on__isnull=False, settled_on__isnull=False, deadline__isnull=False),
                name="active_is_accepted_and_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "applied_at"], name="candidacy_queue"),
            models.Index(fields=["-applied_at", "-id"], name="candidacies_newest_first"),
        ]

    def __str__(self) -> str:
        return self.ref


OPEN = (Candidacy.Status.SUBMITTED, Candidacy.Status.ACCEPTED, Candidacy.Status.ACTIVE)

STATUS = StateTable(
    Candidacy.Status,
    {
        Candidacy.Status.SUBMITTED: State(
            _("application received"),
            _("Your application is with the office"),
            "wait",
            _("The office reads it and decides. You can pay before or after."),
            moves(
                Candidacy.Status.ACCEPTED,
                Candidacy.Status.ACTIVE,
                Candidacy.Status.NOT_ELIGIBLE,
                Candidacy.Status.WITHDRAWN,
            ),
        ),
        Candidacy.Status.ACCEPTED: State(
            _("accepted, not settled"),
            _("You are accepted; your fee is open"),
            "act",
            _("You become an active candidate when the fee is settled."),
            moves(Candidacy.Status.ACTIVE, Candidacy.Status.LAPSED, Candidacy.Status.WITHDRAWN),
        ),
        Candidacy.Status.ACTIVE: State(
            _("active"),
            _("You are an active candidate"),
            "act",
            _("Achieve six sets, then ask for your certificate."),
            moves(Candidacy.Status.CERTIFIED, Candidacy.Status.LAPSED, Candidacy.Status.WITHDRAWN),
        ),
        Candidacy.Status.CERTIFIED: State(
            _("certified"),
            _("You are certified"),
            "done",
            _("Your certificate is valid for four years and can be renewed."),
            afterwards=_("Renewal opens a year before the term ends."),
        ),
        Candidacy.Status.NOT_ELIGIBLE: State(
            _("not eligible"),
            _("Not eligible yet"),
            "stop",
            _("What you paid goes back in full."),
            moves(Candidacy.Status.SUBMITTED),  # only after an appeal
            afterwards=_("You can apply again as soon as you meet both conditions."),
        ),
        Candidacy.Status.LAPSED: State(
            _("lapsed"),
            _("Your candidacy has lapsed"),
            "stop",
            _("Sets you achieved stay on record."),
            afterwards=_("You can apply again; ask the office which of your sets carry over."),
        ),
        Candidacy.Status.WITHDRAWN: State(
            _("withdrawn"),
            _("You withdrew your application"),
            "stop",
            _("Nothing is owed."),
            afterwards=_("You can apply again whenever you like."),
        ),
    },
    start=[Candidacy.Status.SUBMITTED],
)


@tracked
class Application(Record):
    """What the applicant said. Judged by the policy of the day it was submitted."""

    class Education(models.TextChoices):
        DIPLOMA = "diploma", _("High-school diploma")
        GED = "ged", _("GED or another equivalent")
        HIGHER = "higher", _("College degree or some college, after a diploma or GED")
        NONE = "none", _("None of these yet")

    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="application")
    education = models.CharField(_("education"), max_length=10, choices=Education)
    ala_member_number = models.CharField(_("ALA member number"), max_length=30, blank=True)
    country = models.CharField(_("country"), max_length=60)
    region = models.CharField(_("state or region"), max_length=60, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    erasure = classed(
        personal="education ala_member_number country region decision_reason",
        kept="decided_by decided_at",
        none="id ref candidacy",
    )

    @property
    def ala_member(self) -> bool:
        return bool(self.ala_member_number)

    @property
    def has_diploma(self) -> bool:
        return self.education != self.Education.NONE


@tracked
class WorkPost(Record):
    """A library post, paid or volunteer. `weeks_per_year` counts weeks worked in a full year."""

    class LibraryType(models.TextChoices):
        PUBLIC = "public", _("Public library")
        ACADEMIC = "academic", _("Academic library")
        SCHOOL = "school", _("School library")
        SPECIAL = "special", _("Special library")
        OTHER = "other", _("Another kind")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="posts")
    library = models.CharField(_("library"), max_length=200)
    title = models.CharField(_("your post"), max_length=200)
    library_type = models.CharField(_("type of library"), max_length=10, choices=LibraryType)
    paid = models.BooleanField(_("paid"), default=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    hours_per_week = models.DecimalField(_("hours per week"), max_digits=5, decimal_places=2)
    weeks_per_year = models.DecimalField(_("weeks per year"), max_digits=4, decimal_places=1)
    corrected_hours = models.DecimalField(
        _("hours in your own count"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    correction_note = models.TextField(_("why your count differs"), blank=True)

    erasure = classed(
        personal="library title library_type paid starts ends hours_per_week weeks_per_year"
        " corrected_hours correction_note",
        none="id ref application",
    )

    class Meta(Record.Meta):
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="post_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=168), name="hours_fit_a_week"
            ),
            models.CheckConstraint(
                condition=Q(weeks_per_year__gt=0, weeks_per_year__lte=52), name="weeks_fit_a_year"
            ),
            models.CheckConstraint(
                condition=Q(corrected_hours=None) | ~Q(correction_note=""), name="a_correction_is_explained"
            ),
        ]


@tracked
class ChosenElective(Record):
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="electives")
    set = models.ForeignKey(CompetencySet, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    erasure = classed(none="id ref candidacy set chosen_at")

    class Meta(Record.Meta):
        ordering = ["set_id"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "set"], name="an_elective_is_chosen_once")
        ]


@tracked
class SetAchievement(Record):
    """The one record that a set is done, whatever the route. Undone by annulling, never by deleting."""

    class Route(models.TextChoices):
        COURSE = "course", _("approved course")
        PORTFOLIO = "portfolio", _("portfolio")
        AGREEMENT = "agreement", _("recognition agreement")

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="achievements")
    set_edition = models.ForeignKey(SetEdition, on_delete=models.PROTECT, related_name="achievements")
    route = models.CharField(max_length=10, choices=Route)
    achieved_on = models.DateField()
    source = models.CharField(max_length=400, help_text="what counted, in words")
    recorded_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_why = models.CharField(max_length=300, blank=True)

    erasure = classed(
        none="id ref candidacy set_edition route achieved_on source recorded_at annulled_at annulled_why"
    )

    class Meta(Record.Meta):
        ordering = ["achieved_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "set_edition"],
                condition=Q(annulled_at=None),
                name="a_set_is_achieved_once",
            )
        ]


class Fact(models.Model):
    """Something that happened, in a form from which the timeline and the letters are written."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="facts")
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    erasure = classed(personal="params", kept="by", none="id candidacy code at")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["candidacy", "-at"], name="facts_newest_first")]
