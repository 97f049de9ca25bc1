"""Whether a training portfolio that somebody typed has the shape its pages read. Pure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

RATINGS = ("met", "partial", "not")
WORDS = ("text", "response")


def problem_with(content: Any, key: Any) -> Any:
    """What is wrong first, in words; empty when nothing is."""
    if not isinstance(content, dict) or not isinstance(content.get("competencies"), list):
        return _("The portfolio needs a list “competencies”.")
    if not isinstance(content.get("statement", ""), str):
        return _("The learning statement must be text.")
    if not _are_rows(content.get("evidence", []), "ref", "url", "caption"):
        return _("Every piece of evidence needs “ref”, “url” and “caption”.")
    numbers: list[int] = []
    for each in content["competencies"]:
        if not isinstance(each, dict) or not _is_number(each.get("number")):
            return _("Every competency needs a number.")
        if any(not isinstance(each.get(name), str) for name in WORDS):
            return _("Competency %(number)s needs “text” and “response”.") % {"number": each["number"]}
        if not _are_rows(each.get("evidence", []), "ref"):
            return _("The evidence of competency %(number)s needs a “ref” each.") % {"number": each["number"]}
        numbers.append(each["number"])
    if not numbers or len(set(numbers)) != len(numbers):
        return _("The portfolio needs competencies, each with a number of its own.")
    return _problem_with_key(key, numbers)


def _problem_with_key(key: Any, numbers: list[int]) -> Any:
    if not isinstance(key, list) or not all(isinstance(each, dict) for each in key):
        return _("The key needs to be a list.")
    for each in key:
        if (
            each.get("rating") not in RATINGS
            or not isinstance(each.get("why"), str)
            or not each["why"].strip()
        ):
            return _("Every line of the key needs a rating (met, partial or not) and why.")
    if any(not _is_number(each.get("number")) for each in key) or sorted(
        each["number"] for each in key
    ) != sorted(numbers):
        return _("The key needs one line for each competency.")
    return ""


def _are_rows(value: Any, *names: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and all(isinstance(each.get(name), str) for name in names) for each in value
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000
