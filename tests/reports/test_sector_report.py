"""State of the sector: all that a release shows, marked where it is fictional, and the same bytes each time."""

from dataclasses import replace

import pytest

from i18n.words import words_in
from model.contributions import Item
from model.releases import Group
from reports.benchmark_words import fictional_mark, group_name, rules
from reports.sector_report import sector_report
from tests.releases import figure, release
from tests.reports.test_hostile_text import TEXTS

SHA256 = "0123456789abcdef" * 4


@pytest.fixture
def report(questionnaires):
    """The report of a release with these changes, as bytes."""

    def make(language="nl", **changes):
        made = release(questionnaires["nl"], **changes)
        return sector_report(made, SHA256, questionnaires[language], words_in(language))

    return make


@pytest.fixture(scope="module")
def few(questionnaires):
    """The figures of one theme and one question, for a report of a few pages."""
    whole = release(questionnaires["nl"]).figures
    return {item: whole[item] for item in whole if item.of in ("s1", "s1.3") and item.scope in ("", "core")}


def test_it_tells_everything_of_a_release(report, few, pages_of, questionnaires):
    """What it is, how to read it, every group, the question with its ambition, the steps, and how to check the file."""
    text = " ".join(pages_of(report(figures=few)))

    for said in (
        "Stand van de sector", "Vereniging van Crediteuren", "Editie 2026", "31 oktober 2026", "90 organisaties",
        SHA256, "Voorkomen", "Heldere rekening Voorkomen 90 2 tot 3 2,5",
        "van 2 · Basis naar 3 · Ingericht", "sha256sum",
    ):  # fmt: skip
        assert said in text, said
    for group in few[Item("score", "s1", "core")]:
        assert group_name(group, questionnaires["nl"], words_in("nl")) in text
    for rule in rules(words_in("nl")):
        assert " ".join(rule.split()) in text


def test_a_group_without_figure_is_not_named(report, few, pages_of):
    """Housing corporations that are large are too few: not even that they exist is told."""
    text = " ".join(pages_of(report(figures=few)))

    assert "Energie, grote organisaties" in text
    assert "woningen, grote organisaties" not in text


def test_small_groups_get_no_more_than_the_band(report, few, pages_of):
    """A dash where a larger group has its middle half; one group alone is told in a sentence."""
    item, energy = Item("score", "s1", "core"), Group("energy")
    text = " ".join(pages_of(report(figures={item: {Group(): figure(11, 3.0), energy: figure(8, 2.0)}}, steps={})))
    alone = " ".join(pages_of(report(figures={item: {Group(): figure(11, 3.0)}}, steps={})))

    assert "Alle organisaties 11 3 tot 4 – – –" in text
    said = alone.split("Alle organisaties: ")[1]
    assert said.startswith("11 organisaties. De middelste staat tussen niveau 3 en niveau 4. Er zijn er te weinig om")
    assert "De middelste helft loopt" not in said


def test_fictional_organisations_are_marked_on_every_page(report, few, pages_of):
    """And of real ones no page says so."""
    said = fictional_mark(words_in("nl"))
    pages = pages_of(report(figures=few))

    assert said in pages[0]
    assert said in pages[-1]
    assert all("Fictief" in page for page in pages)
    assert "Fictief" not in " ".join(pages_of(report(figures=few, fictional=False)))


def test_a_release_that_may_show_nothing_says_so(report, pages_of):
    """Instead of empty chapters."""
    pages = pages_of(report(figures={}, steps={}))

    assert "Te weinig om iets te laten zien" in pages[0]
    assert "Daarom laten we niets zien." in " ".join(pages)
    for chapter in ("Per thema", "Per vraag", "Waar organisaties"):
        assert chapter not in " ".join(pages)


def test_the_english_report_has_no_dutch_words(report, few, pages_of):
    """Titles of themes and groups as well."""
    text = " ".join(pages_of(report("en", figures=few)))

    assert "State of the sector" in text
    assert "Energy, large organisations" in text
    for dutch in ("organisaties", "Middelste", "Stand van", "Editie", "Fictief"):
        assert dutch not in text


def test_the_same_release_gives_the_same_bytes(report, few, questionnaires):
    """In whatever order its figures and groups were read."""
    turned = {item: dict(reversed(groups.items())) for item, groups in reversed(few.items())}
    made = release(questionnaires["nl"])

    assert report(figures=few) == report(figures=few)
    assert report(figures=turned, steps=dict(reversed(made.steps.items()))) == report(figures=few)


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_shown_as_typed(report, few, pages_of, text):
    """Of the association and of the edition."""
    name = f"Naam {text}"[:100]
    shown = "".join("".join(pages_of(report(figures=few, association=name, edition=name))).split())

    assert "".join(name.split()) in shown


def test_a_figure_that_is_missing_for_all_still_shows_its_groups(report, few, pages_of):
    """Where all together had to be left out, a dash stands in the chart."""
    item = Item("score", "s1", "core")
    groups = {group: shown for group, shown in few[item].items() if group != Group()}
    text = " ".join(pages_of(report(figures={item: groups}, steps={})))

    assert "Energie 60" in text
    assert "Te weinig om iets te laten zien" in text


def test_more_is_told_of_more(report, few, pages_of, questionnaires):
    """From a hundred organisations on the ends of the scale are told."""
    made = release(questionnaires["nl"])
    crowd = replace(figure(120, 2.0), quartiles=(1.5, 2.0, 2.5))
    text = " ".join(pages_of(report(figures={Item("level", "s1.3"): {Group(): crowd}}, steps=made.steps)))

    assert "Heldere rekening Voorkomen 120 2 tot 3 2 1,5 tot 2,5" in text
