"""A report while it is written: chapters add headings, text, tables and figures, each in its place in the structure."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, FrameBreak, NextPageTemplate, PageBreak, Spacer, Table

from reports import style
from reports.flowables import BoxedParagraph, Contents, Figure, Heading, TaggedParagraph, WebLink
from reports.tagging import Node, TaggedCanvas, text_attribute
from reports.texts import clean, pieces, shorten

# Only plain web addresses: a javascript: or file: address from a stranger is text and no more.
_WEB_ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
LONGEST_HEADING = 200
Cell = str | tuple[tuple[str, ParagraphStyle], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its width, and whether its cells are numbers (set to the right)."""

    head: str
    width: float
    number: bool = False


class Story:
    """What has been written so far, in reading order."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.headings: list[tuple[int, str, str]] = []
        self.flowables: list[Flowable] = []
        self.first_template = "cover"
        self._keys = 0

    def add(self, flowable: Flowable) -> None:
        """Adds a piece that is already made."""
        self.flowables.append(flowable)

    def heading(
        self,
        level: int,
        title: str,
        *,
        listed: bool = True,
        in_contents: bool = True,
        kind: ParagraphStyle | None = None,
    ) -> None:
        """A heading; listed ones stand in the outline and, unless that is unwanted, in the table of contents."""
        made = Heading.of(shorten(title, LONGEST_HEADING), kind or style.HEADINGS[level], Node(f"H{level}", self.root))
        if listed:
            self._keys += 1
            made.title, made.level, made.key = shorten(title, LONGEST_HEADING), level, f"heading{self._keys}"
            if in_contents:
                self.headings.append((level, made.title, made.key))
        self.add(made)

    def text(self, text: str, kind: ParagraphStyle = style.BODY, lead: str = "") -> None:
        """A paragraph; `lead` stands before it in bold."""
        node = Node("P", self.root)
        for number, piece in enumerate(pieces(text)):
            self.add(TaggedParagraph.of(piece, kind, node, lead="" if number else lead))

    def bullets(self, items: Sequence[str], kind: ParagraphStyle = style.BULLET) -> None:
        """A list, nothing without items. An item that is a web address can be clicked."""
        if not items:
            return
        every = Node("L", self.root, "/A<</O/List/ListNumbering/Disc>>")
        for item in items:
            body = Node("LBody", Node("LI", every))
            if _WEB_ADDRESS.fullmatch(item):
                link = WebLink.of(item, kind, Node("Link", body), bullet="•")
                link.address = item
                self.add(link)
                continue
            for number, piece in enumerate(pieces(item)):
                self.add(TaggedParagraph.of(piece, kind, body, bullet=None if number else "•"))

    def named_bullets(self, name: str, items: Sequence[str]) -> None:
        """A list in small type with its name in bold above it, nothing without items."""
        if items:
            self.text("", style.SMALL_NAME, lead=name)
            self.bullets(items, style.SMALL_BULLET)

    def boxes(self, items: Sequence[str], to_complete: str) -> None:
        """A list to tick on paper: an empty box before each item; the last one goes on with a line to write on."""
        every = Node("L", self.root, "/A<</O/List/ListNumbering/None>>")
        for item in (*items, to_complete):
            made = BoxedParagraph.of(item, style.OPTION, Node("LBody", Node("LI", every)))
            made.words, made.goes_on = item, item is to_complete
            self.add(made)

    def contents(self) -> None:
        """The table of contents of the whole report, also of what comes later."""
        self.add(Contents(self.headings, Node("TOC", self.root)))

    def figure(self, drawing: Drawing, alternative: str) -> None:
        """A drawing with the words that replace it for who can't see it."""
        self.add(Figure(drawing, Node("Figure", self.root, text_attribute("Alt", clean(alternative)))))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, headed: bool = True) -> None:
        """A table whose first column heads its rows; `headed` shows the columns' heads, repeated on each page."""
        if not rows:
            return
        node = Node("Table", self.root)
        data = [self._head(columns, node)] if headed else []
        data += [self._row(columns, row, node) for row in rows]
        widths = [column.width for column in columns]
        look = style.TABLE if headed else style.PLAIN_TABLE
        self.add(
            Table(data, widths, style=look, repeatRows=int(headed), renderCB=_DECORATION, hAlign="LEFT", spaceAfter=10)
        )

    def columns(self, parts: Sequence[tuple[Sequence[Flowable], float]], look: Any = style.COLUMNS) -> None:
        """Parts side by side, each with its width; for reading they follow one another."""
        data = [[list(part) for part, _ in parts]]
        widths = [width for _, width in parts]
        self.add(Table(data, widths, style=look, renderCB=_DECORATION, hAlign="LEFT", spaceAfter=8))

    @contextmanager
    def part(self) -> Iterator[list[Flowable]]:
        """Collects what is written inside, for `columns`."""
        outside, self.flowables = self.flowables, []
        try:
            yield self.flowables
        finally:
            self.flowables = outside

    def space(self, points: float) -> None:
        """White space."""
        self.add(Spacer(1, points))

    def room(self, points: float) -> None:
        """Goes on to the next page unless so much room is left."""
        self.add(CondPageBreak(points))

    def next_frame(self) -> None:
        """Goes on in the next part of the page."""
        self.add(FrameBreak())

    def first_page(self, template: str) -> None:
        """Begins with this kind of page instead of a cover; before anything is written."""
        self.first_template = template

    def page(self, template: str = "page") -> None:
        """Goes on on a new page of this kind."""
        self.add(NextPageTemplate(template))
        self.add(PageBreak())

    @staticmethod
    def _head(columns: Sequence[Column], table: Node) -> list[list[Flowable]]:
        row = Node("TR", table)
        cells: list[list[Flowable]] = []
        for column in columns:
            kind = style.CELL_HEAD_NUMBER if column.number else style.CELL_HEAD
            cells.append([TaggedParagraph.of(column.head, kind, Node("TH", row, "/A<</O/Table/Scope/Column>>"))])
        return cells

    @staticmethod
    def _row(columns: Sequence[Column], row: Sequence[Cell], table: Node) -> list[list[Flowable]]:
        node = Node("TR", table)
        cells: list[list[Flowable]] = []
        for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
            of_row = Node("TH", node, "/A<</O/Table/Scope/Row>>") if number == 0 else Node("TD", node)
            if isinstance(cell, str):
                kind = style.CELL_NUMBER if column.number else style.CELL_STRONG if number == 0 else style.CELL
                cells.append([TaggedParagraph.of(cell, kind, of_row)])
            else:
                cells.append([TaggedParagraph.of(text, kind, Node("P", of_row)) for text, kind in cell])
        return cells


def _decorate(table: Any, command: str, *_: Any) -> None:
    """Called by ReportLab while a table draws itself: its grounds and lines are artifacts."""
    canvas: TaggedCanvas = table.canv
    if command in ("startBG", "startLines"):
        canvas.begin_artifact()
    elif command in ("endBG", "endLines"):
        canvas.end()


_DECORATION: Any = _decorate
