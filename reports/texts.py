"""Text that people typed, made safe to set: as ReportLab markup, or as one plain line."""

import re
import unicodedata
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import stringWidth

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


def markup(text: str) -> str:
    """The text as ReportLab markup that shows exactly that text, each character in a font that has it."""
    safe = escape(clean(text))
    return missing_run().sub(_in_other_font, safe).replace("\n", "<br/>")


def _in_other_font(run: re.Match[str]) -> str:
    return "".join(f'<font name="{font}">{text}</font>' for font, text in other_fonts(run[0]))


def one_line(text: str, width: float, size: float, font: str = REGULAR) -> tuple[str, str]:
    """The text on one line of at most this width, cut with … where it is longer, and the font to set it in."""
    line = " ".join(clean(text[:400]).split())
    if missing_run().search(line):
        line, font = in_fallback(line), FALLBACK
    if stringWidth(line, font, size) <= width:
        return line, font
    while line and stringWidth(line + "…", font, size) > width:
        line = line[:-1]
    return line.rstrip() + "…", font


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
