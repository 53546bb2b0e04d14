"""A release out of counts: what may be shown of each item and group, and the steps that many made."""

import random
from datetime import date

import pytest

from benchmark.figures import figure
from benchmark.release import figures, frequent_steps, make_release
from model.contributions import Cell, Item, LevelStep
from model.releases import Group
from tests.benchmark.tables import counted, population

FACTS = {
    "association": "Voorbeeld (fictief)",
    "edition": "2026",
    "closed_on": date(2026, 11, 22),
    "questionnaire": "social-collection",
    "version": "2026.1",
    "digest": "sha256:1",
    "fictional": True,
}
BANK, ENERGY = Cell("bank", "small", is_assured=True), Cell("energy", "large", is_assured=False)
MIXED = {2: 3, 4: 2, 6: 3}
UP, ON = LevelStep("s1.1", 2, 3), LevelStep("s1.1", 3, 4)
STAYED, OTHER = LevelStep("s1.1", 3, 3), LevelStep("s1.2", 1, 2)


def test_a_release_has_each_item_that_may_be_shown():
    """And its facts."""
    level, target = Item("level", "s1.1"), Item("target", "s1.1")

    found = make_release(counts={level: {BANK: MIXED}, target: {BANK: {2: 1}}}, steps={}, sensitive=(), **FACTS)

    assert list(found.figures) == [level]
    assert found.figures[level][Group("bank")] == figure(MIXED)
    assert (found.association, found.rules, found.fictional) == ("Voorbeeld (fictief)", "1", True)


def test_nothing_of_a_sensitive_criterion_is_in_it():
    """No level, no target and no step."""
    counts = {Item(kind, id_): {BANK: MIXED} for kind in ("level", "target") for id_ in ("s1.1", "s1.2")}
    steps = {"bank": {UP: 9, STAYED: 9, OTHER: 9, LevelStep("s1.2", 2, 2): 9}}

    found = make_release(counts=counts, steps=steps, sensitive={"s1.1"}, **FACTS)

    assert {item.of for item in found.figures} == {"s1.2"}
    assert found.steps[Group()] == (OTHER,)


def test_a_figure_counts_all_cells_of_its_group():
    """Of both layers and all sizes."""
    found = figures({BANK: MIXED, ENERGY: {8: 4, 10: 5}})

    assert found[Group()] == figure({**MIXED, 8: 4, 10: 5})
    assert found[Group(size_class="large")] == figure({8: 4, 10: 5})
    assert Group("energy", is_assured=True) not in found


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ({UP: 6, STAYED: 5}, (UP,)),
        ({UP: 5, STAYED: 5}, ()),  # too few
        ({UP: 6, STAYED: 1}, ()),  # all but one made it
        ({UP: 30, STAYED: 3}, ()),  # nine in ten made it
        ({UP: 6, ON: 9, STAYED: 5}, (ON, UP)),
        ({STAYED: 9, LevelStep("s1.1", 3, 2): 9}, ()),
        ({UP: 6, OTHER: 6}, ()),
        ({}, ()),
    ],
)
def test_steps_up_that_many_made_are_shown_by_how_many(made, expected):
    """Not those that nearly all made who answered the question both times."""
    assert frequent_steps({"bank": made}, ()).get(Group("bank"), ()) == expected


def test_steps_of_all_count_every_sector():
    """Also of those with too few of their own."""
    steps = {"bank": {UP: 4, STAYED: 4}, "energy": {UP: 4, STAYED: 4}}

    assert frequent_steps(steps, ()) == {Group(): (UP,)}


def test_at_most_five_steps_are_shown():
    """The most frequent ones; of those as frequent, the first."""
    made = {LevelStep(f"s1.{number}", 1, 2): 6 for number in range(1, 8)}
    stayed = {LevelStep(f"s1.{number}", 1, 1): 6 for number in range(1, 8)}

    assert [step.criterion for step in frequent_steps({"bank": {**made, **stayed}}, ())[Group("bank")]] == [
        *("s1.1", "s1.2", "s1.3", "s1.4", "s1.5")
    ]


def test_the_same_counts_in_another_order_give_the_same_release():
    """To the last figure."""
    rng = random.Random(1)
    cells = counted(rng, population(rng))
    turned = dict(reversed(cells.items()))

    assert list(figures(turned).items()) == list(figures(cells).items())
