"""Fixing entries, drawing once, and what the database refuses afterwards."""

import re
from datetime import timedelta
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import draw_services
from scholarships.awarding.draw_models import Draw, SealedSecret
from scholarships.awarding.draw_services import draw_positions, fix
from scholarships.awarding.drawing import number_of
from scholarships.awarding.models import Meeting
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.awarding.drawn import NUMBER, SOURCE, closed, drawn, fixed, organiser
from tests.scholarships.making import NOW, TODAY, Status

pytestmark = pytest.mark.django_db


def refused(**said) -> str:
    with pytest.raises(Refused) as no:
        fix(**{"now": NOW} | said)
    return no.value.code


def draw(round_: Round, number: str = NUMBER) -> Draw:
    return draw_services.draw(round_=round_, outside_number=number, by=organiser(round_), now=NOW)


def test_fixing_publishes_the_list_and_keeps_the_secret() -> None:
    made = fixed()
    assert [each["entry"] for each in made.entries] == ["A-001", "A-002", "A-003", "A-004", "A-005"]
    assert {each["group"] for each in made.entries} == {0}
    assert (made.secret, made.outside_number, made.order, made.drawn_at) == ("", "", [], None)
    assert made.outside_source == SOURCE
    assert re.fullmatch("[0-9a-f]{64}", SealedSecret.objects.get().value)


def test_two_draws_have_two_secrets() -> None:
    for _each in range(2):
        fixed()
    assert len(set(SealedSecret.objects.values_list("value", flat=True))) == 2


def test_those_never_helped_come_first_where_the_round_says_so() -> None:
    made = fixed(closed(helped_first=True))
    assert [each["group"] for each in made.entries] == [0, 1, 0, 0, 0]
    assert draw(made.round).order[-1] == "A-002"


def test_only_those_in_the_running_are_drawn() -> None:
    round_ = closed(2)
    for state in (Status.NOT_ELIGIBLE, Status.WITHDRAWN, Status.HANDED_IN):
        making.application(round_, people.person(), state=state)
    assert [each["entry"] for each in fixed(round_).entries] == ["A-001", "A-002", "A-005"]


def test_a_meeting_can_leave_equals_to_the_draw() -> None:
    round_ = closed(method=Round.Method.MERIT_DRAW)
    someone = organiser(round_)
    Meeting.objects.create(round=round_, opened_at=NOW, opened_by=someone)
    made = fix(round_=round_, by=someone, now=NOW, among=[2, 5])
    assert [each["entry"] for each in made.entries] == ["A-002", "A-005"]
    positions = draw_positions(draw(round_).round)
    numbers = dict(round_.applications.values_list("pk", "number"))
    assert {numbers[pk] for pk in positions} == {2, 5}


def test_everybody_entered_has_their_code_and_the_commitment_in_hand() -> None:
    made = fixed()
    letters = Letter.objects.filter(kind="scholarship_draw_fixed")
    assert letters.count() == 5
    for application in made.round.applications.all():
        letter = letters.get(person=application.person)
        assert f"A-00{application.number}" in letter.subject
        assert made.commitment in letter.body
        assert made.entries_hash in letter.body
        assert SOURCE in letter.body


WRONG = {
    "not_drawn": {"method": Round.Method.MERIT},
    "round_open": {"closes_on": TODAY},
    "no_outside_number": {"outside_number": " "},
    "scores_open": {"method": Round.Method.MERIT_DRAW},
    "not_to_draw_now": {"state": Round.Status.DECIDED},
}


@pytest.mark.parametrize(("code", "said"), WRONG.items(), ids=WRONG)
def test_when_entries_cannot_be_fixed(code: str, said) -> None:
    round_ = closed(**said)
    assert refused(round_=round_, by=organiser(round_)) == code
    assert not Draw.objects.exists()


def test_nothing_is_fixed_while_facts_are_checked_or_nobody_entered() -> None:
    round_ = closed(0)
    someone = organiser(round_)
    assert refused(round_=round_, by=someone) == "nobody_entered"
    making.application(round_, state=Status.TO_CHECK)
    assert refused(round_=round_, by=someone) == "facts_to_check"


def test_entries_are_fixed_once() -> None:
    made = fixed()
    assert refused(round_=made.round, by=made.fixed_by) == "draw_fixed"


def test_drawing_opens_the_seal_for_good() -> None:
    made = fixed()
    secret = SealedSecret.objects.get().value
    row = draw(made.round)
    assert row.secret == secret
    assert row.outside_number == NUMBER
    assert sorted(row.order) == [each["entry"] for each in made.entries]
    assert not SealedSecret.objects.exists()
    with pytest.raises(Refused) as no:
        draw(made.round, "1 2 3")
    assert no.value.code == "drawn_already"


def test_without_entries_or_digits_nothing_is_drawn() -> None:
    round_ = closed()
    with pytest.raises(Refused) as no:
        draw(round_)
    assert no.value.code == "not_fixed"
    fixed(round_)
    with pytest.raises(Refused) as no:
        draw(round_, "not known yet")
    assert no.value.code == "no_digits"
    assert SealedSecret.objects.exists()


def test_places_lead_to_applications() -> None:
    made = fixed()
    assert draw_positions(made.round) == {}
    row = draw(made.round)
    numbers = dict(made.round.applications.values_list("pk", "number"))
    places = {numbers[pk]: place for pk, place in draw_positions(made.round).items()}
    assert [places[number_of(code)] for code in row.order] == [1, 2, 3, 4, 5]


# --- what the database refuses, whoever asks


def broken(act) -> str:
    with pytest.raises(IntegrityError) as problem, transaction.atomic():
        act()
    return str(problem.value)


def test_nobody_is_added_once_entries_are_fixed() -> None:
    made = fixed()
    for state in (Status.TO_CHECK, Status.HANDED_IN):
        said = broken(lambda state=state: making.application(made.round, people.person(), state=state))
        assert "the entries of this draw are fixed" in said
    making.application(closed(), people.person())  # another round takes them


def test_nobody_is_made_eligible_once_entries_are_fixed() -> None:
    round_ = closed(2)
    late = [
        making.application(round_, people.person(), state=state)
        for state in (Status.NOT_ELIGIBLE, Status.WITHDRAWN)
    ]
    draft = making.application(round_, people.person(), state=Status.DRAFT, number=None, handed_in_at=None)
    fixed(round_)
    for row in late:
        mine = ScholarshipApplication.objects.filter(pk=row.pk)
        assert "are fixed" in broken(lambda mine=mine: mine.update(state=Status.HANDED_IN))
    mine = ScholarshipApplication.objects.filter(pk=draft.pk)
    assert "keeps its number" in broken(
        lambda: mine.update(state=Status.HANDED_IN, number=9, handed_in_at=NOW)
    )


def test_who_was_on_the_list_can_leave_and_be_taken_up_again_by_the_organiser() -> None:
    made = fixed()
    row = made.round.applications.filter(number=3)
    row.update(state=Status.NOT_ELIGIBLE)
    row.update(state=Status.HANDED_IN)
    assert row.get().state == Status.HANDED_IN


def test_two_applications_cannot_change_places() -> None:
    made = fixed()
    rows = made.round.applications
    assert "keeps its number" in broken(lambda: rows.filter(number=1).update(number=77))
    elsewhere = closed(0)
    assert "keeps its number" in broken(lambda: rows.filter(number=1).update(round=elsewhere))


CHANGES = {
    "entries": [{"entry": "A-001", "group": 0}],
    "entries_hash": "0" * 64,
    "commitment": "0" * 64,
    "fixed_at": NOW - timedelta(days=9),
    "outside_source": "Another number",
}


@pytest.mark.parametrize(("name", "value"), CHANGES.items(), ids=CHANGES)
def test_what_was_published_does_not_change(name: str, value) -> None:
    made = fixed()
    assert "never changes" in broken(lambda: Draw.objects.filter(pk=made.pk).update(**{name: value}))


LATER = {
    "secret": "0" * 64,
    "outside_number": "7",
    "order": ["A-001"],
    "drawn_at": NOW,
}


@pytest.mark.parametrize(("name", "value"), LATER.items(), ids=LATER)
def test_what_was_drawn_does_not_change(name: str, value) -> None:
    made = drawn()
    assert "never changes" in broken(lambda: Draw.objects.filter(pk=made.pk).update(**{name: value}))


def test_a_draw_is_never_half_drawn_nor_removed() -> None:
    made = fixed()
    rows = Draw.objects.filter(pk=made.pk)
    assert "a_draw_is_drawn_whole" in broken(lambda: rows.update(secret="0" * 64))
    assert "a_draw_is_drawn_whole" in broken(lambda: rows.update(drawn_at=NOW, order=["A-001"]))
    with pytest.raises(Exception, match="Cannot delete rows"), transaction.atomic():
        rows.delete()


# --- verify_draw


def verified(round_: Round) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_draw", round_.ref, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_command_agrees_with_what_was_drawn() -> None:
    made = drawn()
    code, said = verified(made.round)
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()[:5]] == made.order
    assert "All 5 entries" in said


TAMPERED = {
    "order": ({"order": ["A-001", "A-002", "A-003", "A-004", "A-005"]}, "not the order"),
    "entries": ({"entries": [{"entry": "A-001", "group": 0}]}, "not those whose hash"),
    "secret": ({"secret": "0" * 64}, "not the one that was fixed"),
    "number": ({"outside_number": "1"}, "not the order"),
}


@pytest.mark.parametrize(("change", "complaint"), TAMPERED.values(), ids=TAMPERED)
def test_the_command_sees_what_somebody_changed_behind_the_database_s_back(change, complaint: str) -> None:
    made = drawn(closed(12))
    with pgtrigger.ignore("awarding.Draw:a_draw_is_made_once"):
        Draw.objects.filter(pk=made.pk).update(**change)
    code, said = verified(made.round)
    assert code == 1
    assert f"WRONG: {'this is ' if 'order' in complaint else ''}" in said
    assert complaint in said


def test_the_command_says_when_there_is_nothing_to_verify() -> None:
    made = fixed()
    for ref, words in ((made.round.ref, "nothing is drawn yet"), ("aaaaaaaaaa", "There is no round")):
        with pytest.raises(CommandError, match=words):
            call_command("verify_draw", ref)


# --- the secret


def everything_stored() -> str:
    """All rows of all tables but the seal's own, as text."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if name != "awarding_sealedsecret"]
        found = []
        for name in names:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{name}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_until_it_is_drawn_the_secret_is_nowhere_but_under_its_seal(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        made = fixed()
        secret = SealedSecret.objects.get().value
        logged = caplog.text
        assert made.commitment in everything_stored(), "the search finds what is stored"
        assert secret not in everything_stored()
        assert secret not in repr(made.__dict__)
        draw(made.round)
    assert secret in everything_stored(), "and is there, and in the history, once it was drawn"
    assert secret not in logged
