"""Where one stands, in words of its own for each place; and facts about the answers, with what is usual."""

from typing import get_args

import pytest

from i18n.words import words_in
from model.contributions import Signal, SignalName
from model.releases import Place, PlaceName
from reports.place_words import hidden, in_short, rank, signal, standing

DUTCH, ENGLISH = words_in("nl"), words_in("en")
# Words that would blame who answered.
BLAME = ("fraud", "cheat", "suspicious", "manipul", "wrong", "dishonest")


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_every_place_has_words_of_its_own(words):
    """So that no two are taken for one another."""
    said = [standing(Place(name), words) for name in get_args(PlaceName)]

    assert len(said) == len(set(said)) == 8
    assert standing(Place("too_few"), words) == hidden(words)


def test_too_few_names_no_number_but_the_floor():
    """Whether there are none, or four, is not told."""
    assert "minder dan vijf naast u" in hidden(DUTCH)


def test_a_rank_is_from_to_with_its_interval():
    """And nothing where the figure has no deciles."""
    said = rank(Place("between", (40, 60), (28.4, 71.2)), ENGLISH)

    assert said.startswith("Between 40% and 60% of them stands lower than you")
    assert "between 28% and 71% (95% interval)" in said
    assert rank(Place("between"), ENGLISH) == ""


def test_a_chart_in_words_names_every_theme_once():
    """Each where it belongs; kinds without a theme are left out."""
    places = {
        "A": Place("highest_quarter"), "B": Place("above_band"), "C": Place("between"), "D": Place("below_band"),
        "E": Place("too_few"),
    }  # fmt: skip

    assert in_short(places, ENGLISH) == (
        "Above the others: A, B. In the middle: C. Below the others: D. Too few organisations to compare with: E."
    )
    everywhere = {name: Place(name) for name in get_args(PlaceName)}
    assert all(in_short(everywhere, ENGLISH).count(f"{name}") == 1 for name in everywhere)


@pytest.mark.parametrize(
    ("name", "value", "usual", "said"),
    [
        ("evidence", 0.05, (0.1, 1.0), "Met onderbouwing: 5% van de niveaus. Gebruikelijk is minstens 10%."),
        ("longest_run", 9, (0, 7), "Hetzelfde niveau achter elkaar: 9 vragen. Gebruikelijk is hoogstens 7."),
        ("jump", -0.75, (-0.5, 0.5), "zijn uw niveaus gemiddeld -0,8 verschoven. Gebruikelijk is -0,5 tot 0,5."),
    ],
)
def test_a_signal_says_the_value_and_what_is_usual(name, value, usual, said):
    """Shares as percentages, counts whole, a jump in levels."""
    assert said in signal(Signal(name, value, usual), DUTCH)


def test_every_signal_has_a_sentence_that_blames_nobody():
    """In English, whose words the Dutch ones follow."""
    said = [signal(Signal(name, 0.5, (0.1, 0.7)), ENGLISH) for name in get_args(SignalName)]

    assert len(set(said)) == 6
    assert not [word for word in BLAME if word in " ".join(said).lower()]
