"""Which words in our Python reach a reader, and whether a translator will ever see them."""

import ast
import re
from collections.abc import Iterator, Mapping

from tests.guards.source import TRANSLATORS, calls, name_of

# What is called → which of its positional arguments people read. Keywords are in SPOKEN_KEYWORDS.
SPOKEN_ARGUMENTS: Mapping[str, slice] = {
    "Refused": slice(1, 3),
    "Reason": slice(1, 2),
    "State": slice(0, 2),
    "ValidationError": slice(0, 1),
    "Link": slice(0, 1),
    "DeskTask": slice(0, 2),
    "Key": slice(0, 2),
    "NextStep": slice(0, 1),
}
MESSAGES = {"success", "error", "info", "warning"}
SPOKEN_KEYWORDS = {
    "sentence", "how_to_mend", "label", "verbose_name", "staff", "candidate", "next", "afterwards", "empty_label",
}  # fmt: skip
# Formats and makes that are called the same everywhere.
SAME_EVERYWHERE = {"PDF", "PNG", "JPEG", "MB"}
WORD = re.compile(r"[^\W\d_]{2,}")
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)\w")


def unmarked(tree: ast.Module, *, forms: bool) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that people would read as it is. `forms` says that every help text is read."""
    for name, call in calls(tree):
        spoken = list(call.args[SPOKEN_ARGUMENTS[name]]) if name in SPOKEN_ARGUMENTS else []
        if (
            name in MESSAGES
            and isinstance(call.func, ast.Attribute)
            and name_of(call.func.value) == "messages"
        ):
            spoken = call.args[1:2]
        spoken += [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN_KEYWORDS]
        spoken += _help_texts(call, forms)
        for argument in spoken:
            yield from _literals(argument)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(name_of(base).endswith("Choices") for base in node.bases):
            yield from _choice_labels(node)


def _help_texts(call: ast.Call, forms: bool) -> list[ast.expr]:
    """In models, the help of a field that has no name for people is a note to ourselves."""
    named = bool(call.args) and _is_marked(call.args[0])
    return [keyword.value for keyword in call.keywords if keyword.arg == "help_text" and (forms or named)]


def _choice_labels(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
            yield from _literals(line.value.elts[-1])
        elif isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            yield line.lineno, f"{name_of(line.targets[0])} has no label"


def _is_marked(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) in TRANSLATORS


def _literals(node: ast.expr) -> Iterator[tuple[int, str]]:
    """Every text in an expression that no translator's mark surrounds."""
    if _is_marked(node):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if WORD.search(PLACEHOLDER.sub("", node.value)) and node.value not in SAME_EVERYWHERE:
            yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _literals(part)
    elif isinstance(node, ast.BinOp):
        # What a % fills in is a mapping: its keys are names, not words.
        yield from _literals(node.left)
        if isinstance(node.op, ast.Add):
            yield from _literals(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif (
        isinstance(node, ast.Call)
        and name_of(node.func) in {"format_lazy", "str", "format_html"}
        and node.args
    ):
        yield from _literals(node.args[0])
