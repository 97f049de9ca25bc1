"""What was handed in, as the form holds it: to be changed without typing it all again."""

from typing import Any

from lsscert.partial_dates import PartialDate
from scholarships.applying.filled import MOST_ROWS
from scholarships.applying.forms import PAID, VOLUNTEER
from scholarships.applying.models import ScholarshipApplication


def typed_again(application: ScholarshipApplication) -> dict[str, Any]:
    posts = [(post, post.region) for post in application.posts.all()]
    costs = list(application.costs.all())
    data: dict[str, Any] = {
        "member_number": application.member_number,
        "education": application.education,
        "region": application.region,
        "asked": str(application.asked or ""),
        "costs-TOTAL_FORMS": str(len(costs) or 1),
    }
    for index, line in enumerate(costs):
        values = {"what": line.what, "cost": str(line.cost), "asked": str(line.asked)}
        data |= {f"costs-{index}-{name}": value for name, value in values.items()}
    return (
        data | posts_typed(posts) | {f"q{each.question_id}": each.text for each in application.answers.all()}
    )


def posts_typed(posts: list[tuple[Any, str]]) -> dict[str, Any]:
    """Library posts, each with the state or region of its library."""
    data: dict[str, Any] = {"posts-TOTAL_FORMS": str(len(posts[:MOST_ROWS]) or 1)}
    for index, (post, region) in enumerate(posts[:MOST_ROWS]):
        values = {
            "library": post.library,
            "title": post.title,
            "region": region,
            "paid": PAID if post.paid else VOLUNTEER,
            "starts": str(PartialDate.on(post.starts)),
            "ends": str(PartialDate.on(post.ends)) if post.ends else "",
            "hours_per_week": str(post.hours_per_week),
            "weeks_per_year": str(post.weeks_per_year),
        }
        data |= {f"posts-{index}-{name}": value for name, value in values.items()}
    return data
