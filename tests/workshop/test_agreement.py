"""Agreement over a whole workshop: Gwet's AC2 with its interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.agreement import agreement

# Four raters on twelve subjects, some skipped: Gwet, Handbook of Inter-Rater Reliability; in R's irrCAC "raw4raters".
FOUR_RATERS = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip

workshops = st.lists(st.lists(st.integers(1, 5), max_size=9), max_size=8)


def test_the_published_example():
    """With quadratic weights, missing ratings and the interval over subjects; as irrCAC computes it."""
    found = agreement(FOUR_RATERS)

    assert found.value == pytest.approx(0.9140, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(0.68518, abs=5e-6), 1.0)
    assert found.questions == 12


def test_when_nearly_all_choose_the_same_agreement_stays_high():
    """Where kappa falls to zero although nine of ten agree on every question."""
    found = agreement([[4] * 9 + [3]] * 6)

    assert found.value > 0.95


def test_all_alike_is_full_agreement():
    """With an interval of no width."""
    found = agreement([[2, 2, 2], [5, 5, 5], [3, 3]])

    assert (found.value, found.low, found.high) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize("questions", [[], [[1, 2, 3]], [[1, 2], [3], []], [[], []]])
def test_with_fewer_than_two_questions_that_two_people_answered_there_is_none(questions):
    """A figure on one question would be no figure of a workshop."""
    assert agreement(questions) is None


@given(workshops)
def test_the_value_lies_in_its_interval(questions):
    """And both lie between -1 and 1; the order of people and of questions says nothing."""
    found = agreement(questions)
    if found is None:
        return

    assert min(-1, found.value) <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1
    turned = agreement([chosen[::-1] for chosen in questions[::-1]])
    assert turned.value == pytest.approx(found.value)
    assert turned.low == pytest.approx(found.low)
