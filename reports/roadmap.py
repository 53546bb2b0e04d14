"""The roadmap chart: one bar per action over the quarters, in a form that tells open, started and done apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Group, Line, Polygon, Rect, String

from i18n.words import Words
from model.answers import Status
from reports import fonts, style
from reports.texts import one_line

ROW = 15.5
LABELS = 252.0
HEAD = 34.0
LEGEND = 24.0
MOST_QUARTERS = 16


@dataclass(frozen=True)
class Bar:
    """One action on the roadmap."""

    label: str
    start: str
    end: str
    status: Status


def quarters_of(bars: Sequence[Bar]) -> list[str]:
    """The quarters to show: from the first start to the last end, at most four years.

    >>> quarters_of([Bar("1. Call first", "2026Q4", "2027Q1", "open")])
    ['2026Q4', '2027Q1']
    """
    first = min(_index(bar.start) for bar in bars)
    last = min(max(_index(bar.end) for bar in bars), first + MOST_QUARTERS - 1)
    return [f"{index // 4:04}Q{index % 4 + 1}" for index in range(first, last + 1)]


def _index(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[5]) - 1


def roadmap_chart(bars: Sequence[Bar], quarters: Sequence[str], words: Words, width: float = style.WIDE_WIDTH) -> Drawing:
    """The chart of these actions over these quarters."""
    fonts.register()
    height = HEAD + ROW * len(bars) + LEGEND
    drawing = Drawing(width, height)
    step = (width - LABELS) / len(quarters)
    _add_head(drawing, quarters, step, height)
    for number, bar in enumerate(bars):
        y = height - HEAD - ROW * (number + 1)
        label, font = one_line(bar.label, LABELS - 12, 8)
        drawing.add(String(0, y + 4.5, label, fontName=font, fontSize=8, fillColor=style.INK))
        drawing.add(Line(0, y, width, y, strokeColor=style.LINE, strokeWidth=0.35))
        drawing.add(_bar(bar, quarters, step, y, width))
    _add_legend(drawing, words)
    return drawing


def _add_head(drawing: Drawing, quarters: Sequence[str], step: float, height: float) -> None:
    """Years above their quarters, and a line where each quarter begins."""
    for number, quarter in enumerate(quarters):
        x = LABELS + number * step
        is_new_year = number == 0 or quarter.endswith("Q1")
        drawing.add(
            Line(x, LEGEND, x, height - (0 if is_new_year else 16), strokeColor=style.LINE, strokeWidth=0.9 if is_new_year else 0.4)
        )
        if is_new_year:
            drawing.add(String(x + 4, height - 12, quarter[:4], fontName=fonts.BOLD, fontSize=8.5, fillColor=style.ACCENT))
        name = f"Q{quarter[5]}"
        drawing.add(String(x + 4, height - 27, name, fontName=fonts.REGULAR, fontSize=8, fillColor=style.MUTED))


def _bar(bar: Bar, quarters: Sequence[str], step: float, y: float, width: float) -> Group:
    """The bar as far as it falls in these quarters; an arrow where it is later than all of them."""
    first = _index(bar.start) - _index(quarters[0])
    last = min(_index(bar.end) - _index(quarters[0]), len(quarters) - 1)
    group = Group()
    if first >= len(quarters):
        tip = [width - 14, y + 4, width - 4, y + 7.75, width - 14, y + 11.5]
        group.add(Polygon(tip, fillColor=style.ACCENT, strokeColor=None))
        return group
    left, right = LABELS + first * step + 2, LABELS + (last + 1) * step - 2
    return _shape(bar.status, left, y + 3.5, right - left, group)


def _shape(status: Status, x: float, y: float, width: float, group: Group) -> Group:
    """Open is an outline, started is half filled, done is filled with a tick."""
    height = 8.5
    filled = {"open": 0.0, "started": 0.5, "done": 1.0}[status]
    group.add(Rect(x, y, width, height, fillColor=style.TINT, strokeColor=style.ACCENT, strokeWidth=1))
    if filled:
        group.add(Rect(x, y, width * filled, height, fillColor=style.ACCENT, strokeColor=None))
    if status == "done":
        for x1, y1, x2, y2 in ((x + 5, y + 4, x + 7.5, y + 1.8), (x + 7.5, y + 1.8, x + 12, y + 6.8)):
            group.add(Line(x1, y1, x2, y2, strokeColor=style.WHITE, strokeWidth=1.4))
    return group


def _add_legend(drawing: Drawing, words: Words) -> None:
    _ = words.gettext
    texts: list[tuple[Status, str]] = [("open", _("Open")), ("started", _("Started")), ("done", _("Done"))]
    x = LABELS
    for status, text in texts:
        drawing.add(_shape(status, x, 3, 26, Group()))
        drawing.add(String(x + 32, 4.5, text, fontName=fonts.REGULAR, fontSize=8, fillColor=style.INK))
        x += 110
