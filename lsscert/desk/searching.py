"""The desk's one search box: numbers lead straight to their thing, words to people and courses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.certificates.models import CERTIFICATE_STATUS, Certificate
from candidates.certificates.numbers import parse_number
from candidates.journey.models import STATUS, Candidacy
from competencies.courses.models import Course
from lsscert.accounts.finding import Folded, organisations_named, people_named, people_nearly_named
from lsscert.accounts.models import Person
from lsscert.money.models import INVOICE_STATUS, ORDER_STATUS, Invoice, Payment, PurchaseOrder
from lsscert.money.numbers import INVOICE_NUMBER, invoice_number
from lsscert.refs import ALPHABET, LENGTH
from lsscert.states import State
from lsscert.text import tidy_line
from lsscert.ui.wording import day, money

LONGEST = 120
SHORTEST_WORD = 2
MOST = 20
REF = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@dataclass(frozen=True)
class Hit:
    """`url` is empty for somebody there is no page about yet."""

    title: Any
    detail: Any = ""
    url: str = ""
    state: State | None = None


@dataclass(frozen=True)
class Group:
    """`more` says that there are others beyond those shown."""

    label: Any
    hits: list[Hit]
    more: bool = False
    nearly: bool = False


@dataclass(frozen=True)
class Found:
    exact: list[Hit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.exact or self.groups)


def search(text: str) -> Found:
    text = tidy_line(text[:LONGEST])
    if len(text) < SHORTEST_WORD:
        return Found()
    groups = [_people(text), _organisations(text), _courses(text)]
    return Found(list(_exact(text)), [group for group in groups if group.hits])


def _exact(text: str) -> Iterator[Hit]:
    if REF.fullmatch(text.lower()):
        yield from map(_candidacy_hit, Candidacy.objects.filter(ref=text.lower()).select_related("person"))
    if number := INVOICE_NUMBER.fullmatch(text):
        invoices = Invoice.objects.filter(number=invoice_number(number)).select_related("person", "account")
        yield from map(_invoice_hit, invoices)
    if certificate := parse_number(text):
        yield from map(_certificate_hit, Certificate.objects.filter(number=certificate))
    if "@" in text:
        yield from _people_hits(Person.objects.filter(email=text.lower(), merged_into=None))
    cheques = Payment.objects.filter(method=Payment.Method.CHEQUE, reference__iexact=text).select_related(
        "payer", "organisation"
    )
    orders = PurchaseOrder.objects.filter(number__iexact=text).select_related("share__organisation")
    yield from map(_order_hit, orders[:MOST])
    yield from map(_cheque_hit, cheques[:MOST])


def _people(text: str) -> Group:
    found = people_named(text).order_by("name", "pk")[: MOST + 1]
    hits, nearly = list(_people_hits(found)), False
    if not hits:
        with transaction.atomic():
            hits, nearly = list(_people_hits(people_nearly_named(text)[:MOST])), True
    return Group(_("People"), hits[:MOST], more=len(hits) > MOST, nearly=nearly)


def _organisations(text: str) -> Group:
    """Those that have to do with money; the way leads to all of theirs."""
    found = organisations_named(text).filter(Q(shares__isnull=False) | Q(payments__isnull=False)).distinct()
    hits = [
        Hit(each.name, each.get_kind_display(), f"{reverse('desk_fees')}?{urlencode({'q': each.name})}")
        for each in found.order_by("name", "pk")[: MOST + 1]
    ]
    return Group(_("Organisations that pay"), hits[:MOST], more=len(hits) > MOST)


def _courses(text: str) -> Group:
    found = Course.objects.alias(folded_title=Folded("title")).select_related("provider")
    for word in text.split():
        found = found.filter(folded_title__contains=Folded(Value(word)))
    hits = [_course_hit(course) for course in found.order_by("title", "pk")[: MOST + 1]]
    return Group(_("Courses"), hits[:MOST], more=len(hits) > MOST)


def _newest(name: str, person: str = "pk") -> Subquery:
    newest = Candidacy.objects.filter(person=OuterRef(person)).order_by("-applied_at", "-pk")
    return Subquery(newest.values(name)[:1])


def _people_hits(people: QuerySet[Person]) -> Iterable[Hit]:
    for person in people.annotate(candidacy_ref=_newest("ref"), candidacy_state=_newest("state")):
        if person.candidacy_ref:
            url = reverse("desk_candidate", args=[person.candidacy_ref])
            yield Hit(person.name, person.email, url, STATUS[person.candidacy_state])
        else:
            yield Hit(
                person.name,
                _("%(email)s, has not applied") % {"email": person.email or _("no e-mail address")},
            )


def _candidacy_hit(candidacy: Candidacy) -> Hit:
    return Hit(
        candidacy.person.name,
        _("Candidacy %(ref)s, applied %(day)s") % {"ref": candidacy.ref, "day": day(candidacy.applied_at)},
        reverse("desk_candidate", args=[candidacy.ref]),
        STATUS[candidacy.state],
    )


def _invoice_hit(invoice: Invoice) -> Hit:
    return Hit(
        _("Invoice %(number)s") % {"number": invoice.number},
        _("%(name)s, %(total)s, of which %(left)s is left to pay")
        % {"name": invoice.owner_name, "total": money(invoice.total), "left": money(invoice.left)},
        reverse("desk_invoice", args=[invoice.ref]),
        INVOICE_STATUS[invoice.state],
    )


def _certificate_hit(certificate: Certificate) -> Hit:
    return Hit(
        _("Certificate %(number)s") % {"number": certificate.number},
        certificate.holder_name,
        reverse("desk_certificate", args=[certificate.ref]),
        CERTIFICATE_STATUS[certificate.state],
    )


def _cheque_hit(payment: Any) -> Hit:
    return Hit(
        _("Cheque %(number)s") % {"number": payment.reference},
        _("%(amount)s from %(name)s, received %(day)s")
        % {"amount": money(payment.amount), "name": payment.payer_name, "day": day(payment.received_on)},
        reverse("desk_payment", args=[payment.ref]),
    )


def _order_hit(order: PurchaseOrder) -> Hit:
    return Hit(
        _("Purchase order %(number)s") % {"number": order.number},
        _("%(amount)s from %(name)s") % {"amount": money(order.amount), "name": order.share.organisation},
        reverse("desk_order", args=[order.ref]),
        ORDER_STATUS[order.state],
    )


def _course_hit(course: Course) -> Hit:
    return Hit(course.title, course.provider.name, reverse("desk_course", args=[course.ref]))
