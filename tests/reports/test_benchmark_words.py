"""What the benchmark shows, in words: no more than the figure says, and open where the scale was cut off."""

from dataclasses import fields

import pytest

from i18n.words import words_in
from model.contributions import Item, LevelStep
from model.releases import Figure, Group
from model.versions import VersionStep
from reports.benchmark_words import (
    figures,
    group_name,
    item_title,
    line,
    number_of,
    organisations,
    release_facts,
    rules,
    span,
    step,
    value,
)  # fmt: skip
from tests.releases import figure, release

DUTCH, ENGLISH = words_in("nl"), words_in("en")


@pytest.mark.parametrize(
    ("level", "number", "said"),
    [
        (2.0, 99, "2 of lager"),
        (4.0, 99, "4 of hoger"),
        (2.5, 99, "2,5"),
        (2.0, 100, "2"),
        (1.0, 100, "1"),
        (4.5, 100, "4,5"),
    ],
)
def test_the_ends_of_the_scale_are_open_in_groups_below_a_hundred(level, number, said):
    """A figure that was cut off at 2 or 4 says so: it may be lower or higher."""
    assert value(level, number, DUTCH) == said


def test_a_span_of_one_level_is_that_level():
    """And not "3 to 3"."""
    assert span(3.0, 3.0, 40, DUTCH) == "3"
    assert span(2.0, 3.5, 40, ENGLISH) == "2 or lower to 3.5"


@pytest.mark.parametrize(
    ("number", "sentences"),
    [(6, 2), (12, 3), (30, 5)],
)
def test_no_more_is_said_than_the_figure_holds(number, sentences):
    """A band, quartiles with their interval, deciles and the mean."""
    made = figure(number, 3.0)
    said = list(figures(made, DUTCH))

    assert len(said) == sentences
    assert said[0] == f"{number} organisaties. De middelste staat tussen niveau 3 en niveau 4."


def test_a_figure_with_only_a_band_says_why():
    """Too few, or nearly all alike: then the band of a large group is all there is."""
    alike = Figure(40, (1.0, 3.0))

    assert list(figures(figure(11, 3.0), DUTCH))[1:] == ["Er zijn er te weinig om meer te laten zien."]
    assert "Bijna alle organisaties gaven hetzelfde antwoord." in " ".join(figures(alike, DUTCH))
    assert line(alike, DUTCH) == "40 organisaties · de middelste tussen 1 en 3"
    assert "te weinig" not in " ".join(figures(alike, DUTCH))


def test_every_field_of_a_figure_is_in_its_sentences():
    """Nothing that may be shown is left unsaid."""
    whole = Figure(150, (2.0, 3.0), (2.5, 3.0, 3.5), (2.6, 3.1), tuple(1 + n * 0.4 for n in range(9)), 2.7, (2.4, 2.9))
    said = " ".join(figures(whole, ENGLISH))

    assert {field.name for field in fields(Figure)} == {
        "number", "band", "quartiles", "interval", "deciles", "mean", "mean_interval",
    }  # fmt: skip
    for number in (
        "150",
        "between 2 and 3",
        "one 3 ",
        "2.5 to 3.5",
        "2.6 to 3.1",
        "up to 1,",
        "from 4.2",
        "2.7",
        "2.4 to 2.9",
    ):
        assert number in line(whole, ENGLISH), number
    for number in ("150", "level 2 and level 3", "stands at 3.", "2.5 to 3.5", "2.6 to 3.1", "at 1 or below",
                   "at 4.2 or above", "about 2.7", "2.4 to 2.9"):  # fmt: skip
        assert number in said, number


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (Group(), "Alle organisaties"),
        (Group(is_assured=True), "Alle organisaties, met onderbouwing"),
        (Group("unheard of"), "Unheard of"),
        (Group("", "large"), "Grote organisaties"),
        (Group("energy", "large", is_assured=True), "Energie, grote organisaties, met onderbouwing"),
    ],
)
def test_a_group_is_named(questionnaires, group, name):
    """Also by a sector that this questionnaire does not have."""
    assert group_name(group, questionnaires["nl"], DUTCH) == name


def test_an_item_is_named_also_when_it_is_asked_no_more(questionnaires):
    """By its title in the version that still had it; one that nobody knows by its id."""
    earlier = VersionStep("2025.1", "2026.1", (), {"s9.9": "Vroeger gevraagd"}, questionnaires["nl"].valid_from)
    now = questionnaires["nl"]
    then = type(now)(**{**vars(now), "steps": (earlier,)})

    assert item_title(Item("score", "overall", "core"), now, DUTCH) == "Alle thema's samen"
    assert item_title(Item("score", "s1", "core"), now, DUTCH) == now.theme("s1").title
    assert item_title(Item("level", "s1.3"), now, DUTCH) == now.criteria["s1.3"].title
    assert item_title(Item("level", "s9.9"), then, DUTCH) == "Vroeger gevraagd"
    assert item_title(Item("level", "s9.9"), now, DUTCH) == "s9.9"


def test_a_step_names_both_levels(questionnaires):
    """With their names."""
    title = questionnaires["nl"].criteria["s1.3"].title

    assert step(LevelStep("s1.3", 2, 3), questionnaires["nl"], DUTCH) == f"{title}: van 2 · Basis naar 3 · Ingericht"


def test_a_release_says_what_it_is_about(questionnaires):
    """Association, edition, day, version and rules; and of how many organisations it is."""
    made = release(questionnaires["en"])
    facts = dict(release_facts(made, questionnaires["en"], ENGLISH))

    assert facts["Edition"] == "2026"
    assert facts["Closed on"] == "31 October 2026"
    assert made.version in facts["Questionnaire"]
    assert number_of(made) == 90
    assert number_of(release(questionnaires["en"], figures={})) is None


def test_numbers_of_organisations_have_their_grammar():
    """One organisation, two organisations."""
    assert [organisations(number, ENGLISH) for number in (1, 2)] == ["1 organisation", "2 organisations"]
    assert len(rules(DUTCH)) == len(set(rules(DUTCH))) == 8
