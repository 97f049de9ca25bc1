"""Each check of what must always hold is shown a house in which it does not."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from lsscert.desk.invariants import CHECKS
from lsscert.desk.invariants.check import Check
from lsscert.files.models import StoredFile
from lsscert.policy.models import PolicyRow
from scholarships.awarding.models import Award, Draw
from tests.house import House
from tests.scholarships import breaking

Break = Callable[[], None]
SAFE = ".kept"
TWO_DAYS = 2 * 24 * 3600


def sql(*statements: str) -> Break:
    def breaking() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in statements:
                cursor.execute(statement)
                assert statement.startswith(("ALTER", "DROP")) or cursor.rowcount > 0, (
                    f"nothing to break: {statement}"
                )

    return breaking


def unprotected(*statements: str) -> Break:
    """What only somebody with the keys of the database could do."""

    def breaking() -> None:
        with pgtrigger.ignore("money.Transfer:transfers_are_append_only"):
            sql(*statements)()

    return breaking


def one(table: str, change: str, where: str = "true") -> str:
    return f"UPDATE {table} SET {change} WHERE id = (SELECT min(id) FROM {table} WHERE {where})"


def lose_a_file() -> None:
    path = Path(default_storage.path(StoredFile.objects.latest("pk").path))
    path.rename(path.with_suffix(SAFE))


def spoil_a_file() -> None:
    lose_a_file()
    default_storage.save(StoredFile.objects.latest("pk").path, ContentFile(b"something else"))


def leave_a_file_behind() -> None:
    path = default_storage.save("files/2020/01/nobody-knows", ContentFile(b"left over"))
    full = default_storage.path(path)
    before = os.stat(full).st_mtime - TWO_DAYS
    os.utime(full, (before, before))


def misspell_a_figure() -> None:
    PolicyRow.objects.create(key="price.enrolment", value="cheap", effective_from=date(2090, 1, 1))


def forget_a_figure() -> None:
    with pgtrigger.ignore("policy.PolicyRow:policy_in_force_never_changes"):
        PolicyRow.objects.filter(key="price.renewal").delete()


def rewrite_a_submission() -> None:
    with pgtrigger.ignore("portfolios.Submission:submissions_stay_as_they_were"):
        sql(
            'UPDATE portfolios_submission SET content = content || \'{"statement": "better"}\' WHERE id ='
            " (SELECT min(id) FROM portfolios_submission WHERE content <> '{}')"
        )()


def redraw() -> None:
    """Whoever was drawn last comes first."""
    with pgtrigger.ignore("awarding.Draw:a_draw_is_made_once"):
        made = Draw.objects.exclude(drawn_at=None).latest("pk")
        made.order = list(reversed(made.order))
        made.save()


def of_an_award(spoil: Callable[[Award], None]) -> Break:
    """Spoil a round that was sound."""

    def breaking_it() -> None:
        spoil(breaking.one_award())

    return breaking_it


COPIED = "cycle, round, carries, assigned_at, due_on, ended_why, version, state, portfolio_id, reviewer_id"
ONE_REVIEW = "FROM portfolios_review WHERE state = 'assigned' AND seat <> 'third' ORDER BY id LIMIT 1"
SECOND_SEAT = (
    f"INSERT INTO portfolios_review (ref, seat, {COPIED}) SELECT 'abcdefghjk',"
    f" CASE seat WHEN 'first' THEN 'second' ELSE 'first' END, {COPIED} {ONE_REVIEW}"
)
SAME_SEAT = (
    f"INSERT INTO portfolios_review (ref, seat, {COPIED}) SELECT 'abcdefghjk', seat, {COPIED} {ONE_REVIEW}"
)

BREAKS: dict[str, Break] = {
    "balances": sql(one("money_account", "balance = balance + 1", "kind = 'credit'")),
    "books": sql(one("money_account", "balance = balance + 1", "kind = 'outside'")),
    "invoice_accounts": sql(
        "DELETE FROM money_account WHERE kind = 'invoice' AND id NOT IN (SELECT target_id FROM money_transfer)"
    ),
    "overpaid": sql(
        "ALTER TABLE money_account DROP CONSTRAINT balance_stays_below_its_ceiling",
        one(
            "money_account", "balance = balance + 1", "kind = 'invoice' AND balance = ceiling AND balance > 0"
        ),
    ),
    "ceilings": sql(one("money_account", "ceiling = ceiling + 1", "kind = 'invoice'")),
    "credit_notes": sql("DELETE FROM money_creditnote"),
    "followed": unprotected(one("money_transfer", "payment_id = NULL")),
    "purses": unprotected(
        one(
            "money_transfer",
            "source_id = (SELECT min(id) FROM money_account WHERE kind = 'outside')",
            "reason = 'fund_gift'",
        )
    ),
    "payments": unprotected(
        one(
            "money_transfer",
            "payment_id = (SELECT max(id) FROM money_payment)",
            "target_id IN (SELECT id FROM money_account WHERE kind = 'credit')",
        )
    ),
    "refunds": sql(one("money_refund", "state = 'stopped'", "state = 'due'")),
    "cheques": sql(one("money_payment", "state = 'banked'", "method = 'cheque' AND state = 'received'")),
    "taken_back": sql(one("money_payment", "state = 'void'", "state = 'banked'")),
    "shares": sql(one("money_share", "state = 'paid'", "state = 'asked'")),
    "orders": sql(one("money_purchaseorder", "state = 'paid'", "state = 'invoiced'")),
    "invoice_lines": sql(one("money_invoiceline", "amount = amount + 1")),
    "void_invoices": sql(
        "ALTER TABLE money_account DROP CONSTRAINT balance_stays_below_its_ceiling",
        "UPDATE money_account SET balance = 1 FROM money_invoice i WHERE i.id = invoice_id AND i.state = 'cancelled'",
    ),
    "settled": sql(
        one("candidates_candidacy", "settled_on = NULL", "state = 'submitted' AND settled_on IS NOT NULL")
    ),
    "void_fees": sql(
        "UPDATE money_invoice SET state = 'cancelled', credited = total WHERE id IN (SELECT f.invoice_id"
        " FROM fees_enrolmentfee f JOIN candidates_candidacy c ON c.id = f.candidacy_id WHERE c.state = 'active')"
    ),
    "open_candidacies": sql(
        "DROP INDEX one_open_candidacy",
        one(
            "candidates_candidacy",
            "person_id = (SELECT person_id FROM candidates_candidacy WHERE state = 'active' LIMIT 1)",
            "state = 'submitted'",
        ),
    ),
    "active": sql(
        "ALTER TABLE candidates_candidacy DROP CONSTRAINT active_is_accepted_and_settled",
        one("candidates_candidacy", "deadline = NULL", "state = 'active'"),
    ),
    "in_force": sql(
        "DROP INDEX one_certificate_in_force",
        one("certificates_certificate", "state = 'in_force'", "state = 'superseded'"),
    ),
    "certified": sql(one("candidates_candidacy", "state = 'active'", "state = 'certified'")),
    "printed_sets": sql(one("certificates_certificate", "sets = sets || '[{}]'")),
    "requests": sql(one("certificates_certificaterequest", "state = 'asked'", "state = 'issued'")),
    "achievements": sql(one("coursework_completion", "state = 'reported'", "state = 'verified'")),
    "states": sql(one("coursework_completion", "state = 'lost'")),
    "letters": sql(one("letters_letter", "state = 'queued'", "state = 'sent'")),
    "files": lose_a_file,
    "file_hashes": spoil_a_file,
    "stray_files": leave_a_file_behind,
    "one_seat_each": sql(
        "DROP INDEX one_reviewer_per_seat", "DROP INDEX a_reviewer_has_one_seat", SECOND_SEAT
    ),
    "one_reviewer_a_seat": sql(
        "DROP INDEX one_reviewer_per_seat", "DROP INDEX a_reviewer_has_one_seat", SAME_SEAT
    ),
    "nobody_judges_their_own": sql(
        "UPDATE portfolios_review r SET reviewer_id = c.person_id FROM portfolios_portfolio p"
        " JOIN candidates_candidacy c ON c.id = p.candidacy_id WHERE p.id = r.portfolio_id AND r.id ="
        " (SELECT min(id) FROM portfolios_review WHERE state = 'assigned')"
    ),
    "reviewers_are_qualified": sql("DELETE FROM portfolios_setqualification"),
    "reviewers_are_trained": sql("UPDATE portfolios_reviewer SET trained_at = NULL"),
    "appeals_apart": sql(
        "UPDATE appeals_appeal a SET answered_by_id = c.person_id, answered_at = now() FROM candidates_candidacy c"
        " WHERE c.id = a.candidacy_id"
    ),
    "appeal_days": sql(one("appeals_appeal", "due_on = NULL", "state = 'reasoned'")),
    "appeals_sent_back": sql(
        "UPDATE appeals_appeal SET kind = 'portfolio', state = 'sent_back', closed_at = now(), ref_of_decision ="
        " (SELECT ref FROM portfolios_decision WHERE sent_back_at IS NULL ORDER BY id LIMIT 1)"
    ),
    "submissions": rewrite_a_submission,
    "promises": of_an_award(breaking.sql(breaking.FREE)),
    "places": of_an_award(breaking.sql(breaking.NOT_COUNTED)),
    "budgets": of_an_award(breaking.sql(breaking.NOT_DRAWN)),
    "award_parts": of_an_award(breaking.sql(breaking.OTHER_PARTS)),
    "award_people": of_an_award(breaking.somebody_else),
    "round_funds": of_an_award(breaking.a_fund_of_strangers),
    "fee_awards": of_an_award(breaking.sql(breaking.PAID_IN_WORD_ONLY)),
    "award_reports": of_an_award(breaking.accepted_without_report),
    "draws": redraw,
    "award_claims": of_an_award(breaking.paid_without_proof),
    "claim_lines": of_an_award(breaking.claimed_without_lines),
    "facts": sql(one("candidates_fact", "code = 'unheard_of'")),
    "figures": misspell_a_figure,
    "missing_figures": forget_a_figure,
}


def test_every_check_is_shown_what_it_is_for() -> None:
    assert [check.code for check in CHECKS] == list(BREAKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_breach_is_counted(check: Check, house: House) -> None:
    assert check.breaches() == 0
    BREAKS[check.code]()
    try:
        assert check.breaches() > 0
    finally:
        mend_files(house)


def mend_files(house: House) -> None:
    """Files know no rollback."""
    shutil.rmtree(house.files / "files" / "2020", ignore_errors=True)
    for kept in house.files.rglob(f"*{SAFE}"):
        kept.replace(kept.with_suffix(""))


def test_a_healthy_house_has_no_breach_and_the_command_says_so(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invariants", json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["breaches"] == 0
    assert {entry["code"] for entry in said["checks"]} == set(BREAKS)


def test_the_command_fails_and_names_what_is_broken(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    BREAKS["facts"]()
    with pytest.raises(SystemExit) as ended:
        call_command("invariants", json=True)
    assert ended.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert {entry["code"]: entry["breaches"] for entry in said["checks"] if entry["breaches"]} == {"facts": 1}
