"""What is sent and how it is counted: every item has one way to be written."""

import pytest

from model.contributions import Contribution, Item, Signal


@pytest.mark.parametrize("item", [Item("level", "s1.1"), Item("target", "k2"), Item("score", "overall", "core")])
def test_an_item_is_read_as_it_was_written(item):
    """Of a score with its scope."""
    assert Item.parse(str(item)) == item


@pytest.mark.parametrize(("share", "is_assured"), [(0.49, False), (0.5, True), (1.0, True)])
def test_with_half_of_its_levels_evidenced_a_contribution_is(share, is_assured):
    """That is the layer it is counted in."""
    sent = Contribution("bank", "small", "core", "1", "d", {"s1.1": 3}, {"s1.1": 4}, {"s1": 5}, share)

    assert sent.is_assured is is_assured
    assert sent.values() == {Item("level", "s1.1"): 6, Item("target", "s1.1"): 8, Item("score", "s1", "core"): 5}


@pytest.mark.parametrize(("value", "is_usual"), [(0.1, False), (0.2, True), (0.5, True), (0.6, False)])
def test_a_signal_is_usual_within_its_ends(value, is_usual):
    """Both ends included."""
    assert Signal("evidence", value, (0.2, 0.5)).is_usual is is_usual
