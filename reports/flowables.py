"""The pieces a report is set from, each of which tags itself while it draws."""

from typing import Any, Self

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from reports import fonts, style
from reports.tagging import Node, TaggedCanvas
from reports.texts import fragments, one_line


class TaggedParagraph(Paragraph):
    """A paragraph that is the content of one element, also when it is split over pages."""

    canv: TaggedCanvas
    node: Node | None = None
    _is_drawn = False

    @classmethod
    def of(
        cls, text: str, kind: ParagraphStyle, node: Node | None, *, lead: str = "", bullet: str | None = None
    ) -> Self:
        """The text, which may hold anything, as a paragraph of this element; `lead` stands before it in bold."""
        parts = fragments(f"{lead} ", kind, fonts.BOLD) if lead else []
        made = cls("", kind, bulletText=bullet, frags=[*parts, *fragments(text, kind)])
        made.node = node
        return made

    def draw(self) -> None:
        """Draws it; drawn a second time, it is the repeated head of a table, which is told only once."""
        canvas = self.canv
        if self.node is None or self._is_drawn:
            canvas.begin_artifact()
        else:
            canvas.begin(self.node)
        super().draw()
        canvas.end()
        self._is_drawn = True

    def split(self, width: float, height: float) -> list[Any]:
        """The two parts, both content of the same element."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.node = self.node
        return parts


class Heading(TaggedParagraph):
    """A heading with its bookmark and its line in the outline."""

    key = ""
    title = ""
    level = 0

    def draw(self) -> None:
        """Draws it and remembers its page."""
        canvas = self.canv
        if self.key:
            canvas.bookmarkHorizontal(self.key, 0, self.height + 12)
            canvas.addOutlineEntry(self.title, self.key, self.level - 1, closed=self.level > 1)
            canvas.heading_pages[self.key] = canvas.getPageNumber()
        super().draw()


class WebLink(TaggedParagraph):
    """A web address that can be clicked."""

    address = ""

    def draw(self) -> None:
        """Draws it with its clickable area."""
        super().draw()
        canvas = self.canv
        if self.node is not None:
            canvas.web_link(self.node, self.address, (self.style.leftIndent, 0, self.width, self.height))

    def split(self, width: float, height: float) -> list[Any]:
        """The two parts, both leading to the address."""
        parts = super().split(width, height)
        for part in parts:
            part.address = self.address
        return parts


class Figure(Flowable):
    """A drawing that is one element with a text alternative."""

    canv: TaggedCanvas

    def __init__(self, drawing: Drawing, node: Node) -> None:
        super().__init__()
        self.drawing = drawing
        self.node = node
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws it; its place on the page becomes part of the element."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width, self.height)
        self.node.attributes += f"/A<</O/Layout/Placement/Block/BBox[{left:.1f} {bottom:.1f} {right:.1f} {top:.1f}]>>"
        canvas.begin(self.node)
        renderPDF.draw(self.drawing, canvas, 0, 0)
        canvas.end()


class Picture(Flowable):
    """An image that is one element with a text alternative, at most as large as its box."""

    canv: TaggedCanvas

    def __init__(self, image: Any, size: tuple[float, float], node: Node) -> None:
        super().__init__()
        self.image = image
        self.node = node
        self.width, self.height = size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws it on a white ground, so that a dark logo shows on any colour."""
        canvas = self.canv
        canvas.begin_artifact()
        canvas.setFillColor(style.WHITE)
        canvas.roundRect(-8, -8, self.width + 16, self.height + 16, 4, stroke=0, fill=1)
        canvas.end()
        left, bottom = canvas.absolutePosition(0, 0)
        box = f"{left:.1f} {bottom:.1f} {left + self.width:.1f} {bottom + self.height:.1f}"
        self.node.attributes += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        canvas.begin(self.node)
        canvas.drawImage(self.image, 0, 0, self.width, self.height, mask="auto")
        canvas.end()


class BoxedParagraph(TaggedParagraph):
    """A paragraph with an empty box before it, to tick on paper; `goes_on` draws a line behind it to write on."""

    words = ""
    goes_on = False

    def draw(self) -> None:
        """Draws the box in the indent, as an artifact, and then the text."""
        canvas = self.canv
        canvas.begin_artifact()
        _draw_box(canvas, 2, self.height - self.style.fontSize - 1.5)
        if self.goes_on:
            written = stringWidth(self.words, self.style.fontName, self.style.fontSize)
            canvas.setStrokeColor(style.MUTED)
            canvas.setLineWidth(0.5)
            canvas.line(self.style.leftIndent + written + 8, 0, self.width, 0)
        canvas.end()
        super().draw()


class WritingLines(Flowable):
    """Empty lines to write on: an artifact."""

    canv: TaggedCanvas
    STEP = 20.0

    def __init__(self, count: int, indent: float = 0) -> None:
        super().__init__()
        self.count = count
        self.indent = indent
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The full width, with room for handwriting."""
        self.width = width
        return width, self.STEP * self.count + 5

    def draw(self) -> None:
        """Draws the lines."""
        canvas = self.canv
        canvas.begin_artifact()
        canvas.setStrokeColor(style.MUTED)
        canvas.setLineWidth(0.5)
        for number in range(self.count):
            y = 5 + self.STEP * number
            canvas.line(self.indent, y, self.width, y)
        canvas.end()


class TickRow(Flowable):
    """A label with a few boxes beside it, each with its own short text, on one line."""

    canv: TaggedCanvas
    STEP = 44.0

    def __init__(self, label: str, choices: list[str], node: Node) -> None:
        super().__init__()
        self.label = label
        self.choices = choices
        self.node = node

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The full width and one line."""
        return width, 22

    def draw(self) -> None:
        """Draws the boxes as artifacts, and the texts."""
        canvas = self.canv
        canvas.begin_artifact()
        for number in range(len(self.choices)):
            _draw_box(canvas, 70 + number * self.STEP, 5.5)
        canvas.end()
        canvas.begin(self.node)
        canvas.setFillColor(style.INK)
        canvas.setFont(fonts.REGULAR, 9)
        canvas.drawString(0, 7, f"{self.label} ")
        for number, choice in enumerate(self.choices):
            canvas.drawString(84 + number * self.STEP, 7, f"{choice} ")
        canvas.end()


def _draw_box(canvas: TaggedCanvas, x: float, y: float) -> None:
    canvas.setStrokeColor(style.ACCENT)
    canvas.setLineWidth(0.9)
    canvas.rect(x, y, 9, 9)


class Contents(Flowable):
    """The table of contents: one clickable line per heading, page numbers filled in when they are known."""

    canv: TaggedCanvas
    LINE = 17.0

    def __init__(self, headings: list[tuple[int, str, str]], node: Node) -> None:
        super().__init__()
        self.headings = headings
        self.node = node
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The full width, one line per heading."""
        self.width = width
        return width, self.LINE * len(self.headings)

    def draw(self) -> None:
        """Draws the titles; the numbers wait for the end."""
        canvas = self.canv
        for number, (level, title, key) in enumerate(self.headings):
            y = self.LINE * (len(self.headings) - number - 1)
            link = Node("Link", Node("TOCI", self.node))
            indent = 16 * (level - 1)
            text, font = one_line(title, self.width - 60 - indent, 10, fonts.BOLD if level == 1 else fonts.REGULAR)
            canvas.begin(link)
            canvas.setFillColor(style.INK)
            canvas.setFont(font, 10)
            canvas.drawString(indent, y + 5, text)
            canvas.end()
            canvas.at_the_end(self._number(link, key, self.width, y + 5))
            canvas.link(link, title, key, (0, y, self.width, y + self.LINE))

    @staticmethod
    def _number(link: Node, key: str, right: float, y: float) -> Any:
        def draw(canvas: TaggedCanvas) -> None:
            canvas.begin(link)
            canvas.setFillColor(style.INK)
            canvas.setFont(fonts.REGULAR, 10)
            canvas.drawRightString(right, y, str(canvas.heading_pages[key]))
            canvas.end()

        return draw
