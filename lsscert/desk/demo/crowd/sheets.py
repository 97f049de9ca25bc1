"""The tables that a crowd fills, in the order in which they point at each other."""

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.fees.models import EnrolmentFee
from candidates.journey.models import Application, Candidacy, ChosenElective, Fact, SetAchievement, WorkPost
from candidates.portfolios.models import Decision, Portfolio, Rating, Review, Submission
from lsscert.accounts.models import Person
from lsscert.desk.demo.crowd.tables import Table
from lsscert.files.models import StoredFile
from lsscert.money.models import Account, CreditNote, Invoice, InvoiceLine, Payment, Refund, Transfer


class Sheets:
    """`most` is how many rows one candidate can have."""

    def __init__(self) -> None:
        self.person = Table(
            Person,
            "id ref name email created_at",
        )
        self.candidacy = Table(
            Candidacy,
            "id ref person_id state applied_at accepted_on settled_on active_since deadline edition "
            "closed_on",
        )
        self.application = Table(
            Application,
            "id ref candidacy_id education ala_member_number country region decided_by_id decided_at "
            "decision_reason",
        )
        self.post = Table(
            WorkPost,
            "id ref application_id library title library_type paid starts ends hours_per_week weeks_per_year",
            most=2,
        )
        self.elective = Table(
            ChosenElective,
            "id ref candidacy_id set_id chosen_at",
            most=3,
        )
        self.invoice = Table(
            Invoice,
            "id ref number purpose person_id bill_to issued_at total credited state cancelled_why",
        )
        self.line = Table(
            InvoiceLine,
            "id invoice_id code description amount",
        )
        self.fee = Table(
            EnrolmentFee,
            "id ref candidacy_id invoice_id",
        )
        self.account = Table(
            Account,
            "id kind person_id invoice_id balance ceiling",
            most=2,
        )
        self.payment = Table(
            Payment,
            "id ref method amount payer_id reference received_on recorded_by_id recorded_at state",
        )
        self.transfer = Table(
            Transfer,
            "id source_id target_id amount reason key payment_id booked_on by_id at",
            most=5,
        )
        self.credit_note = Table(
            CreditNote,
            "id ref number invoice_id amount why issued_at by_id",
        )
        self.refund = Table(
            Refund,
            "id ref payment_id amount way why state asked_by_id asked_at sent_at sent_by_id reference problem",
        )
        self.file = Table(
            StoredFile,
            "id ref given_by_id given_at name kind size sha256 path",
            most=7,
        )
        self.completion = Table(
            Completion,
            "id ref candidacy_id course_id completed_on proof_id state reported_at checked_by_id "
            "checked_at refusal version",
            most=7,
        )
        self.achievement = Table(
            SetAchievement,
            "id ref candidacy_id set_edition_id route achieved_on source recorded_at",
            most=6,
        )
        self.request = Table(
            CertificateRequest,
            "id ref candidacy_id holder_name listed state asked_at",
        )
        self.certificate = Table(
            Certificate,
            "id ref candidacy_id number holder_name issued_on issued_by_id term_begins term_ends "
            "listed link_token sets",
        )
        self.fact = Table(
            Fact,
            "id candidacy_id code params by_id at",
            most=14,
        )
        self.portfolio = Table(
            Portfolio,
            "id ref candidacy_id set_edition_id alias state version started_at submitted_at more_due_on closed_on",
        )
        self.submission = Table(
            Submission,
            "id ref portfolio_id number round why content sha256 submitted_at by_id declared_own "
            "declared_private",
        )
        self.review = Table(
            Review,
            "id ref portfolio_id round seat reviewer_id state assigned_at assigned_by_id due_on opened_at "
            "handed_in_at",
            most=2,
        )
        self.rating = Table(
            Rating,
            "id ref review_id competency_id value comment saved_at",
            most=32,
        )
        self.decision = Table(
            Decision,
            "id ref portfolio_id round kind unanimous may_decline arithmetic decided_at released_at "
            "released_by_id",
        )
        self.tables = [value for value in vars(self).values() if isinstance(value, Table)]
