"""What is told about answers before they are sent: numbers and what is usual, no verdict."""

from dataclasses import replace

import pytest

from benchmark.signals import signals
from pipeline import assess


@pytest.fixture
def told(little, given):
    """The signals by name, of these answers."""

    def make(answers, before=None, **keys):
        found = signals(little, assess(little, given(answers, **keys)), before)
        return {signal.name: signal for signal in found}

    return make


def test_each_signal_is_a_number(told):
    """Four of the five that are asked have an answer, two of them the same level in a row."""
    answers = {
        "a1": {"level": 2, "assurance": "evidenced"},
        "a2": {"level": 2},
        "b1": {"not_applicable": "Niet bij ons."},
        "c1": {"level": 4},
    }
    found = told(answers, {"a1": 1, "c1": 4, "zz": 5}, facts={"sector": "energy"})

    assert {name: signal.value for name, signal in found.items()} == {
        "not_applicable": 1 / 5,
        "same_level": 2 / 3,
        "longest_run": 2,
        "evidence": 1 / 3,
        "jump": 1 / 2,
    }
    assert all(signal.is_usual for signal in found.values())


def test_contradictions_are_counted_where_the_law_was_asked(told):
    """A yes with a lower level."""
    facts = {"sector": "energy", "consumer_customers": True, "collects_for_third_parties": True}
    found = told({"a1": {"level": 1}, "b1": {"level": 1}, "law-2": {"check": "yes"}}, law=True, facts=facts)

    assert found["contradictions"].value == 2
    assert told({"a1": {"level": 1}}, law=True)["contradictions"].value == 0


def test_one_level_throughout_and_a_jump_are_unusual(told):
    """From 1 to 5 on everything, without evidence."""
    answers = {id_: {"level": 5} for id_ in ("a1", "a2", "b1", "b2", "c1")}
    found = told(answers, dict.fromkeys(answers, 1), facts={"sector": "energy"})

    assert {name for name, signal in found.items() if not signal.is_usual} == {"same_level", "evidence", "jump"}
    assert found["jump"].value == 4
    assert found["longest_run"].value == 5


def test_without_a_level_only_the_share_of_not_applicable_is_told(told):
    """The profile switches b2 off: it was never asked."""
    assert set(told({"b2": {"not_applicable": "Nee."}}, facts={"sector": "collection_agency"})) == {"not_applicable"}
    assert told({}, {"a1": 3})["not_applicable"].value == 0
    assert "jump" not in told({"a1": {"level": 3}}, {"a2": 3})


def test_where_nothing_is_asked_nothing_is_told(little, given):
    """A scope without questions."""
    empty = replace(little, scopes={**little.scopes, "core": ()})

    assert signals(empty, assess(empty, given({}))) == ()
