"""Dutch and English: every page speaks one language at a time."""

import re

import pytest
from babel.messages.pofile import read_po

from i18n.words import CATALOGUES

PAGES = ("start", "profile", "answer", "law", "results", "trend", "plan", "report", "import_file", "trail", "privacy")
# Words that every paragraph of one language has, and none of the other.
ONLY = {
    "nl": {"de", "het", "een", "uw", "niet", "voor", "geen", "naar", "wij", "ons", "vraag", "vragen"},
    "en": {"the", "your", "you", "and", "with", "not", "this", "question", "questions", "from", "they"},
}
OTHER = {"nl": "en", "en": "nl"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_speaks_one_language(open_page, store, texts, page, language, example_in):
    """No sentence of the other catalogue and no common word of the other language stands on the page."""
    app = open_page(page, example_in(language), language)
    names = re.compile("Nederlands|English|Marit de Boer")
    shown = [text for text in (names.sub("", text) for text in texts(app)) if text]
    assert len(shown) > 5

    foreign = [text for text in shown if ONLY[OTHER[language]] & set(re.findall(r"[a-z]+", text.casefold()))]
    assert foreign == []
    sentences = _patterns(OTHER[language])
    assert [text for text in shown if any(pattern.fullmatch(text) for pattern in sentences)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_other_words_in_another_language(open_page, page, example_in, store):
    """The title differs, or it is one of the words that both languages share."""
    titles = {language: open_page(page, example_in(language), language).title[0].value for language in OTHER}

    assert titles["nl"] != titles["en"] or titles["nl"] in ("Plan", "Privacy")


def test_an_unknown_language_in_the_setting_is_no_language(open_page, say):
    """A wrong setting greets in Dutch instead of with an error."""
    app = open_page("start", language="xx")

    assert app.title[0].value == say("Where do you stand on social collection?")


def _patterns(language):
    """The texts of one language that the other language does not also use, as patterns with room for the values."""
    with (CATALOGUES / "nl.po").open("rb") as source:
        catalogue = read_po(source, locale="nl")
    pairs = []
    for message in catalogue:
        if message.id:
            plural = isinstance(message.id, tuple)
            pairs += zip(message.id, message.string, strict=True) if plural else [(message.id, message.string)]
    both = {english for english, dutch in pairs} & {dutch for _english, dutch in pairs}
    own = {english if language == "en" else dutch for english, dutch in pairs} - both
    # A text of placeholders and signs alone fits everything.
    words = {text for text in own if re.search(r"[A-Za-z]{3}", re.sub(r"{\w*}", "", text))}
    return [re.compile(re.sub(r"\\{\w*\\}", "(.*)", re.escape(text)), re.DOTALL) for text in words]
