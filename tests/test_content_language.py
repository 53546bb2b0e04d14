"""The language of the real content, one test for each file: short sentences, plain words, readable at level B1."""

import re
from functools import cache

from tests.content_texts import CRITERIA, DUTCH, ENGLISH, NORMS, STEPS, data_of, each, sentences_in, texts_in
from tests.readability import LEAST_EASE, MOST_RARE, TERMS, is_rare, reading_of

MAXIMUM_WORDS = {"nl": 20, "en": 28}

# Words of the office, for which plain language has a shorter one, and words that the glossary keeps out.
OFFICE = re.compile(
    r"\b(middels|teneinde|borging|borgen|borgt|betrachten|conform|derhalve|indien|dient te|dienen te|omtrent|inzake"
    r"|tevens|reeds|aangaande|betreffende|trachten|alsmede|alsook|ten behoeve van|met betrekking tot|jegens|thans|doch"
    r"|onverwijld|terstond|krachtens|ingevolge|ingeval|desalniettemin|dienaangaande|voornoemde?|zulks|gaarne|gelieve"
    r"|faciliteren|faciliteert|implementeren|implementeert|implementatie|optimaliseren|optimaliseert|optimalisatie"
    r"|stakeholders?|maatwerk|proactief|awareness|aub)\b|, welke\b",  # "welke" is fine in a question: in welke sector?
    re.IGNORECASE,
)
OFFICE_ENGLISH = re.compile(
    r"\b(leverag\w*|utili[sz]\w*|facilitat\w*|stakeholders?|holistic|robust|seamless\w*|synerg\w*|empower\w*|commence\w*"
    r"|endeavou?r\w*|in order to|prior to|going forward|pursuant|aforementioned|herein|hereby|thereof|whereby|shall"
    r"|notwithstanding|optimi[sz]\w*|behavior\w*|color\w*|organiz\w*|recogniz\w*)\b",
    re.IGNORECASE,
)
# House rules of the glossary: nobody is a "wanbetaler" or a "hij", we say "sociaal incasseren", Meetlat is the name of
# another instrument, and answers to a questionnaire never prove that someone complies.
NEVER = re.compile(r"\b(wanbetal\w*|hij|sociale incasso|meetlat|u voldoet)\b", re.IGNORECASE)
NEVER_ENGLISH = re.compile(
    r"\b(deadbeats?|defaulters?|delinquen\w*|he|she|his|her|hers|him|you comply)\b", re.IGNORECASE
)
# Only the law speaks of a debtor; a criterion says {customer}.
LEGAL = re.compile(r"\b(schuldenaars?|schuldenaren|debiteuren|debiteur|debtors?)\b", re.IGNORECASE)


def long_sentences(path, language):
    """The sentences with more words than the language allows, with their places."""
    most = MAXIMUM_WORDS[language]
    return [(key, sentence) for key, sentence in sentences_in(data_of(path)) if len(sentence.split()) > most]


def words_found(path, *patterns):
    """Each word in the file's texts that one of the patterns keeps out, with its place."""
    return [
        (key, match[0])
        for key, text in texts_in(data_of(path))
        for pattern in patterns
        for match in pattern.finditer(text)
    ]


@cache
def reading_in(path):
    """The scores of all texts of a file together: headings alone score nonsense."""
    return reading_of(text for _, text in texts_in(data_of(path)))


@each(DUTCH)
def test_no_dutch_sentence_is_longer_than_twenty_words(path):
    """Language level B1."""
    assert long_sentences(path, "nl") == []


@each(ENGLISH)
def test_no_english_sentence_is_longer_than_twenty_eight_words(path):
    """English takes more words to say the same."""
    assert long_sentences(path, "en") == []


@each(DUTCH)
def test_no_dutch_text_has_words_of_the_office_or_words_we_never_use(path):
    """Each word of the office has a plain one: if, by, about."""
    assert words_found(path, OFFICE, NEVER) == []


@each(ENGLISH)
def test_no_english_text_has_words_of_the_office_or_words_we_never_use(path):
    """The same in English, which is British."""
    assert words_found(path, OFFICE_ENGLISH, NEVER_ENGLISH) == []


@each([path for path in DUTCH + ENGLISH if "criteria" in path.parts])
def test_a_criterion_speaks_of_customers_not_of_debtors(path):
    """So that the organisation's own word for them can stand there."""
    assert words_found(path, LEGAL) == []


@each(CRITERIA + NORMS)
def test_the_file_is_readable(path):
    """Reading ease after Flesch and Douma."""
    assert reading_in(path).ease >= LEAST_EASE, "shorten words and sentences"


@each(CRITERIA + NORMS)
def test_the_file_has_few_rare_words(path):
    """Beside the terms of the field, of which the glossary gives the meaning."""
    assert reading_in(path).rare_share <= MOST_RARE, f"rare: {', '.join(reading_in(path).rare)}"


@each(STEPS)
def test_the_reason_of_a_change_is_as_plain_as_a_question(path):
    """Whoever answers reads why an answer came along or did not, in either language."""
    reasons = [change["why"] for change in data_of(path)["changes"]]
    dutch, english = ({"why": [reason[language] for reason in reasons]} for language in ("nl", "en"))

    for language, data in (("nl", dutch), ("en", english)):
        long = [text for _, text in sentences_in(data) if len(text.split()) > MAXIMUM_WORDS[language]]
        assert long == []
    assert [match[0] for text in dutch["why"] for pattern in (OFFICE, NEVER) for match in pattern.finditer(text)] == []
    assert [text for text in english["why"] if OFFICE_ENGLISH.search(text) or NEVER_ENGLISH.search(text)] == []
    assert [text for data in (dutch, english) for text in data["why"] if LEGAL.search(text)] == []
    assert reading_of(dutch["why"]).ease >= LEAST_EASE


def test_only_rare_words_are_exempt():
    """A word that is not rare needs no exemption."""
    assert TERMS
    assert [term for term in sorted(TERMS) if not is_rare(term)] == []


def test_the_check_of_sentences_sees_what_it_must_see():
    """A long sentence is counted whole; a time of day does not end one, and an id is none."""
    long = " ".join(["Woord"] * 21) + "."

    assert [len(sentence.split()) for _, sentence in sentences_in({"why": f"Kort. {long}"})] == [1, 21]
    assert list(sentences_in({"why": "Tussen 07.00 en 20.00 uur. Niet later.", "id": "s1"})) == [
        ("why", "Tussen 07.00 en 20.00 uur."),
        ("why", "Niet later."),
    ]


def test_the_check_of_words_sees_what_it_must_see():
    """Whole words only, small or capital, and none where there is none."""
    office = "Indien u dient te bellen: conformeren niet. De brief, welke komt. In welke week?"

    assert [match[0] for match in OFFICE.finditer(office)] == ["Indien", "dient te", ", welke"]
    assert [match[0] for match in OFFICE_ENGLISH.finditer("We utilise it in order to organise.")] == [
        "utilise",
        "in order to",
    ]
    assert [match[0] for match in NEVER.finditer("Wanbetalers: hij, zij. Hijgen. Sociale incasso.")] == [
        "Wanbetalers",
        "hij",
        "Sociale incasso",
    ]
    assert [match[0] for match in NEVER_ENGLISH.finditer("He or she: the theme, there.")] == ["He", "she"]
    assert [match[0] for match in LEGAL.finditer("Debiteurenbeheer bij de debiteur, debtor")] == ["debiteur", "debtor"]


def test_the_check_of_reading_sees_what_it_must_see():
    """A text of the office is hard and a plain one is not; the glossary's terms are not rare, other such words are."""
    office = "Verantwoordelijkheidsverdelingen dienaangaande vereisen organisatiebrede verantwoordingsmechanismen."
    plain = "Wij bellen de klant. De klant krijgt een brief over de incassokosten. Daarin staat wie kan helpen."

    assert reading_of([office]).ease < LEAST_EASE < reading_of([plain]).ease
    assert reading_of([office]).rare_share > MOST_RARE
    assert reading_of([plain]).rare == ()
    assert reading_of(["{Customers} betalen", "op tijd"]) == reading_of(["Klanten betalen.", "op tijd."])
