"""The real content, one test for each file: it is translated, it can be read aloud, and it says where it was read."""

import re
from pathlib import Path

import pytest

from model.reading import read
from model.submission import read_answers
from pipeline import asked_criteria

ROOT = Path(__file__).parent.parent / "questionnaires"
FILES = sorted(ROOT.rglob("*.yaml"))
DUTCH = [path for path in FILES if "translations" not in path.parts]
CRITERIA = [path for path in DUTCH if "criteria" in path.parts]
NORMS = [path for path in DUTCH if "rules" in path.parts and path.name != "instrument.yaml"]
# Lists of everything have a line for each thing; only files about one thing must fit on a page.
LISTS = ("manifest.yaml", "profile.yaml", "example.yaml")

MAXIMUM_WORDS = 20
# Words of the office; plain language has a shorter one for each.
FORBIDDEN = re.compile(
    r"\b(middels|teneinde|borging|borgen|betrachten|conform|derhalve|indien|dient te|dienen te|omtrent|inzake|tevens"
    r"|reeds|aangaande|betreffende|trachten|alsmede|ten behoeve van|met betrekking tot|faciliteren|implementeren"
    r"|optimaliseren|stakeholders?|maatwerk)\b|, welke\b",  # "welke" is fine in a question: in welke sector werkt u?
    re.IGNORECASE,
)
# A full stop ends a sentence only before a capital: not in 07.00, nor in "enz. en".
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[\"”’)]*\s+(?=[\"“‘({]?[A-ZÀ-Ý0-9{])|\n")
# What is no sentence of ours: ids, addresses and the names of laws and sources.
NO_TEXT = ("id", "sources", "source", "applies_when", "binds", "needs", "met_when", "derived", "article", "folder")


def each(files):
    """One test for each of these files, named after it."""
    return pytest.mark.parametrize("path", files, ids=[str(path.relative_to(ROOT)) for path in files])


def data_of(path):
    """What stands in the file."""
    return read(path.read_bytes(), path.name)


def texts_in(data, key=""):
    """Every text that a respondent can read, with its place in the file."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in NO_TEXT:
                yield from texts_in(value, f"{key}.{name}" if key else str(name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts_in(value, f"{key}.{number}")
    elif isinstance(data, str):
        yield key, data


def sentences_in(data):
    """Every sentence of those texts, with its place."""
    for key, text in texts_in(data):
        yield from ((key, sentence) for sentence in END_OF_SENTENCE.split(text) if sentence.strip())


def counterpart(path):
    """The file in the other language, beside the nearest folder that has translations."""
    relative = path.relative_to(ROOT)
    folder = Path(relative.parts[0]) if relative.parts[0] in ("rules", "social-collection") else Path()
    return ROOT / folder / "translations" / "en" / relative.relative_to(folder)


@each(FILES)
def test_the_file_reads_as_keys_with_values(path):
    """Strict YAML in UTF-8: no tags, no aliases, no key twice."""
    assert isinstance(data_of(path), dict)


@each(DUTCH)
def test_the_file_has_a_translation(path):
    """Under the same name, with texts of its own."""
    dutch, english = dict(texts_in(data_of(path))), dict(texts_in(data_of(counterpart(path))))
    long = {key for key, text in dutch.items() if len(text.split()) >= 5 and key in english}

    assert [key for key in long if dutch[key] == english[key]] == []


@each(DUTCH)
def test_no_dutch_sentence_is_longer_than_twenty_words(path):
    """Language level B1."""
    long = [(key, sentence) for key, sentence in sentences_in(data_of(path)) if len(sentence.split()) > MAXIMUM_WORDS]

    assert long == []


@each(DUTCH)
def test_no_dutch_text_has_words_of_the_office(path):
    """Each has a plain one: if, by, about."""
    found = [(key, match[0]) for key, text in texts_in(data_of(path)) for match in FORBIDDEN.finditer(text)]

    assert found == []


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


@each(NORMS)
def test_a_norm_says_where_and_when_it_was_read(path):
    """With a question that yes can answer."""
    norm = data_of(path)

    assert norm["source"]["url"].startswith("https://")
    assert norm["source"]["checked"] in ("text", "secondary", "unverified")
    assert re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", norm["source"]["read_on"])
    assert norm["kind"] == "context" or norm["check"].endswith("?")


def test_the_checks_of_language_see_what_they_must_see():
    """A long sentence, a word of the office, and none of either where there is none."""
    long = " ".join(["Woord"] * 21) + "."

    assert [len(sentence.split()) for _, sentence in sentences_in({"why": f"Kort. {long}"})] == [1, 21]
    assert [sentence for _, sentence in sentences_in({"why": "Tussen 07.00 en 20.00 uur. Niet later."})] == [
        "Tussen 07.00 en 20.00 uur.",
        "Niet later.",
    ]
    assert [
        match[0]
        for match in FORBIDDEN.finditer(
            "Indien u dient te bellen: conformeren niet. De brief, welke komt. In welke week?"
        )
    ] == [
        "Indien",
        "dient te",
        ", welke",
    ]


@each([path for path in FILES if path.name == "example.yaml"])
def test_the_example_is_a_good_answers_file_of_an_organisation_that_does_not_exist(path, real):
    """It answers every question of its scope, and its name says that it is fictional."""
    answers_file = read_answers(path.read_bytes(), path.name, real["nl"])

    assert re.search("fictie|fictional", answers_file.organisation.name)
    assert [id_ for id_ in asked_criteria(real["nl"], answers_file) if id_ not in answers_file.answers] == []
