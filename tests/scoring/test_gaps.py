"""Levels and targets to gaps."""

from model.answers import Answer
from model.assessment import Gap
from scoring.gaps import find_gaps

APPLICABLE = ("a1", "a2", "b1")


def test_a_gap_is_the_target_minus_the_level():
    """From 2 to 4 is a gap of two levels."""
    [gap] = find_gaps({"a1": Answer(level=2, target=4)}, APPLICABLE)

    assert gap == Gap("a1", level=2, target=4)
    assert gap.gap == 2


def test_a_target_at_or_below_the_level_is_no_gap():
    """A lower ambition is accepted and asks for nothing."""
    answers = {"a1": Answer(level=4, target=2), "a2": Answer(level=3, target=3)}

    assert find_gaps(answers, APPLICABLE) == ()


def test_without_a_level_or_a_target_there_is_no_gap():
    """Nobody knows how far it is from "I don't know" to 4."""
    answers = {"a1": Answer(unknown=True, target=4), "a2": Answer(target=4), "b1": Answer(level=1)}

    assert find_gaps(answers, APPLICABLE) == ()


def test_gaps_come_in_the_order_of_the_questionnaire_and_only_for_what_applies():
    """The order of the answers does not matter, and a criterion that is not applicable has no gap."""
    answers = {"c1": Answer(level=1, target=5), "b1": Answer(level=1, target=2), "a1": Answer(level=4, target=5)}

    assert [gap.criterion for gap in find_gaps(answers, APPLICABLE)] == ["a1", "b1"]
