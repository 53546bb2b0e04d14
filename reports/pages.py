"""Pages around a story: margins, running lines with "page x of y", and the finished bytes."""

import functools
import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports import fonts, style
from reports.metadata import PRODUCER, DocumentDetails
from reports.story import Story
from reports.tagging import TaggedCanvas
from reports.texts import one_line


@dataclass(frozen=True)
class RunningLines:
    """What stands above and below each page; `page_of` has {page} and {pages}."""

    above_left: str
    above_right: str
    below_left: str
    page_of: str


def build(story: Story, details: DocumentDetails, lines: RunningLines) -> bytes:
    """The story as a tagged PDF. The same story gives the same bytes."""
    fonts.register()
    output = io.BytesIO()
    document = BaseDocTemplate(
        output,
        pageTemplates=_templates(lines, story.first_template),
        title=details.title,
        author=details.author or PRODUCER,
        creator=PRODUCER,
        producer=PRODUCER,
        subject="",
        lang=details.language,
        displayDocTitle=True,
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageCompression=0,
    )
    document.build(story.flowables, canvasmaker=functools.partial(TaggedCanvas, root=story.root, details=details))
    return _packed(output.getvalue())


def _packed(content: bytes) -> bytes:
    """The same file compressed, the thousands of small structure objects as well; ReportLab would take longer."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def _templates(lines: RunningLines, first: str) -> list[PageTemplate]:
    """The kinds of page: cover, upright page, and wide page for what needs room; the one to begin with comes first."""
    upright, wide = (style.PAGE_WIDTH, style.PAGE_HEIGHT), (style.PAGE_HEIGHT, style.PAGE_WIDTH)
    band = style.COVER_BAND
    cover = [
        _frame("title", style.MARGIN, style.PAGE_HEIGHT - band, upright[0], band - 60),
        _frame("facts", style.MARGIN, style.BOTTOM, upright[0], style.PAGE_HEIGHT - band - style.BOTTOM - 30),
    ]
    page = _frame("page", style.MARGIN, style.BOTTOM, upright[0], upright[1] - style.TOP - style.BOTTOM)
    broad = _frame("wide", style.WIDE_MARGIN, style.BOTTOM, wide[0], wide[1] - style.TOP - style.BOTTOM)
    numbered = functools.partial(_announce_lines, lines=lines)
    templates = [
        PageTemplate("cover", cover, onPage=_paint_cover, pagesize=upright),
        PageTemplate("page", [page], onPage=numbered, pagesize=upright),
        PageTemplate("wide", [broad], onPage=numbered, pagesize=wide),
    ]
    return sorted(templates, key=lambda template: template.id != first)


def _frame(name: str, margin: float, bottom: float, page_width: float, height: float) -> Frame:
    return Frame(margin, bottom, page_width - 2 * margin, height, 0, 0, 0, 0, id=name)


def _paint_cover(canvas: Any, _document: Any) -> None:
    canvas.begin_artifact()
    canvas.setFillColor(style.ACCENT)
    canvas.rect(0, style.PAGE_HEIGHT - style.COVER_BAND, style.PAGE_WIDTH, style.COVER_BAND, stroke=0, fill=1)
    canvas.setFillColor(style.AMBITION)
    canvas.rect(0, style.PAGE_HEIGHT - style.COVER_BAND - 5, style.PAGE_WIDTH, 5, stroke=0, fill=1)
    canvas.end()


def _announce_lines(canvas: Any, document: Any, lines: RunningLines) -> None:
    """Has the running lines drawn at the end, when it is known how many pages there are."""
    width, height = document.pageTemplate.pagesize
    margin = style.MARGIN if width < height else style.WIDE_MARGIN
    number = canvas.getPageNumber()

    def draw(canvas: TaggedCanvas) -> None:
        right = lines.page_of.format(page=number, pages=canvas.page_count())
        _line(canvas, "Header", margin, width - margin, height - 38, lines.above_left, lines.above_right)
        _line(canvas, "Footer", margin, width - margin, 30, lines.below_left, right)

    canvas.at_the_end(draw)


def _line(canvas: TaggedCanvas, where: str, left: float, right: float, y: float, start: str, end: str) -> None:
    canvas.begin_running_line(where)
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(0.6)
    rule = y - 7 if where == "Header" else y + 13
    canvas.line(left, rule, right, rule)
    canvas.setFillColor(style.MUTED)
    for text, at_left in ((start, True), (end, False)):
        shown, font = one_line(text, (right - left) * 0.48, 8)
        canvas.setFont(font, 8)
        if at_left:
            canvas.drawString(left, y, shown)
        else:
            canvas.drawRightString(right, y, shown)
    canvas.end()
