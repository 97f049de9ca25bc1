"""Evidence of a portfolio: added once, used for as many competencies as it serves."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from candidates.portfolios import steps
from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio, Response
from candidates.portfolios.reopened import editable
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.files.models import StoredFile
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line

Weight = EvidenceUse.Weight
MEGABYTE = 1024 * 1024
MOST_PIECES = 100
LONGEST_CAPTION = 300


def limits_on(now: datetime) -> tuple[int, int]:
    """The largest file, and all of a candidate's evidence together, in megabytes."""
    day = programme_day(now)
    return policy.at("portfolio.file_megabytes", day), policy.at("portfolio.candidate_megabytes", day)


def used_by(person: Person) -> int:
    """Bytes of all evidence in a person's portfolios."""
    stored = StoredFile.objects.filter(evidence__portfolio__candidacy__person=person)
    return stored.aggregate(total=Sum("size"))["total"] or 0


def add_file(
    *, response: Response, upload: UploadedFile, weight: str, caption: str, by: Person, now: datetime
) -> EvidenceUse:
    """Keep a clean copy and use it here. Refused: as files are, file_quota, locked, too_many."""
    _require_editable(response)
    largest, _all = limits_on(now)
    received = files.receive(upload=upload, max_megabytes=largest, kinds=files.EVIDENCE_KINDS)
    with files.together():
        portfolio = _locked(response)
        stored = files.store(received=received, by=by, now=now, preview=True)
        _require_room(portfolio, by, stored.size, now)
        evidence = _add(portfolio, file=stored, caption=caption, now=now)
        return _use(evidence, response, weight)


@transaction.atomic
def add_link(
    *, response: Response, url: str, weight: str, caption: str, by: Person, now: datetime
) -> EvidenceUse:
    """Refused: not_a_link, locked, too_many."""
    portfolio = _locked(response)
    evidence = _add(portfolio, url=_checked(url), caption=caption, now=now)
    return _use(evidence, response, weight)


@transaction.atomic
def use_again(*, evidence: Evidence, response: Response, weight: str, by: Person) -> EvidenceUse:
    """What is in the portfolio already serves another competency, too."""
    portfolio = _locked(response)
    if evidence.portfolio_id != portfolio.pk:
        raise Refused("not_yours", _("That is evidence of another portfolio."))
    return _use(evidence, response, weight)


@transaction.atomic
def change_use(*, use: EvidenceUse, weight: str, caption: str, by: Person) -> EvidenceUse:
    _locked(use.response)
    use.weight = _weight(weight)
    use.save(update_fields=["weight"])
    Evidence.objects.filter(pk=use.evidence_id).update(caption=_caption(caption))
    return use


@transaction.atomic
def move_use(*, use: EvidenceUse, up: bool, by: Person) -> None:
    """One place up or down among the evidence of its response; at the end nothing happens."""
    _locked(use.response)
    row = list(use.response.uses.order_by("place", "pk"))
    here = [each.pk for each in row].index(use.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for place, each in enumerate(row):
        each.place = place
    EvidenceUse.objects.bulk_update(row, ["place"])


@transaction.atomic
def remove_use(*, use: EvidenceUse, by: Person) -> None:
    """It no longer serves this competency. What serves none goes, with its file, unless it was handed in before."""
    portfolio = _locked(use.response)
    evidence = use.evidence
    use.delete()
    if not evidence.uses.exists() and not _was_handed_in(portfolio, evidence):
        stored = evidence.file
        evidence.delete()
        if stored is not None:
            files.discard(stored)


def _locked(response: Response) -> Portfolio:
    """The portfolio, locked, so that nothing comes in while it is being handed in."""
    portfolio = steps.locked(response.portfolio)
    response.portfolio = portfolio
    _require_editable(response)
    return portfolio


def _require_editable(response: Response) -> None:
    if response.competency.number not in editable(response.portfolio):
        raise Refused(
            "locked",
            _("This part is handed in and cannot change now."),
            _("Reload the page to see how it stands."),
        )


def _add(portfolio: Portfolio, *, caption: str, now: datetime, **what: object) -> Evidence:
    last = portfolio.evidence.aggregate(last=Max("number"))["last"] or 0
    if portfolio.evidence.count() >= MOST_PIECES:
        raise Refused(
            "too_many",
            _("A portfolio holds at most %(most)s pieces of evidence.") % {"most": MOST_PIECES},
            _("Use one piece for several competencies, or remove one that says little."),
        )
    return Evidence.objects.create(
        portfolio=portfolio, number=last + 1, caption=_caption(caption), added_at=now, **what
    )


def _use(evidence: Evidence, response: Response, weight: str) -> EvidenceUse:
    last = response.uses.aggregate(last=Max("place"))["last"]
    try:
        with transaction.atomic():
            return EvidenceUse.objects.create(
                evidence=evidence,
                response=response,
                weight=_weight(weight),
                place=0 if last is None else last + 1,
            )
    except IntegrityError as problem:
        raise Refused("used_already", _("It is among the evidence of this competency already.")) from problem


def _weight(weight: str) -> str:
    return weight if weight in Weight.values else Weight.SECONDARY


def _caption(caption: str) -> str:
    return tidy_line(caption)[:LONGEST_CAPTION]


def _checked(url: str) -> str:
    url = tidy_line(url)
    if url and "://" not in url and url.partition("/")[0].count(".") and "@" not in url:
        url = f"https://{url}"  # as people copy it from a poster
    try:
        URLValidator(schemes=["http", "https"])(url)
        named = bool(urlsplit(url).username)
    except (ValidationError, ValueError):
        named = True
    if named or len(url) > 500:
        raise Refused(
            "not_a_link",
            _("This is no address of a page."),
            _("It begins with https:// and has at most 500 characters."),
        )
    return url


def _require_room(portfolio: Portfolio, by: Person, size: int, now: datetime) -> None:
    """Counted under the lock of the candidacy, with the new file in it; it goes again when it is too much."""
    _largest, most = limits_on(now)
    used = used_by(portfolio.candidacy.person) + size
    if used > most * MEGABYTE:
        raise Refused(
            "file_quota",
            _("With this file all your evidence would be %(used)s MB; %(most)s MB is the most.")
            % {"used": -(-used // MEGABYTE), "most": most},
            _("Remove a file you no longer need, or send this one smaller."),
        )


def _was_handed_in(portfolio: Portfolio, evidence: Evidence) -> bool:
    versions: Sequence[dict[str, list[dict[str, str]]]] = list(
        portfolio.submissions.values_list("content", flat=True)
    )
    return any(each["ref"] == evidence.ref for content in versions for each in content.get("evidence", []))
