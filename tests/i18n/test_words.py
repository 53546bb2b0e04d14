"""Numbers and dates in the language's form."""

import datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.words import first_known, words_in
from model.errors import Mistake
from model.questionnaire import Unit
from scoring.maturity import score

DUTCH, ENGLISH = words_in("nl"), words_in("en")


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (2.96, "2,9", "2.9"),
        (3.0, "3,0", "3.0"),
        (2.9, "2,9", "2.9"),
        (2.3, "2,3", "2.3"),
        (2.999, "2,9", "2.9"),
        (1.0, "1,0", "1.0"),
        (5, "5,0", "5.0"),
        (4.1, "4,1", "4.1"),
        (None, "–", "–"),
    ],
)
def test_a_score_has_one_decimal_and_is_cut(number, dutch, english):
    """2.96 shows as 2,9: nobody reaches a level by rounding."""
    assert (DUTCH.score(number), ENGLISH.score(number)) == (dutch, english)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=90))
def test_a_shown_score_never_passes_a_level_and_loses_less_than_a_tenth(levels):
    """For every score that answers can give: the whole number shown is the level, and at most 0.1 is cut."""
    result = score(levels)
    shown = float(ENGLISH.score(result.score))

    assert int(shown) == result.level
    assert 0 <= result.score - shown + 1e-9 < 0.1 + 2e-9


@given(st.integers(10, 50))
def test_a_score_of_one_decimal_stays_what_it_is(tenths):
    """2.9 stays 2.9, though a computer holds a little less."""
    assert ENGLISH.score(tenths / 10) == f"{tenths // 10}.{tenths % 10}"


@pytest.mark.parametrize(
    ("hundredths", "score", "change"),
    [
        (296, "2,96", "+2,96"),
        (300, "3,00", "+3,00"),
        (7, "0,07", "+0,07"),
        (-18, "-0,18", "−0,18"),
        (0, "0,00", "0,00"),
    ],
)
def test_where_parts_must_add_up_two_decimals_are_shown(hundredths, score, change):
    """Zeros at the end stay, and a change has its sign."""
    assert (DUTCH.hundredths(hundredths), DUTCH.change(hundredths)) == (score, change)
    assert ENGLISH.change(hundredths) == change.replace(",", ".")


def test_a_short_date_ends_with_its_year():
    """A chart breaks it there."""
    assert DUTCH.short_date(datetime.date(2026, 11, 22)).split() == ["22", "nov", "2026"]


def test_dates_are_written_in_words():
    """As people write them in each language."""
    day = datetime.date(2026, 11, 22)

    assert (DUTCH.date(day), ENGLISH.date(day)) == ("22 november 2026", "22 November 2026")


def test_a_moment_has_its_time():
    """Hours and minutes, in 24 hours."""
    moment = datetime.datetime(2026, 11, 22, 14, 3)  # noqa: DTZ001  # the form alone

    assert (DUTCH.moment(moment), ENGLISH.moment(moment)) == ("22 november 2026 14:03", "22 November 2026 14:03")


def test_numbers_have_the_groups_of_the_language():
    """A thousand and a half."""
    assert (DUTCH.number(12500.5), ENGLISH.number(12500.5)) == ("12.500,5", "12,500.5")


def test_a_share_is_a_whole_percentage():
    """A dash where there is nothing to share."""
    assert (DUTCH.share(0.314), ENGLISH.share(0.314), DUTCH.share(0.0), DUTCH.share(None)) == ("31%", "31%", "0%", "–")


def test_a_quarter_has_its_number_and_year():
    """From the form in which files keep it."""
    assert ENGLISH.quarter("2027Q1") == "Q1 2027"
    assert DUTCH.quarter("2027Q1") == "1e kwartaal 2027"


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        (14, "days", "14 dagen", "14 days"),
        (1, "years", "1 jaar", "1 year"),
        (2, "working_days", "2 werkdagen", "2 working days"),
        (2200, "euro", "€ 2.200", "€ 2,200"),
        ("266.67", "euro", "€ 266,67", "€ 266.67"),
        ("0.5", "percent", "0,5 %", "0.5 %"),
        ("20.00", "hour", "20.00 uur", "20:00 hours"),
        ("B1", "level", "B1", "B1"),
    ],
)
def test_a_number_of_the_law_has_its_unit(value, unit, dutch, english):
    """In the form of the language."""
    assert (DUTCH.law_value(value, unit), ENGLISH.law_value(value, unit)) == (dutch, english)


def test_every_unit_of_a_law_value_has_words():
    """Also the level, which is a name and no number."""
    assert all(DUTCH.law_value(3, unit) for unit in get_args(Unit))


def test_because_names_titles_and_other_reasons():
    """A criterion by its title, a check as the reader's own answer."""
    titles = {"k1": "Incassokosten"}

    assert DUTCH.because(("k1",), titles) == "‘Incassokosten’"
    assert DUTCH.because(("check",), titles) == "uw antwoord op deze vraag"


def test_a_month_is_in_words():
    """As the content says when the law was read."""
    assert (DUTCH.month("2026-04"), ENGLISH.month("2026-04")) == ("april 2026", "April 2026")


def test_a_sentence_has_its_values_filled_in():
    """Braces in a value are text, not a placeholder."""
    assert ENGLISH.sentence(Mistake("{file}: found {found}.", file="{x}", found="{0}")) == "{x}: found {0}."


def test_a_sentence_with_a_translation_is_in_dutch():
    """The template is looked up in the catalogue, then filled in."""
    sentence = Mistake("{file}: this file can't be read: {reason}.", file="a.yaml", reason="stuk")

    assert DUTCH.sentence(sentence) == "a.yaml: dit bestand kan niet worden gelezen: stuk."


def test_a_language_that_is_not_there_is_refused():
    """Two languages, no more."""
    with pytest.raises(KeyError):
        words_in("fr")


@pytest.mark.parametrize(
    ("languages", "expected"), [(("fr", "en", "nl"), "en"), (("nl",), "nl"), (("fr", ""), "nl"), ((), "nl")]
)
def test_the_first_known_language_is_taken(languages, expected):
    """Of what a visitor asks for; Dutch when none of it is there."""
    assert first_known(*languages) == expected
