"""From what a person typed to the course they mean."""

import re

from competencies.courses.models import Course
from competencies.courses.search import find
from lsscert.refs import ALPHABET, LENGTH

REF = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
MOST_LISTED = 500
MOST_ALIKE = 12
MOST_COMMAS = 8


def courses_on_record() -> list[Course]:
    return list(Course.objects.select_related("provider").order_by("title", "provider__name")[:MOST_LISTED])


def labels_of_all() -> list[str]:
    """“Title, Provider” of every course, for the browser's own list of suggestions."""
    return [label_of(course) for course in courses_on_record()]


def label_of(course: Course) -> str:
    return f"{course.title}, {course.provider.name}"


def course_called(typed: str) -> Course | None:
    """By the ref of a link, by “Title, Provider”, or by words that one course alone has."""
    everything = Course.objects.select_related("provider")
    if REF.fullmatch(typed) and (course := everything.filter(ref=typed).first()):
        return course
    # A title or a provider may hold commas itself, so every place to cut is tried.
    for cut in list(re.finditer(", ", typed))[:MOST_COMMAS]:
        title, provider = typed[: cut.start()], typed[cut.end() :]
        if course := everything.filter(title__iexact=title, provider__name__iexact=provider).first():
            return course
    alike = list(find(everything, typed).courses[:2]) if typed else []
    return alike[0] if len(alike) == 1 and _has_every_word(alike[0], typed) else None


def _has_every_word(course: Course, typed: str) -> bool:
    """Merely similar is not enough to answer for it."""
    label = label_of(course).casefold()
    return all(word in label for word in re.findall(r"\w+", typed.casefold()))


def candidates_for(typed: str) -> list[Course]:
    return list(find(Course.objects.select_related("provider"), typed).courses.order_by("title")[:MOST_ALIKE])
