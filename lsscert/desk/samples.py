"""A real object for every argument of every address, so that each can be walked: by a test and from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from candidates.certificates.models import Certificate, CertificateRequest
from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy
from competencies.courses.models import Course
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.desk.routes import Route
from lsscert.letters.models import Letter
from lsscert.money.models import CardCheckout, Invoice, SandboxSession

REF = {"ref": "ref"}


@dataclass(frozen=True)
class Sample:
    """Where an address takes its arguments from: rows, the lookup that leads to their owner, argument → field."""

    rows: Callable[[], QuerySet[Any]]
    owner: str = ""
    arguments: Mapping[str, str] = field(default_factory=lambda: REF)

    def take(self, person: Person | None) -> dict[str, Any] | None:
        """The arguments of the newest such row (of this person); None when there is none."""
        rows = self.rows().order_by("-pk")
        if person is not None and self.owner:
            rows = rows.filter(**{self.owner: person})
        values = rows.values(*self.arguments.values()).first()
        return values and {name: values[source] for name, source in self.arguments.items()}


def _rows(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.all()


_CANDIDACY = Sample(_rows(Candidacy))
_CERTIFICATE = Sample(_rows(Certificate))
_OWN_CERTIFICATE = Sample(_rows(Certificate), "candidacy__person")
_COMPLETION = Sample(_rows(Completion))
_OWN_COMPLETION = Sample(_rows(Completion), "candidacy__person")
_COURSE = Sample(_rows(Course))
_CHECKOUT = Sample(_rows(CardCheckout), "by")
_INVOICE = Sample(_rows(Invoice))
_OWN_INVOICE = Sample(_rows(Invoice), "person")
_PERSON = Sample(_rows(Person))
_SET = Sample(_rows(CompetencySet), arguments={"slug": "slug"})

SAMPLES: dict[str, Sample] = {
    "set": _SET,
    "course": _COURSE,
    "verify_number": Sample(_rows(Certificate), arguments={"number": "number"}),
    "verify_link": Sample(_rows(Certificate), arguments={"number": "number", "token": "link_token"}),
    "sandbox_checkout": Sample(_rows(SandboxSession)),
    "my_letter": Sample(lambda: Letter.objects.filter(secret=False), "person"),
    "my_invoice": _OWN_INVOICE,
    "my_pay": _OWN_INVOICE,
    "my_paid": _CHECKOUT,
    "my_not_paid": _CHECKOUT,
    "my_completion": _OWN_COMPLETION,
    "my_proof": _OWN_COMPLETION,
    "my_certificate_pdf": _OWN_CERTIFICATE,
    "desk_candidate": _CANDIDACY,
    "desk_application": _CANDIDACY,
    "desk_invoice": _INVOICE,
    "desk_refund_sent": _PERSON,
    "desk_completion": _COMPLETION,
    "desk_proof": _COMPLETION,
    "desk_course": _COURSE,
    "desk_set": _SET,
    "desk_certificate_request": Sample(_rows(CertificateRequest)),
    "desk_certificate": _CERTIFICATE,
    "desk_letter": Sample(_rows(Letter)),
}

# Addresses of libraries: a value that has the right shape and names nothing.
OF_LIBRARIES: dict[str, Any] = {"key": "none", "uidb36": "0", "pk": 0, "url": "nothing", "object_id": 0}


def arguments_for(route: Route, person: Person | None = None) -> dict[str, Any] | None:
    """None when the database holds nothing to fill them with; LookupError when this table does not know the address."""
    if not route.arguments:
        return {}
    if sample := SAMPLES.get(route.name):
        return sample.take(person)
    if route.pattern.startswith(("accounts/", "admin/")):
        return {name: _of_a_library(name) for name in route.arguments}
    raise LookupError(f"no sample for {route.pattern}: name its rows in {__name__}.SAMPLES")


def _of_a_library(name: str) -> Any:
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
