"""The fonts of every report: Open Sans, with DejaVu Sans and Noto Emoji for what it lacks; all are embedded."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR = "OpenSans-Regular"
BOLD = "OpenSans-Semibold"
ITALIC = "OpenSans-Italic"
FALLBACK = "DejaVuSans"
EMOJI = "NotoEmoji-Regular"
REPLACEMENT = "\ufffd"
FIRST_PICTURE = 0x1F000


class _Font(TTFont):
    """A font whose text can also be read back beyond U+FFFF, where ReportLab's own table goes wrong (emoji)."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  ReportLab's name
        """Adds the font's subsets to the file, each with a right table from codes to characters."""
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            face = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{face}"].content = _code_table(face, subset)


def _code_table(face: str, subset: list[int]) -> str:
    """The ToUnicode table of a subset: what character each code stands for, in UTF-16."""
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    blocks = [pairs[first : first + 100] for first in range(0, len(pairs), 100)]  # more than 100 is not allowed
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _TABLE.format(face=face, body=body)


_TABLE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{face} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@functools.cache
def register() -> None:
    """Makes the fonts known to ReportLab, once per process."""
    for name in (REGULAR, BOLD, ITALIC, FALLBACK, EMOJI):
        pdfmetrics.registerFont(_Font(name, FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)
    for name in (BOLD, ITALIC, FALLBACK, EMOJI):
        pdfmetrics.registerFontFamily(name, name, name, name, name)


@functools.cache
def missing_run() -> re.Pattern[str]:
    """Matches a run of characters that Open Sans can't show; a newline is no such character."""
    register()
    points = [point for point in _glyphs(REGULAR) if point >= ord(" ") and point != ord(REPLACEMENT)]
    known = "".join(re.escape(chr(point)) for point in sorted(points))
    return re.compile(f"[^\n{known}]+")


def other_fonts(text: str) -> Iterator[tuple[str, str]]:
    """Runs of text that Open Sans lacks, each with a font that has it; what none has becomes a visible replacement."""
    for font, characters in itertools.groupby(text, _font_of):
        run = "".join(characters)
        yield (font, run) if font else (FALLBACK, REPLACEMENT * len(run))


def in_fallback(text: str) -> str:
    """The text with each character that DejaVu Sans lacks as a visible replacement, for one line in one font."""
    return "".join(character if _has(FALLBACK, character) else REPLACEMENT for character in text)


def _font_of(character: str) -> str:
    """The font to show this character in: pictures from one font where it can be; empty when no font has it."""
    fonts = (EMOJI, FALLBACK) if ord(character) >= FIRST_PICTURE else (FALLBACK, EMOJI)
    return next((font for font in fonts if _has(font, character)), "")


def _has(font: str, character: str) -> bool:
    return ord(character) in _glyphs(font) and unicodedata.category(character) not in ("Co", "Cn")


def _glyphs(name: str) -> dict[int, int]:
    font: Any = pdfmetrics.getFont(name)
    glyphs: dict[int, int] = font.face.charToGlyph
    return glyphs
