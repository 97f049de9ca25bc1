"""What our Python says to people can be translated; every fact has words and every letter a text."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from candidates.journey.timeline import SENTENCES
from tests.guards.source import ROOT, calls, name_of, python_files, tree_of, where
from tests.guards.spoken import unmarked

LETTERS = ROOT / "templates" / "letters"
# Where the code of a fact or the kind of a letter comes out of a variable: the file, and what the variable can hold.
OUT_OF_A_VARIABLE = {
    "candidates/journey/lapsing.py": {"place_lapsed", "candidacy_lapsed"},
    "candidates/fees/telling.py": {
        "paid_by_card",
        "paid_by_other",
        "cheque_recorded",
        "transfer_arrived",
        "award_arrived",
    },
}
# A room's own short way to write: what it puts before the code, and what it always hands on.
HELPERS: dict[str, tuple[str, set[str]]] = {"steps": ("completion_", {"course"})}
OWNERS = {"", "journey", "letters", *HELPERS}
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def is_of_forms(path: Path) -> bool:
    return path.name != "models.py" and path.parent.name != "models"


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_people_read_is_marked_for_translation(path: Path) -> None:
    found = unmarked(tree_of(path), forms=is_of_forms(path))
    assert [f"{where(path, line)} {text!r}" for line, text in found] == []


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused("code", "You cannot")',
        'raise Refused("code", _("You cannot"), f"Ask {name}")',
        'messages.error(request, "No")',
        'forms.CharField(label="Your name")',
        'forms.CharField(help_text="As printed")',
        'models.CharField(_("name"), help_text="as printed")',
        'State(_("staff"), "You", "wait", _("next"))',
        'Refused("code", _("a") if x else "Two words")',
        'class A(models.TextChoices):\n    X = "x", "Some label"',
        'class A(models.TextChoices):\n    X = "x"',
        'forms.ValidationError("Wrong")',
    ],
)
def test_a_sentence_that_nobody_marked_is_seen(source: str) -> None:
    assert len(list(unmarked(ast.parse(source), forms="models." not in source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused("code", _("You cannot"), _("Ask %(name)s") % {"name": name})',
        'raise Refused("code", str(problem))',
        'raise Refused("code", _("You cannot"), "")',
        'models.CharField(max_length=3, help_text="bytes, as stored")',
        'Reason("late", format_lazy(_("Until {day}"), day=day))',
        'class A(models.TextChoices):\n    X = "x", _("Some label")',
        'log.error("view does not say who it is for: %s", route)',
    ],
)
def test_what_is_marked_passes(source: str) -> None:
    assert list(unmarked(ast.parse(source), forms="models." not in source)) == []


def literals(node: ast.expr) -> set[str] | None:
    """The texts an expression can be, or None where that cannot be read off it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        first, second = literals(node.body), literals(node.orelse)
        return first | second if first and second else None
    return None


@dataclass(frozen=True)
class Said:
    """A call, the texts its code or kind can be, and the facts it hands on."""

    path: Path
    call: ast.Call
    texts: set[str]
    facts: set[str]

    @property
    def where(self) -> str:
        return where(self.path, self.call.lineno)


def said(name: str, position: int, keyword: str) -> list[Said]:
    """Every call of that name with what it says in one argument."""
    found = []
    for path in python_files():
        for called, call in calls(tree_of(path)):
            given = next((each.value for each in call.keywords if each.arg == keyword), None)
            if given is None and len(call.args) > position:
                given = call.args[position]
            if called == name and owner(call) in OWNERS and given is not None and not _only_passes_on(given):
                found.append(_said(path, call, given))
    return found


def _said(path: Path, call: ast.Call, given: ast.expr) -> Said:
    prefix, facts = HELPERS.get(owner(call), ("", set()))
    texts = literals(given) or OUT_OF_A_VARIABLE.get(str(path.relative_to(ROOT)))
    assert texts, f"{where(path, call.lineno)}: name in OUT_OF_A_VARIABLE what this can be"
    given_facts = {each.arg or "**" for each in call.keywords}
    return Said(path, call, {prefix + text for text in texts}, facts | given_facts)


def owner(call: ast.Call) -> str:
    return name_of(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _only_passes_on(given: ast.expr) -> bool:
    """The mechanism itself, and helpers that put a prefix before what they are told."""
    return isinstance(given, ast.JoinedStr) or (isinstance(given, ast.Name) and given.id == "kind")


NOTES = said("note", 1, "code")
LETTERS_WRITTEN = said("write", 1, "kind") + said("write_to_address", 1, "kind")
HAPPENING = set().union(*(each.texts for each in NOTES))
WRITTEN = set().union(*(each.texts for each in LETTERS_WRITTEN))


def test_facts_and_letters_are_found_at_all() -> None:
    assert {"accepted", "place_lapsed", "completion_reported", "name_unlisted"} <= HAPPENING
    assert {"application_received", "candidacy_lapsed", "completion_refused"} <= WRITTEN


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.where)
def test_every_fact_has_words_and_everything_they_need(note: Said) -> None:
    for code in note.texts:
        assert code in SENTENCES, f"{note.where}: no words for {code}"
        needed = set(PLACEHOLDER.findall(str(SENTENCES[code])))
        assert "**" in note.facts or needed <= note.facts, f"{note.where}: {code} needs {needed - note.facts}"


def test_no_words_for_what_never_happens() -> None:
    assert set(SENTENCES) - HAPPENING == set()


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_every_letter_has_a_text(kind: str) -> None:
    assert (LETTERS / f"{kind}.txt").is_file()


def test_no_text_for_a_letter_that_nobody_writes() -> None:
    assert {path.stem for path in LETTERS.glob("*.txt")} - WRITTEN == set()
