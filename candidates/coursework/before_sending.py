"""What a candidate is told before anything is sent: the rule's answer, which they may still send against."""

from django.utils.translation import gettext as _

from candidates.coursework.forms import ProofForm
from candidates.coursework.judging import judge_course, rules_on
from candidates.coursework.showing import Shown, shown
from competencies.courses.models import Course
from lsscert import clock


def answer_of_the_rule(form: ProofForm, course: Course) -> Shown:
    """Of what was typed, by the rules of today."""
    today = clock.today()
    rules = rules_on(today)
    data = form.cleaned_data
    verdict = judge_course(
        course, completed_on=data["completed_on"], passed=data["passed"], today=today, rules=rules
    )
    return shown(verdict, course, rules)


def may_be_sent(form: ProofForm, answer: Shown | None) -> bool:
    """Not while only the rule is asked, and against the rule only when the candidate says so."""
    if form.checking or answer is None or form.errors:
        return False
    if answer.does_not and not form.anyway:
        words = _("By the rule this does not count. Tick “Send it anyway”, or change what is wrong.")
        form.add_error(None, words)
        return False
    return True
