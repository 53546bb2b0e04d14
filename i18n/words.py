"""The words of the interface in one language, with numbers and dates in that language's form."""

import datetime
import functools
import gettext
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

CATALOGUES = Path(__file__).resolve().parent / "catalogues"
LANGUAGES = {"nl": "Nederlands", "en": "English"}


class Sentence(Protocol):
    """A template in English and the values that belong in it, such as a mistake in an answers file."""

    text: str
    values: Mapping[str, str]


class Words:
    """One language: the catalogue, and Babel's forms for numbers and dates. The keys of the catalogue are English."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def sentence(self, sentence: Sentence) -> str:
        """The sentence in this language, its values filled in."""
        return self.gettext(sentence.text).format(**sentence.values)

    def score(self, score: float | None) -> str:
        """A score with one decimal, cut and never rounded up (2.96 is 2,9 in Dutch); a dash without score."""
        if score is None:
            return "–"
        return format_decimal(math.floor(score * 10) / 10, "0.0", locale=self.language)

    def number(self, number: float) -> str:
        """A number with the language's decimal sign and groups."""
        return format_decimal(number, locale=self.language)

    def share(self, share: float | None) -> str:
        """A share as a whole percentage; a dash without one."""
        return "–" if share is None else format_percent(share, "0%", locale=self.language)

    def date(self, day: datetime.date) -> str:
        """A date in words: 22 november 2026."""
        return format_date(day, "d MMMM y", locale=self.language)

    def moment(self, moment: datetime.datetime) -> str:
        """A moment in words: 22 november 2026 14:03."""
        return format_datetime(moment, "d MMMM y HH:mm", locale=self.language)

    def scope(self, scope: str) -> str:
        """The name of a scope: quick scan, core set, full set."""
        _ = self.gettext
        return {"quick": _("Quick scan"), "core": _("Core set"), "full": _("Full set")}[scope]

    def quarter(self, quarter: str) -> str:
        """A quarter such as 2027Q1 in the language's form: 1e kwartaal 2027."""
        text = self.gettext("Q{number} {year}")
        return text.format(number=quarter[5], year=quarter[:4])


def first_known(*languages: str) -> str:
    """The first of these that is a language of the interface, or else Dutch."""
    return next((language for language in languages if language in LANGUAGES), "nl")


@functools.cache
def words_in(language: str) -> Words:
    """The words in this language.

    :raises KeyError: no such language.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return Words(language, gettext.NullTranslations())
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))
