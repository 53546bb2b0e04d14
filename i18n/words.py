"""The words of the interface in one language, with numbers and dates in that language's form."""

import datetime
import functools
import gettext
import io
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
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

    def hundredths(self, hundredths: int) -> str:
        """A score with two decimals, where its parts must be seen to add up: 2,96 of 296."""
        return format_decimal(Decimal(hundredths) / 100, "0.00", locale=self.language)

    def change(self, hundredths: int) -> str:
        """By how much a score changes, with its sign: +0,25 of 25; without a change only the number."""
        return format_decimal(Decimal(hundredths) / 100, "+0.00;−0.00" if hundredths else "0.00", locale=self.language)

    def number(self, number: float) -> str:
        """A number with the language's decimal sign and groups."""
        return format_decimal(number, locale=self.language)

    def share(self, share: float | None) -> str:
        """A share as a whole percentage; a dash without one."""
        return "–" if share is None else format_percent(share, "0%", locale=self.language)

    def date(self, day: datetime.date) -> str:
        """A date in words: 22 november 2026."""
        return format_date(day, "d MMMM y", locale=self.language)

    def short_date(self, day: datetime.date) -> str:
        """A date in few characters, the year last: 22 nov 2026."""
        return format_date(day, "d MMM y", locale=self.language)

    def month(self, month: str) -> str:
        """A month such as 2026-04 in words: april 2026."""
        return format_date(datetime.date.fromisoformat(f"{month}-01"), "MMMM y", locale=self.language)

    def moment(self, moment: datetime.datetime) -> str:
        """A moment in words: 22 november 2026 14:03."""
        return format_datetime(moment, "d MMMM y HH:mm", locale=self.language)

    def size(self, size: int) -> str:
        """The size of a file: 12 kB, 1,2 MB."""
        if size < 1_000_000:
            return f"{math.ceil(size / 1000)} kB"
        return f"{self.number(round(size / 1_000_000, 1))} MB"

    def scope(self, scope: str) -> str:
        """The name of a scope: quick scan, core set, full set."""
        _ = self.gettext
        return {"quick": _("Quick scan"), "core": _("Core set"), "full": _("Full set")}[scope]

    def verdict(self, verdict: str) -> str:
        """The name of a verdict or a legal outcome: met, not met, can't tell, not bound."""
        _ = self.gettext
        names = {"met": _("Met"), "not_met": _("Not met"), "cannot_tell": _("Can't tell"), "not_bound": _("Not bound")}
        return names[verdict]

    def outcome(self, outcome: str) -> str:
        """The legal outcome as the end of a sentence."""
        _ = self.gettext
        return {
            "met": _("all duties are met"),
            "not_met": _("not all duties are met"),
            "cannot_tell": _("not to be told yet"),
            "not_bound": _("no duty binds you"),
        }[outcome]

    def check(self, check: str) -> str:
        """The name of an answer to a norm: yes, partly, no, I don't know."""
        _ = self.gettext
        return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No"), "unknown": _("I don't know")}[check]

    def role(self, role: str) -> str:
        """The name of a role in an organisation, or of what an invitation to an association offers."""
        _ = self.gettext
        return {
            "owner": _("owner"),
            "contributor": _("contributor"),
            "viewer": _("viewer"),
            "consultant": _("consultant"),
            "auditor": _("auditor"),
            "administrator": _("administrator of an association"),
            "member": _("organisation that becomes a member"),
        }[role]

    def law_value(self, value: int | str, unit: str) -> str:
        """A number that the law sets, with its unit: 14 dagen, € 266,67, 20.00 uur."""
        if unit == "hour":
            shown = str(value) if self.language == "nl" else str(value).replace(".", ":")
        elif unit == "level":
            shown = str(value)
        else:
            shown = self.number(float(value))
        count = value if isinstance(value, int) else 2
        texts = {
            "days": self.ngettext("{number} day", "{number} days", count),
            "working_days": self.ngettext("{number} working day", "{number} working days", count),
            "weeks": self.ngettext("{number} week", "{number} weeks", count),
            "months": self.ngettext("{number} month", "{number} months", count),
            "years": self.ngettext("{number} year", "{number} years", count),
            "times_a_year": self.ngettext("{number} time a year", "{number} times a year", count),
            "times": self.ngettext("{number} time", "{number} times", count),
            "hour": self.gettext("{number} hours"),
            "euro": self.gettext("€ {number}"),
            "percent": self.gettext("{number} %"),
            "level": "{number}",
        }
        return texts[unit].format(number=shown)

    def because(self, reasons: Sequence[str], titles: Mapping[str, str]) -> str:
        """Why a norm has its verdict, for the reader: its own answer, the profile, its dates, or other answers.

        `titles` holds the criteria's titles; a reason is one of their ids, or check, profile, dates, not_applicable.
        """
        _ = self.gettext
        own = {
            "check": _("your answer to this check"),
            "profile": _("your profile"),
            "dates": _("the dates between which it holds"),
            "not_applicable": _("the reason that you gave"),
        }
        title = _("“{title}”")
        named = (title.format(title=titles[reason]) if reason in titles else own[reason] for reason in reasons)
        return ", ".join(named)

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
