"""The rating screen: what is kept, what is asked for, and what is nobody's business."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.portfolios.models import Portfolio, Rating, Review
from candidates.portfolios.reviewing import services, standing
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making, walking
from tests.candidates.portfolios.walking import NOW, M, N

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
CANARY = "Canary Zwitschermaschine"


@pytest.fixture
def walk():
    return walking.begun()


def page(name, review, *more):
    return reverse(name, args=[review.ref, *more])


def rating_of(review, number):
    return Rating.objects.get(review=review, competency__number=number)


def save(client, review, number=1, *, where="review_save", **typed):
    data = {"value": "", "comment": "", "private_note": "", "version": 0} | typed
    return client.post(page(where, review, number), data)


def test_the_cover_opens_nothing_and_the_button_begins_the_review():
    portfolio = making.submitted()
    review = making.review(portfolio, making.reviewer().person)
    client = people.signed_in(review.reviewer)
    assert "Before you open it" in client.get(page("review", review)).content.decode()
    assert Review.objects.filter(pk=review.pk, opened_at=None).exists()
    assert client.get(page("review_competency", review, 1)).status_code == 404, "not read before it is opened"
    client.post(page("review_open", review))
    review.refresh_from_db()
    portfolio.refresh_from_db()
    assert review.opened_at
    assert portfolio.state == "in_review"
    assert portfolio.candidacy.facts.filter(code="portfolio_review_began").count() == 1


def test_what_is_typed_is_kept_and_an_older_tab_is_told(walk):
    _portfolio, review, _other = walk
    client = people.signed_in(review.reviewer)
    first = save(client, review, value=N, comment="Which\x00 shelf?", private_note="Ask again.")
    assert first.json()["version"] == 1
    stale = save(client, review, value=M, comment="From an older tab")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    rating = rating_of(review, 1)
    assert (rating.value, rating.comment, rating.private_note) == (N, "Which shelf?", "Ask again.")


def test_an_older_tab_without_scripts_loses_nothing(walk):
    _portfolio, review, _other = walk
    client = people.signed_in(review.reviewer)
    save(client, review, value=N, comment="Newer")
    answer = save(
        client, review, where="review_competency", value=M, comment="Typed in the older tab", go="next"
    )
    assert answer.status_code == 422
    assert "Typed in the older tab" in answer.content.decode()
    assert rating_of(review, 1).comment == "Newer"


@pytest.mark.parametrize(
    "typed",
    [
        {"value": "excellent"},
        {"comment": "x" * 6001},
        {"version": "forged"},
        {"version": "9" * 30},
        {"version": "-1"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(walk, typed):
    _portfolio, review, _other = walk
    answer = save(people.signed_in(review.reviewer), review, **typed)
    assert answer.status_code in {409, 422}
    assert answer.json()["detail"]
    assert not Rating.objects.filter(review=review).exists()


def test_below_met_the_comment_is_demanded_before_handing_in(walk):
    _portfolio, review, _other = walk
    making.rate(review, walking.ALL_MET | {4: N}, comment="")
    client = people.signed_in(review.reviewer)
    asked = save(client, review, 4, where="review_competency", value=N, go="next")
    assert asked.url == page("review_competency", review, 4), "one stays where the comment is missing"
    with pytest.raises(Refused) as no:
        services.hand_in(review=review, seen=standing.of(review).version, by=review.reviewer, now=NOW)
    assert no.value.code == "not_complete"
    assert "4" in str(no.value)
    save(client, review, 4, where="review_competency", value=N, comment="No evidence.", version=1, go="next")
    review = Review.objects.get(pk=review.pk)
    services.hand_in(review=review, seen=standing.of(review).version, by=review.reviewer, now=NOW)
    assert Review.objects.get(pk=review.pk).state == "handed_in"


def test_handing_in_needs_the_tick_and_the_newest_summary(walk):
    _portfolio, review, _other = walk
    making.rate(review, walking.ALL_MET)
    client = people.signed_in(review.reviewer)
    seen = standing.of(review).version
    assert "Tick the box" in client.post(page("review_hand_in", review), {"seen": seen}).content.decode()
    save(client, review, 1, value=M, comment="A word more")
    answer = client.post(page("review_hand_in", review), {"seen": seen, "sure": "yes"})
    assert "changed since you opened this page" in answer.content.decode()
    answer = client.post(page("review_hand_in", review), {"seen": seen + 1, "sure": "yes"})
    assert answer.url == page("review", review)
    assert save(client, review, 1, value=N, version=1).status_code == 404, "handed in is final"
    assert rating_of(review, 1).value == M


def test_the_buttons_lead_on_and_back(walk):
    _portfolio, review, _other = walk
    client = people.signed_in(review.reviewer)
    where = {"go": "next", "value": M}
    assert save(client, review, 1, where="review_competency", **where).url == page(
        "review_competency", review, 2
    )
    assert save(client, review, 2, where="review_competency", value=M, go="previous").url == page(
        "review_competency", review, 1
    )
    assert save(client, review, 9, where="review_competency", **where).url == page("review_hand_in", review)


def test_nobody_else_reaches_it(walk):
    _portfolio, review, other = walk
    for stranger in (other.reviewer, making.reviewer().person, people.person()):
        client = people.signed_in(stranger)
        for name in ("review", "review_statement", "review_hand_in", "review_step_aside"):
            assert client.get(page(name, review)).status_code == 404
        assert save(client, review, value=M).status_code == 404
    assert not Rating.objects.filter(review=review).exists()


def everything(client, review):
    """Every page of a review, as one text."""
    numbers = [row.number for row in standing.of(review).rows]
    paths = [page(name, review) for name in ("review", "review_statement", "review_hand_in")]
    paths += [page("review_competency", review, number) for number in numbers] + [reverse("review_home")]
    return "".join(client.get(path, follow=True).content.decode() for path in paths)


def test_nothing_of_the_other_is_seen_until_both_are_in(walk):
    _portfolio, review, other = walk
    walking.hand_in(other, walking.ALL_MET | {3: N}, comment=CANARY)
    mine = people.signed_in(review.reviewer)
    assert CANARY not in everything(mine, review)
    theirs = people.signed_in(other.reviewer)
    assert "other review is not in yet" in theirs.get(page("review", other)).content.decode()
    making.rate(review, walking.ALL_MET, comment="")
    assert CANARY not in everything(mine, review)
    walking.hand_in(review)
    assert CANARY in mine.get(page("review", review)).content.decode(), "then both, side by side"
    assert "side by side" in theirs.get(page("review", other)).content.decode()


def test_private_notes_are_never_the_others(walk):
    _portfolio, review, other = walk
    making.rate(other, walking.ALL_MET)
    Rating.objects.filter(review=other).update(private_note=CANARY)
    walking.hand_in(other)
    walking.hand_in(review)
    assert CANARY not in people.signed_in(review.reviewer).get(page("review", review)).content.decode()
    assert CANARY in people.signed_in(other.reviewer).get(page("review", other)).content.decode()


def test_a_third_sees_only_the_dispute_and_neither_rating():
    portfolio = walking.asked({8: N, 9: N}, {8: N, 9: N})
    one, two = walking.second_round(portfolio, reopened=[8, 9])
    walking.hand_in(one, {8: M, 9: M}, comment=CANARY)
    walking.hand_in(two, {8: N, 9: M}, comment=CANARY)
    portfolio.refresh_from_db()
    third = services.open_review(making.review(portfolio, making.reviewer().person, "third", round=2), NOW)
    client = people.signed_in(third.reviewer)
    text = everything(client, third)
    assert CANARY not in text
    assert "first says why." not in text, "nor what was asked in round one"
    assert client.get(page("review_competency", third, 9)).status_code == 404


def test_round_two_shows_what_was_asked_and_what_is_new():
    portfolio = walking.asked()
    response = portfolio.responses.get(competency__number=9)
    response.text = "## How I do it\n\nMy thorough answer to **9**."
    response.save()
    review, _other = walking.second_round(portfolio)
    services.open_review(review, NOW)
    text = people.signed_in(review.reviewer).get(page("review_competency", review, 9)).content.decode()
    asked = re.findall("<blockquote>(.*?)</blockquote>", text)
    assert asked == ["first says why.", "second says why."], "both, and nobody's name or rating with them"
    assert "<ins>thorough answer</ins>" in text
    assert "<del>response</del>" in text


def test_the_candidate_is_nowhere_on_a_reviewers_page():
    candidacy = people.active(people.person(CANARY, "canary@people.test"))
    _portfolio, review, other = walking.begun(making.submitted(candidacy=candidacy))
    client = people.signed_in(review.reviewer)
    text = everything(client, review)
    walking.hand_in(review)
    walking.hand_in(other)
    text += client.get(page("review", review)).content.decode()
    assert CANARY not in text
    assert "canary@" not in text
    assert "Cedar Valley Library" not in text, "the employer of the application"


def test_who_recognises_the_candidate_steps_aside_and_nothing_counts(walk):
    portfolio, review, _other = walk
    client = people.signed_in(review.reviewer)
    assert client.post(page("review_step_aside", review), {"words": "x"}).status_code == 422, (
        "only with the tick"
    )
    client.post(page("review_step_aside", review), {"words": "We met.", "sure": "on"})
    review.refresh_from_db()
    assert (review.state, review.ended_why) == ("aside", "We met.")
    assert client.get(page("review_competency", review, 1)).status_code == 404
    assert "stepped aside" in client.get(page("review", review)).content.decode()
    assert not portfolio.candidacy.facts.filter(params__icontains="met").exists()


def test_home_puts_what_is_due_first():
    person = making.reviewer().person
    late = making.review(making.submitted(code="TEC"), person, due_on=people.TODAY + timedelta(days=20))
    soon = making.review(making.submitted(code="COM"), person, due_on=people.TODAY + timedelta(days=3))
    text = people.signed_in(person).get(reverse("review_home")).content.decode()
    assert text.index(soon.portfolio.alias) < text.index(late.portfolio.alias)
    assert "taken on 2 of at most 12" in text


def test_home_asks_the_same_however_much_waits(django_assert_max_num_queries):
    person = making.reviewer().person
    client = people.signed_in(person)
    making.review(making.submitted(), person)
    client.get(reverse("review_home"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("review_home"))
    for code in ("COM", "REF"):
        making.review(making.submitted(code=code), person)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("review_home"))


def test_the_candidate_took_it_back_before_it_was_opened():
    portfolio = making.submitted()
    review = making.review(portfolio, making.reviewer().person)
    Review.objects.filter(pk=review.pk).update(state="called_off")
    Portfolio.objects.filter(pk=portfolio.pk).update(state="draft")
    answer = people.signed_in(review.reviewer).post(page("review_open", review), follow=True)
    assert "taken back by its candidate" in answer.content.decode()
    review.refresh_from_db()
    assert review.opened_at is None
