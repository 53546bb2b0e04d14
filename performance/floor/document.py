"""The floor of the report: a bare ReportLab document with the same text, tables and drawings, untagged, plain font."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

MARGIN = 57.0
WIDTH = A4[0]


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    size: float
    leading: float

    def draw(self) -> Flowable:
        """As ReportLab sets it."""
        look = ParagraphStyle("plain", fontSize=self.size, leading=self.leading)
        return Paragraph(escape(self.text), look)


@dataclass(frozen=True)
class Grid:
    """A table; a cell holds pieces under each other."""

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple["Piece", ...], ...], ...]

    def draw(self) -> Flowable:
        """As ReportLab sets it."""
        room = WIDTH - 2 * MARGIN - 12
        scale = min(1.0, room / sum(self.widths))
        cells = [[[piece.draw() for piece in cell] for cell in row] for row in self.rows]
        look = [("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        head = 1 if len(self.rows) > 1 else 0
        return Table(cells, [width * scale for width in self.widths], style=look, repeatRows=head)


@dataclass(frozen=True)
class Picture:
    """A drawing with as many lines, areas and words."""

    width: float
    height: float
    lines: int
    areas: int
    words: int

    def draw(self) -> Flowable:
        """As ReportLab sets it."""
        drawing = Drawing(self.width, self.height)
        for number in range(self.lines):
            drawing.add(Line(0, number, self.width, number))
        for number in range(self.areas):
            drawing.add(Rect(number, 0, 10, 10))
        for number in range(self.words):
            drawing.add(String(number, number, "Words", fontSize=8))
        return drawing


@dataclass(frozen=True)
class Room:
    """White space, or the end of the page."""

    points: float = 0
    ends_page: bool = False

    def draw(self) -> Flowable:
        """As ReportLab sets it."""
        return PageBreak() if self.ends_page else Spacer(1, self.points)


Piece = Text | Grid | Picture | Room


@dataclass(frozen=True)
class Document:
    """Pieces on pages of this height."""

    pieces: tuple[Piece, ...]
    height: float

    def build(self) -> tuple[bytes, int]:
        """The PDF, and how many pages it has."""
        output = io.BytesIO()
        document = SimpleDocTemplate(output, pagesize=(WIDTH, self.height), leftMargin=MARGIN, rightMargin=MARGIN)
        document.build([piece.draw() for piece in self.pieces])
        return output.getvalue(), document.page


def bare_document(pieces: Sequence[Piece], pages: int) -> Document:
    """The pieces as a document of exactly so many pages: taller ones where it needs more, empty ones where fewer.

    :raises ValueError: so many page ends do not fit.
    """
    for height in range(int(A4[1]), 3 * int(A4[1]), 40):
        needed = Document(tuple(pieces), height).build()[1]
        if needed <= pages:
            empty = (Room(ends_page=True), Text("Floor", 10, 12)) * (pages - needed)
            return Document((*pieces, *empty), height)
    raise ValueError(pages)
