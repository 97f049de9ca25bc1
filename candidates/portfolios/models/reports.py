"""Stop and report: patron data or doubtful originality, met while reviewing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models.evidence import Evidence
from candidates.portfolios.models.portfolio import Portfolio
from candidates.portfolios.models.reviews import Review
from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.personal import classed
from lsscert.records import Record, tracked
from lsscert.states import State, StateTable, moves


@tracked
class Report(Record):
    """A reviewer stopped. The file is seen by the office alone until it is replaced or the report dismissed."""

    class About(models.TextChoices):
        PATRON_DATA = "patron", _("it shows who a patron is")
        ORIGINALITY = "originality", _("it may not be the candidate's own work")

    class Status(models.TextChoices):
        OPEN = "open", _("with the office")
        ASKED = "asked", _("another file asked for")
        REPLACED = "replaced", _("replaced")
        DISMISSED = "dismissed", _("nothing wrong with it")

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="reports")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reports")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="reports")
    file = models.ForeignKey(
        StoredFile,
        null=True,
        on_delete=models.PROTECT,
        related_name="reports",
        help_text="as it was reported",
    )
    about = models.CharField(_("what is wrong"), max_length=12, choices=About)
    words = models.TextField(_("where and what"))
    state = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    reported_at = models.DateTimeField()
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    office_words = models.TextField(_("what the candidate is told"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    erasure = classed(
        personal="words office_words file",
        kept="handled_by",
        none="id ref portfolio review evidence about state reported_at asked_at closed_at",
    )

    class Meta(Record.Meta):
        ordering = ["-reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"],
                condition=Q(state__in=["open", "asked"]),
                name="one_open_report_of_a_file",
            )
        ]


_S = Report.Status
REPORT_STATUS = StateTable(
    Report.Status,
    {
        _S.OPEN: State(
            _("with the office"),
            _("With the office"),
            "act",
            _("Look at the file, then ask for another one or dismiss the report."),
            moves(_S.ASKED, _S.DISMISSED),
        ),
        _S.ASKED: State(
            _("another file asked for"),
            _("Your turn"),
            "act",
            _("Send another file in its place; the clocks stand still until then."),
            moves(_S.REPLACED, _S.DISMISSED),
        ),
        _S.REPLACED: State(
            _("replaced"),
            _("Replaced"),
            "done",
            _("The review goes on with the new file."),
            afterwards=_("Nothing more to do."),
        ),
        _S.DISMISSED: State(
            _("nothing wrong with it"),
            _("Cleared"),
            "done",
            _("The review goes on."),
            afterwards=_("Nothing more to do."),
        ),
    },
    start=[_S.OPEN],
)
