"""The whole truth table of a verdict, as rows that a jurist can read: tests/scoring/verdict_table.yaml."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from model.answers import Answer
from model.assessment import Verdict
from model.expressions import parse
from model.reading import read_yaml
from scoring.law import verdict

TABLE = read_yaml(Path(__file__).with_name("verdict_table.yaml").read_text(encoding="utf-8"), "verdict_table.yaml")
AXES = ("days", "profiles", "answers", "levels")
COMBINATIONS = [dict(zip(AXES, names, strict=True)) for names in product(*(TABLE[axis] for axis in AXES))]


def fits(row, combination):
    """Whether the row is about this combination; what it does not name does not matter to it."""
    return all(name in row.get(axis, TABLE[axis]) for axis, name in combination.items())


def norms_for(little, combination):
    """The norm of the table: with or without criteria, and one that can be set aside beside one that can't."""
    norm = replace(
        little.norms["law-2"],
        binds=parse({"consumer_customers": True}),
        valid_from=date(2024, 1, 1),
        valid_to=date(2026, 12, 31),
        met_when={} if combination["levels"] == "no criteria" else {"a1": 3, "b1": 2},
    )
    grounds = {"set aside": ["U gaat nooit langs."], "set aside in vain": [None]}
    for ground in grounds.get(combination["answers"], ["U gaat nooit langs.", None]):
        yield replace(norm, not_applicable_when=ground)


@pytest.mark.parametrize("row", TABLE["rows"], ids=[row["name"] for row in TABLE["rows"]])
def test_a_row_of_the_table_is_the_verdict(little, row):
    """On every combination that the row is about, with what it names as the reason."""
    expected = Verdict(row["gives"]["verdict"], tuple(row["gives"]["because"]))

    for combination in (combination for combination in COMBINATIONS if fits(row, combination)):
        day, profile, answer, levels = (TABLE[axis][combination[axis]] for axis in AXES)
        for norm in norms_for(little, combination):
            assert verdict(norm, profile, Answer(**answer), levels, date.fromisoformat(day)) == expected, combination


def test_exactly_one_row_is_about_each_combination():
    """The table leaves nothing open and nowhere says two things; a row names nothing that is not there."""
    rows = {str(combination): sum(fits(row, combination) for row in TABLE["rows"]) for combination in COMBINATIONS}

    assert len(rows) == 5 * 3 * 7 * 10
    assert {combination: number for combination, number in rows.items() if number != 1} == {}
    assert [
        name for row in TABLE["rows"] for axis in AXES for name in row.get(axis, []) if name not in TABLE[axis]
    ] == []
