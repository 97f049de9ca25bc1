"""A real object for every argument of every address, so that each can be walked: by a test and from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.urls import NoReverseMatch, reverse

from candidates.appeals.models import Appeal, AppealDocument
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.fees.models import Seat, SeatOrder
from candidates.journey.models import Candidacy
from candidates.portfolios.models import (
    CalibrationAttempt,
    Decision,
    Evidence,
    Portfolio,
    Rating,
    Report,
    Response,
    Review,
    Reviewer,
    Submission,
)
from competencies.courses.models import ApprovalPeriod, Course, Coverage
from competencies.standard.models import Competency, CompetencySet, SuggestedAssignment
from lsscert.accounts.approval_kinds import kinds_of_others
from lsscert.accounts.models import Approval, Link, Membership, Organisation, Person
from lsscert.desk.routes import Route
from lsscert.letters.models import Letter
from lsscert.money.models import (
    CardCheckout,
    CreditNote,
    Deposit,
    Fund,
    Invoice,
    Payment,
    PurchaseOrder,
    Refund,
    Share,
    Transfer,
)
from lsscert.pages.models import ContactMessage
from lsscert.policy.models import PolicyRow
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.awarding.models import Award, Draw
from scholarships.following.models import Claim, FollowUp
from scholarships.rounds.models import Round

REF = {"ref": "ref"}


@dataclass(frozen=True)
class Sample:
    """Where an address takes its arguments from: rows, the lookup that leads to their owner, argument → field.

    `organisation` leads to the organisation whose members alone, and staff, may open the address.
    """

    rows: Callable[[], QuerySet[Any]]
    owner: str = ""
    arguments: Mapping[str, str] = field(default_factory=lambda: REF)
    organisation: str = ""

    def take(self, person: Person | None) -> dict[str, Any] | None:
        """The arguments of the newest such row (of this person); None when there is none."""
        rows = self.rows().order_by("-pk")
        if person is not None and self.owner:
            rows = rows.filter(**{self.owner: person})
        values = rows.values(*self.arguments.values()).first()
        return values and {name: values[source] for name, source in self.arguments.items()}


def _rows(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.all()


def _own(model: Any, owner: str, *names: str) -> dict[str, Sample]:
    return dict.fromkeys(names, Sample(_rows(model), owner))


def _any(model: Any, *names: str) -> dict[str, Sample]:
    return dict.fromkeys(names, Sample(_rows(model)))


def _of(rows: Callable[[], QuerySet[Any]], organisation: str, *names: str) -> dict[str, Sample]:
    return dict.fromkeys(names, Sample(rows, organisation=organisation))


def _by(model: Any, arguments: Mapping[str, str], *names: str) -> dict[str, Sample]:
    return dict.fromkeys(names, Sample(_rows(model), arguments=arguments))


PAID_ON_INVOICES = Transfer.objects.filter(target__kind="invoice", payment__payer__isnull=False).all
RECEIPT = {"ref": "target__invoice__ref", "payment": "payment__ref"}

OF_CANDIDATES = Share.objects.exclude(invoice__person=None).all
OWN_CHECKOUTS = CardCheckout.objects.filter(organisation=None).exclude(by=None).all

TOLD = Decision.objects.exclude(released_at=None).all
HANDED_IN = Portfolio.objects.exclude(submitted_at=None).exclude(state="draft").all
REVIEWS_IN_HAND = Review.objects.filter(state=Review.Status.ASSIGNED).exclude(opened_at=None).all
RATINGS_IN_HAND = Rating.objects.filter(review__in=REVIEWS_IN_HAND()).all
REVIEWS_WITH_FILES = (
    REVIEWS_IN_HAND().filter(portfolio__evidence__file__isnull=False, portfolio__held_since=None).all
)
FUNDS = Fund.objects.filter(organisation__rounds__isnull=False).distinct
ROLES_OF_GIVERS = Membership.objects.filter(role="organiser", organisation__rounds__isnull=False).distinct
GIVERS = Organisation.objects.filter(rounds__isnull=False).distinct
ANNOUNCED_ROUNDS = Round.objects.filter(state=Round.Status.ANNOUNCED).all
OPEN_ROUNDS = Round.objects.filter(state=Round.Status.PUBLISHED).all
OWN_ROUND = {"ref": "round__ref"}
PIECE = {"ref": "ref", "piece": "portfolio__evidence__ref"}

SAMPLES: dict[str, Sample] = {
    "review_service_pdf": Sample(
        lambda: Review.objects.filter(state="handed_in").annotate(year=ExtractYear("handed_in_at")),
        "reviewer",
        {"year": "year"},
    ),
    **_by(CompetencySet, {"slug": "slug"}, "set", "desk_set", "my_portfolio_begin"),
    **_by(
        Competency,
        {"slug": "set_edition__set__slug", "number": "number"},
        "desk_competency",
        "desk_assignments",
    ),
    **_by(
        SuggestedAssignment,
        {"slug": "competency__set_edition__set__slug", "number": "competency__number", "ref": "ref"},
        "desk_assignment",
        "desk_assignment_switch",
    ),
    **_any(Course, "course", "desk_course", "desk_approval_add", "desk_bundle_new"),
    **_by(ApprovalPeriod, {"ref": "course__ref", "approval": "ref"}, "desk_approval", "desk_approval_remove"),
    "desk_bundle_remove": Sample(
        Coverage.objects.exclude(bundle=None).all, arguments={"ref": "course__ref", "bundle": "bundle__ref"}
    ),
    **_by(PolicyRow, {"key": "key"}, "desk_policy_figure"),
    **_any(PolicyRow, "desk_policy_take_back"),
    **_any(Candidacy, "desk_candidate", "desk_application", "desk_appeal_by_post"),
    **dict.fromkeys(
        (
            "my_invoice",
            "my_pay",
            "my_use_credit",
            "my_employer",
            "my_instalments",
            "my_instalments_end",
            "my_invoice_pdf",
        ),
        Sample(Invoice.objects.exclude(person=None).all, "person"),
    ),
    **dict.fromkeys(
        ("my_share", "my_share_again", "my_share_take_back", "my_share_invoice_pdf"),
        Sample(OF_CANDIDATES, "invoice__person", {"ref": "invoice__ref", "share": "ref"}),
    ),
    "my_receipt_pdf": Sample(PAID_ON_INVOICES, "payment__payer", RECEIPT),
    "my_credit_note_pdf": Sample(
        _rows(CreditNote), "invoice__person", {"ref": "invoice__ref", "note": "ref"}
    ),
    "desk_receipt_pdf": Sample(PAID_ON_INVOICES, arguments=RECEIPT),
    **_by(CreditNote, {"ref": "invoice__ref", "note": "ref"}, "desk_credit_note_pdf"),
    **_by(Share, {"ref": "invoice__ref", "share": "ref"}, "desk_share_invoice_pdf"),
    **dict.fromkeys(("my_paid", "my_not_paid"), Sample(OWN_CHECKOUTS, "by")),
    **_any(Invoice, "desk_invoice", "desk_invoice_pdf"),
    **_own(
        SeatOrder,
        "organisation__memberships__person",
        "sponsor_order",
        "sponsor_invoice_pdf",
        "sponsor_pay",
        "sponsor_purchase_order",
        "sponsor_codes",
        "sponsor_codes_csv",
    ),
    **_any(SeatOrder, "desk_seats_hand_back"),
    "desk_sponsor": Sample(Organisation.objects.filter(kind=Organisation.Kind.SPONSOR).all),
    **_own(Seat, "order__organisation__memberships__person", "sponsor_seat"),
    "sponsor_person_remove": Sample(Membership.objects.filter(role=Membership.Role.SPONSOR).all, "person"),
    **dict.fromkeys(
        ("sponsor_paid", "sponsor_not_paid"),
        Sample(CardCheckout.objects.exclude(organisation=None).exclude(by=None).all, "by"),
    ),
    **_any(Refund, "desk_refund_sent"),
    "sandbox_checkout": Sample(CardCheckout.objects.exclude(by=None).all, "by", {"ref": "session_id"}),
    "sandbox_part_checkout": Sample(
        CardCheckout.objects.filter(by=None, share__isnull=False).all, arguments={"ref": "session_id"}
    ),
    **_any(Invoice, "desk_reminder_pause"),
    **_any(Organisation, "desk_awards_of", "desk_awards_statement", "desk_awards_file"),
    **_any(Payment, "desk_award_back"),
    **_any(Payment, "desk_payment", "desk_post_undo"),
    **_any(Deposit, "desk_deposit", "desk_deposit_pdf"),
    **_any(PurchaseOrder, "desk_order"),
    "desk_order_document": Sample(PurchaseOrder.objects.exclude(document=None).all),
    **_any(Person, "desk_credit_of_person"),
    **_any(Organisation, "desk_credit_of_organisation"),
    **_own(Completion, "candidacy__person", "my_completion", "my_proof"),
    **dict.fromkeys(
        ("my_portfolio_outcome", "my_portfolio_decline"),
        Sample(TOLD, "portfolio__candidacy__person", {"slug": "portfolio__set_edition__set__slug"}),
    ),
    **_own(Review, "reviewer", "review", "review_open"),
    **dict.fromkeys(
        ("review_statement", "review_hand_in", "review_step_aside"), Sample(REVIEWS_IN_HAND, "reviewer")
    ),
    **dict.fromkeys(
        ("review_competency", "review_save"),
        Sample(RATINGS_IN_HAND, "review__reviewer", {"ref": "review__ref", "number": "competency__number"}),
    ),
    **dict.fromkeys(("review_file", "review_report"), Sample(REVIEWS_WITH_FILES, "reviewer", PIECE)),
    "review_page": Sample(REVIEWS_WITH_FILES, "reviewer", PIECE | {"page": "round"}),
    **_any(Portfolio, "desk_decision"),
    **_any(Report, "desk_portfolio_report", "desk_portfolio_report_file"),
    **dict.fromkeys(
        (
            "my_portfolio",
            "my_portfolio_give_up",
            "my_portfolio_statement",
            "my_portfolio_statement_save",
            "my_portfolio_planning",
            "my_portfolio_planning_save",
        ),
        Sample(_rows(Portfolio), "candidacy__person", {"slug": "set_edition__set__slug"}),
    ),
    **dict.fromkeys(
        ("my_portfolio_competency", "my_portfolio_save"),
        Sample(
            _rows(Response),
            "portfolio__candidacy__person",
            {"slug": "portfolio__set_edition__set__slug", "number": "competency__number"},
        ),
    ),
    "desk_portfolio_another": Sample(Portfolio.objects.filter(state="not_achieved").all),
    **_any(Completion, "desk_completion", "desk_proof"),
    **dict.fromkeys(
        ("my_portfolio_check", "my_portfolio_take_back", "my_portfolio_evidence"),
        Sample(_rows(Portfolio), "candidacy__person", {"slug": "set_edition__set__slug"}),
    ),
    "my_evidence_act": Sample(
        _rows(Response),
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "number": "competency__number"},
    ),
    "my_evidence_file": Sample(
        Evidence.objects.exclude(file=None).filter(reports=None).all,
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "ref": "ref"},
    ),
    "my_portfolio_submission": Sample(
        _rows(Submission), "portfolio__candidacy__person", {"slug": "portfolio__set_edition__set__slug"}
    ),
    "my_submission_file": Sample(
        _rows(Submission),
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "number": "number"},
    ),
    "my_portfolio_replace": Sample(
        Report.objects.filter(state=Report.Status.ASKED).all,
        "portfolio__candidacy__person",
        {"slug": "portfolio__set_edition__set__slug", "ref": "ref"},
    ),
    "my_appeal": Sample(_rows(Appeal), "candidacy__person", {"kind": "kind", "ref": "ref_of_decision"}),
    **_any(Appeal, "desk_appeal", "desk_appeal_more_by_post"),
    **_own(AppealDocument, "appeal__candidacy__person", "my_appeal_document"),
    **_any(AppealDocument, "desk_appeal_document"),
    **_by(Certificate, {"number": "number"}, "verify_number"),
    **_by(Certificate, {"number": "number", "token": "link_token"}, "verify_link"),
    **_own(Certificate, "candidacy__person", "my_certificate_pdf", "my_certificate_listing"),
    **_any(CertificateRequest, "desk_certificate_request", "desk_certificate_issue"),
    **_any(Certificate, "desk_certificate", "desk_certificate_pdf"),
    "my_letter": Sample(lambda: Letter.objects.filter(secret=False), "person"),
    **_any(Letter, "desk_letter", "desk_letter_resend", "desk_letter_withdraw"),
    **_any(ContactMessage, "desk_message_answered"),
    **_any(Reviewer, "desk_reviewer"),
    "desk_reviewer_resume": Sample(Reviewer.objects.exclude(resume_file=None).all),
    "desk_portfolio": Sample(HANDED_IN),
    # For any reviewer a portfolio is there or not by sets and conflicts; the room's own tests walk it.
    "review_take": Sample(HANDED_IN),
    **_own(Review, "reviewer", "review_decline"),
    "review_training_result": Sample(
        CalibrationAttempt.objects.exclude(handed_in_at=None).all, "reviewer__person"
    ),
    **_by(Draw, {"ref": "round__ref"}, "scholarship_draw", "scholarship_draw_json"),
    "committee_draw": Sample(
        _rows(Draw), arguments={"ref": "round__ref"}, organisation="round__organisation"
    ),
    # Awards are for their committee alone to confirm.
    "desk_approval_of_two": Sample(lambda: Approval.objects.exclude(kind__in=kinds_of_others())),
    **dict.fromkeys(
        (
            "scholarship",
            "scholarship_check",
            "my_scholarship",
            "my_scholarship_save",
            "my_scholarship_reference",
        ),
        Sample(OPEN_ROUNDS),
    ),
    **dict.fromkeys(
        ("my_scholarship_change", "my_scholarship_withdraw"),
        Sample(ScholarshipApplication.objects.filter(state="handed_in").all, "person", OWN_ROUND),
    ),
    "my_award": Sample(Award.objects.exclude(offered_at=None).all, "person", OWN_ROUND),
    **dict.fromkeys(
        ("my_award_report", "my_award_report_save"),
        Sample(_rows(FollowUp), "award__person", {"ref": "award__round__ref"}),
    ),
    **dict.fromkeys(
        ("my_claim", "my_claim_completion", "my_claim_payment"),
        Sample(_rows(Claim), "award__person", {"ref": "award__round__ref"}),
    ),
    **_of(
        _rows(Claim),
        "award__round__organisation",
        "committee_claim",
        "committee_claim_completion",
        "committee_claim_payment",
    ),
    **_of(
        ANNOUNCED_ROUNDS,
        "organisation",
        "committee_round",
        "committee_round_edit",
        "committee_round_try",
        "committee_round_publish",
        "committee_round_call_off",
        "committee_round_copy",
        "committee_applications",
        "committee_by_post",
        "committee_judges",
        "committee_recuse",
        "committee_next",
        "committee_progress",
        "committee_meeting",
        "committee_announce",
        "committee_minutes",
        "committee_minutes_pdf",
        "committee_awards",
        "committee_free_place",
    ),
    **_of(
        ScholarshipApplication.objects.filter(round__in=ANNOUNCED_ROUNDS()).all,
        "round__organisation",
        "committee_application",
        "committee_score",
        "committee_score_save",
        "committee_recognise",
        "committee_meeting_application",
    ),
    **_of(Reference.objects.exclude(file=None).all, "application__round__organisation", "committee_letter"),
    **_of(Award.objects.exclude(offered_at=None).all, "round__organisation", "committee_award"),
    **_of(
        FUNDS,
        "organisation",
        "committee_fund",
        "committee_fund_gift",
        "committee_fund_move",
        "committee_fund_take_out",
        "committee_fund_waiting",
        "committee_fund_close",
        "committee_fund_csv",
        "committee_fund_print",
    ),
    "committee_organisation": Sample(GIVERS, organisation="pk"),
    "committee_roll": Sample(GIVERS, organisation="pk"),
    "committee_role_take_away": Sample(ROLES_OF_GIVERS, organisation="organisation"),
    "committee_fund_new": Sample(GIVERS, organisation="pk"),
    # A stand-in: of a token only its hash is on record.
    **_by(Link, {"token": "ref"}, "token_link"),
}

# Addresses of libraries: a value that has the right shape and names nothing.
OF_LIBRARIES: dict[str, Any] = {"key": "none", "uidb36": "0", "pk": 0, "url": "nothing"}


def arguments_for(route: Route, person: Person | None = None) -> dict[str, Any] | None:
    """None when the database holds nothing to fill them with; LookupError when this table does not know the address."""
    if not route.arguments:
        return {}
    if sample := SAMPLES.get(route.name):
        return sample.take(person)
    if route.pattern.startswith(("accounts/", "admin/")):
        return {name: _of_a_library(name, route) for name in route.arguments}
    raise LookupError(f"no sample for {route.pattern}: name its rows in {__name__}.SAMPLES")


def _of_a_library(name: str, route: Route) -> Any:
    if name == "object_id":
        _admin, app, model, *_rest = route.pattern.split("/")
        table = apps.get_model(app, model) if "<" not in app + model else Person
        return table._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    if name == "app_label":
        return Person._meta.app_label
    if name == "content_type_id":
        return ContentType.objects.get_for_model(Person).pk
    return OF_LIBRARIES[name]


def sample_path(route: Route, person: Person | None = None) -> str | None:
    arguments = arguments_for(route, person)
    if arguments is None:
        return None
    if not arguments:
        return f"/{route.pattern}"
    namespace = "admin:" if route.pattern.startswith("admin/") else ""
    try:
        return reverse(f"{namespace}{route.name}", kwargs=arguments)
    except NoReverseMatch:
        # The admin's own forwarding addresses have no name.
        path = route.pattern
        for name, value in arguments.items():
            path = path.replace(f"<path:{name}>", str(value)).replace(f"(?P<{name}>.*)$", str(value))
        return f"/{path}"
