"""How hard the Dutch is to read: reading ease after Flesch and Douma, and how many of the words are rare."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import textstat
from wordfreq import zipf_frequency

from model.questionnaire import CustomerWord

LEAST_EASE = 60  # "standaard" on the scale of Douma (1960); letters of the tax office score about 50
MOST_RARE = 0.06  # of the different words in a file
RARE = 2.5  # on the scale of Zipf: less than once in three million words

# Words of the field that a reader of Peilstok knows, from its glossary; an ordinary word never stands here.
TERMS = frozenset(
    line
    for line in (Path(__file__).parent / "glossary_terms.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)

CUSTOMER = CustomerWord("klant", "klanten")

textstat.set_lang("nl")


@dataclass(frozen=True)
class Reading:
    """The scores of one text; `ease` runs from 0 (hard) to 100."""

    ease: float
    words: int
    rare: tuple[str, ...]

    @property
    def rare_share(self) -> float:
        """Rare words as a share of the different words."""
        return len(self.rare) / self.words


def reading_of(texts: Iterable[str]) -> Reading:
    """The scores of these texts together; short ones alone score nonsense."""
    text = " ".join(_as_sentence(text) for text in texts)
    words = words_in(text)
    return Reading(
        ease=textstat.flesch_reading_ease(text),
        words=len(words),
        rare=tuple(sorted(word for word in words if is_rare(word) and word not in TERMS)),
    )


def words_in(text: str) -> set[str]:
    """The different words, in small letters."""
    return set(re.findall(r"[a-zà-ÿ]+", text.lower()))


def is_rare(word: str) -> bool:
    """Whether the word is rare in Dutch newspapers, subtitles, books and pages together."""
    return zipf_frequency(word, "nl") < RARE


def _as_sentence(text: str) -> str:
    """The text as one reads it, closed with a full stop: a heading is a sentence too."""
    plain = CUSTOMER.fill(text).strip()
    return plain if plain.endswith((".", "?", "!")) else f"{plain}."
