"""The real content, one test for each file: it is complete, it is translated, and it says where it was read."""

import re

from model.submission import read_answers
from pipeline import asked_criteria
from tests.content_texts import CRITERIA, DILEMMAS, DUTCH, FILES, NORMS, counterpart, data_of, each, texts_in

JUDGED = [path for path in NORMS if data_of(path)["kind"] != "context"]
EXPLAINED = [path for path in NORMS if path not in JUDGED]
# Lists of everything have a line for each thing; only files about one thing must fit on a page.
LISTS = ("manifest.yaml", "profile.yaml", "example.yaml")


@each(FILES)
def test_the_file_reads_as_keys_with_values(path):
    """Strict YAML in UTF-8: no tags, no aliases, no key twice."""
    assert isinstance(data_of(path), dict)


@each(DUTCH)
def test_the_file_has_a_translation(path):
    """Under the same name, with texts of its own."""
    assert counterpart(path).is_file()
    dutch, english = dict(texts_in(data_of(path))), dict(texts_in(data_of(counterpart(path))))
    long = {key for key, text in dutch.items() if len(text.split()) >= 5 and key in english}

    assert [key for key in long if dutch[key] == english[key]] == []


@each(NORMS)
def test_a_norm_is_cited_in_english_too(path):
    """No "eerste lid" among English words."""
    dutch = r"\b(leden|lid|artikel|artikelen|eerste|tweede|derde|vierde|vijfde|zesde)\b"

    assert re.findall(dutch, data_of(counterpart(path))["article"]) == []


@each([path for path in FILES if path.name not in LISTS])
def test_the_file_fits_on_a_page(path):
    """A file about one thing has at most sixty lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


@each(CRITERIA)
def test_a_criterion_says_where_it_comes_from(path):
    """An address, or a publisher with a title."""
    sources = data_of(path)["sources"]

    assert sources
    assert all(source.startswith(("https://", "http://")) or len(source.split()) >= 3 for source in sources)


@each(CRITERIA)
def test_a_criterion_has_five_different_levels_and_a_question(path):
    """One can tell them apart, and the question ends as one."""
    criterion = data_of(path)

    assert len({level.casefold() for level in criterion["levels"]}) == 5
    assert criterion["question"].endswith("?")


@each(DILEMMAS)
def test_the_order_of_choices_gives_no_level_away(path):
    """A room that has seen two cards would know that the last choice is the best."""
    levels = [choice["level"] for choice in data_of(path)["choices"]]
    assert levels not in (sorted(levels), sorted(levels, reverse=True))


@each(DILEMMAS)
def test_a_card_shares_a_source_with_its_criterion(path):
    """What a card says rests on what its criterion rests on."""
    data = data_of(path)
    [criterion] = [found for file in CRITERIA if (found := data_of(file))["id"] == data["criterion"]]
    assert set(data["sources"]) & set(criterion["sources"])


@each(NORMS)
def test_a_norm_says_where_and_when_it_was_read(path):
    """An address, how it was read there, and the month."""
    source = data_of(path)["source"]

    assert source["url"].startswith("https://")
    assert source["checked"] in ("text", "secondary", "unverified")
    assert re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", source["read_on"])


@each(JUDGED)
def test_a_norm_that_is_judged_can_be_answered_and_shown(path):
    """It has a question that yes answers, and at least one thing that can serve as evidence."""
    norm = data_of(path)

    assert norm["check"].endswith("?")
    assert norm["evidence"]


@each(EXPLAINED)
def test_a_norm_that_is_only_explained_asks_nothing_of_anyone(path):
    """It has no check, no action, nothing to set aside and nothing that judges it."""
    assert {"check", "action", "not_applicable_when", "met_when", "explained_by"} & set(data_of(path)) == set()


@each([path for path in FILES if path.name == "example.yaml"])
def test_the_example_is_a_good_answers_file_of_an_organisation_that_does_not_exist(path, real):
    """It answers every question of its scope, and its name says that it is fictional."""
    answers_file = read_answers(path.read_bytes(), path.name, real["nl"])

    assert re.search("fictie|fictional", answers_file.organisation.name)
    assert [id_ for id_ in asked_criteria(real["nl"], answers_file) if id_ not in answers_file.answers] == []
