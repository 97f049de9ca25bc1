"""Agreement by cases worked out by hand, and alpha by the example its author published."""

from collections import Counter

import pytest

from candidates.portfolios.outcome import Rating
from candidates.portfolios.quality.agreement import Why, agreement, ordinal_alpha

M, P, N = Rating.MET, Rating.PARTIAL, Rating.NOT_MET

# Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), section D: four observers, twelve units, gaps.
PUBLISHED = [
    "123321412...",
    "1233224125.3",
    ".3332342251.",
    "12332441251.",
]


def counts_of(observers: list[str]) -> list[list[int]]:
    return [
        [said.count(value) for value in "12345"]
        for said in ("".join(unit) for unit in zip(*observers, strict=True))
    ]


def test_alpha_is_that_of_its_authors_example():
    assert ordinal_alpha(counts_of(PUBLISHED)) == pytest.approx(0.815, abs=0.0005)


@pytest.mark.parametrize(
    ("pairs", "same", "percent", "alpha"),
    [
        # With two values alpha is 1 - o/e: o is how often M met N, e = n_M × n_N / (n - 1), n counts single ratings.
        ({(M, M): 5, (N, N): 5}, 10, 100, 1.0),  # o=0
        ({(M, N): 1, (N, M): 1}, 0, 0, -0.5),  # n_M=2 n_N=2: o=2, e=4/3
        ({(M, N): 1, (M, M): 1}, 1, 50, 0.0),  # n_M=3 n_N=1: o=1, e=1
        ({(M, M): 2, (M, N): 1}, 2, 67, 0.0),  # n_M=5 n_N=1: o=1, e=1; 66.7 % is 67
        ({(M, M): 1, (N, M): 2}, 1, 33, -0.25),  # n_M=4 n_N=2: o=2, e=8/5; 33.3 % is 33
        ({(M, M): 1, (N, N): 6, (M, N): 1}, 7, 88, 1 - 15 / 39),  # n_M=3 n_N=13: o=1, e=39/15; 87.5 % is 88
    ],
)
def test_percent_and_alpha(pairs, same, percent, alpha):
    found = agreement(Counter(pairs), reviews=30)
    assert (found.same, found.percent) == (same, percent)
    assert found.alpha == pytest.approx(alpha)
    assert found.why is None


@pytest.mark.parametrize(
    ("pairs", "reviews", "why"),
    [
        ({}, 0, Why.NOTHING),
        ({}, 40, Why.NOTHING),
        ({(M, M): 200, (M, N): 3}, 29, Why.FEW),
        ({(M, M): 200}, 30, Why.ALL_ALIKE),
        ({(N, N): 1}, 30, Why.ALL_ALIKE),
    ],
)
def test_there_is_no_coefficient_without_reason_to_have_one(pairs, reviews, why):
    found = agreement(Counter(pairs), reviews=reviews)
    assert found.alpha is None
    assert found.why is why
    assert (found.percent is None) == (why in (Why.NOTHING, Why.FEW))


def test_it_does_not_matter_who_is_first_and_further_apart_weighs_more():
    near, far = {(M, M): 20, (P, P): 5, (N, N): 5}, {(M, M): 20, (P, P): 5, (N, N): 5}
    near |= {(M, P): 5}
    far |= {(M, N): 5}
    turned = {(second, first): times for (first, second), times in near.items()}
    alpha = agreement(near, reviews=60).alpha
    assert agreement(turned, reviews=60).alpha == pytest.approx(alpha)
    assert alpha > agreement(far, reviews=60).alpha


def test_what_only_one_rated_says_nothing():
    two = [[2, 0, 0], [0, 0, 2]]
    assert ordinal_alpha([*two, [0, 1, 0], [0, 0, 0]]) == ordinal_alpha(two) == 1.0
    assert ordinal_alpha([[0, 1, 0], [1, 0, 0]]) is None
    assert ordinal_alpha([]) is None
