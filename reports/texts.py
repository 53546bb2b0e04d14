"""Text that people typed, made safe to set: as the pieces of a paragraph, or as one plain line."""

import bisect
import re
import unicodedata
from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.paraparser import ParaFrag

from reports.fonts import FALLBACK, REGULAR, in_fallback, missing_run, other_fonts

# Controls but newline, and what changes the direction or joins characters without showing itself: nobody sees them,
# and a right-to-left override can make a text read as another.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def clean(text: str) -> str:
    """The text composed (NFC), with plain line ends, without controls and invisible marks."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text).replace("\t", " "))
    return _INVISIBLE.sub("", text)


def fragments(text: str, kind: ParagraphStyle, font: str = "") -> list[ParaFrag]:
    """The text as ReportLab's pieces of a paragraph, each in a font that has its characters.

    Made here and not by ReportLab's parser, which reads markup: so text can't be markup.
    """
    made = []
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(_fragment("", kind, font, lineBreak=True))
        made += [_fragment(run, kind, other or font) for other, run in _runs(line)]
    return made


def _fragment(text: str, kind: ParagraphStyle, font: str, **more: object) -> ParaFrag:
    look = {"fontName": font or kind.fontName, "fontSize": kind.fontSize, "textColor": kind.textColor}
    return ParaFrag(text=text, bold=0, italic=0, rise=0, greek=0, link=[], us_lines=[], **look, **more)


def _runs(line: str) -> Iterator[tuple[str, str]]:
    """The line in runs, each with the other font that it needs, or none."""
    start = 0
    for run in missing_run().finditer(line):
        if run.start() > start:
            yield "", line[start : run.start()]
        yield from other_fonts(run[0])
        start = run.end()
    if start < len(line) or not line:
        yield "", line[start:]


def pieces(text: str, lines: int = 25) -> list[str]:
    """The text in pieces of at most so many lines; ReportLab's time grows with the square of a paragraph's lines."""
    every = clean(text).split("\n")
    return ["\n".join(every[first : first + lines]) for first in range(0, len(every), lines)]


def one_line(text: str, width: float, size: float, font: str = REGULAR) -> tuple[str, str]:
    """The text on one line of at most this width, cut with … where it is longer, and the font to set it in."""
    line = " ".join(clean(text[:400]).split())
    if missing_run().search(line):
        line, font = in_fallback(line), FALLBACK
    if stringWidth(line, font, size) <= width:
        return line, font
    # The longest head that fits, found by halving: most lines that are cut are much too long.
    fits = bisect.bisect(range(1, len(line) + 1), width, key=lambda end: stringWidth(line[:end] + "…", font, size))
    return line[:fits].rstrip() + "…", font


def shorten(text: str, characters: int) -> str:
    """The text as one paragraph of at most so many characters, cut after a word with … where it is longer."""
    line = " ".join(clean(text).split())
    if len(line) <= characters:
        return line
    head, space, _ = line[:characters].rpartition(" ")
    # A cut that would throw away most of it (one endless word) is made inside the word.
    return (head if space and len(head) > characters // 2 else line[: characters - 1]).rstrip(" ,;:.") + "…"


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence.

    >>> first_sentence("Bel eerst. Schrijf daarna.")
    'Bel eerst.'
    """
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
