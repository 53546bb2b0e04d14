"""The roadmap chart: one bar per action over the quarters, in a form that tells open, started and done apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Group

from i18n.words import Words
from model.answers import Status
from reports import fonts, style
from reports.shapes import box, label, lines, name, polygon

ROW = 14.0
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
    year, _, number = quarter.partition("Q")
    return int(year) * 4 + int(number) - 1


def starts_after(bar: Bar, quarters: Sequence[str]) -> bool:
    """Whether this action starts later than the quarters that are shown."""
    return _index(bar.start) > _index(quarters[-1])


def roadmap_chart(
    bars: Sequence[Bar], quarters: Sequence[str], words: Words, width: float = style.WIDE_WIDTH
) -> Drawing:
    """The chart of these actions over these quarters."""
    fonts.register()
    height = HEAD + ROW * len(bars) + LEGEND
    drawing = Drawing(width, height)
    step = (width - LABELS) / len(quarters)
    _add_head(drawing, quarters, step, height)
    for number, bar in enumerate(bars):
        y = height - HEAD - ROW * (number + 1)
        if number % 2:
            drawing.add(box(0, y, width, ROW, style.STRIPE))
        drawing.add(name(4, y + 3.8, bar.label, LABELS - 12, 8))
        drawing.add(_bar(bar, quarters, step, y, width))
    _add_legend(drawing, words)
    return drawing


def _add_head(drawing: Drawing, quarters: Sequence[str], step: float, height: float) -> None:
    """Years above their quarters, and a line where each quarter begins."""
    for number, quarter in enumerate(quarters):
        x = LABELS + number * step
        is_new_year = number == 0 or quarter.endswith("Q1")
        top = height - (0 if is_new_year else 16)
        drawing.add(lines([(x, LEGEND, x, top)], style.LINE, 0.9 if is_new_year else 0.4))
        if is_new_year:
            drawing.add(label(x + 4, height - 12, quarter[:4], font=fonts.BOLD, size=8.5, colour=style.ACCENT))
        drawing.add(label(x + 4, height - 27, f"Q{quarter[5]}", colour=style.MUTED))


def _bar(bar: Bar, quarters: Sequence[str], step: float, y: float, width: float) -> Group:
    """The bar as far as it falls in these quarters; an arrow where it is later than all of them."""
    first = _index(bar.start) - _index(quarters[0])
    last = min(_index(bar.end) - _index(quarters[0]), len(quarters) - 1)
    if first >= len(quarters):
        return Group(polygon([width - 14, y + 3, width - 4, y + 6.75, width - 14, y + 10.5], style.ACCENT))
    left, right = LABELS + first * step + 2, LABELS + (last + 1) * step - 2
    return _shape(bar.status, left, y + 2.75, right - left)


def _shape(status: Status, x: float, y: float, width: float) -> Group:
    """Open is an outline, started is half filled, done is filled with a tick."""
    height = 8.5
    filled = {"open": 0.0, "started": 0.5, "done": 1.0}[status]
    shape = Group(box(x, y, width, height, style.TINT, style.ACCENT))
    if filled:
        shape.add(box(x, y, width * filled, height, style.ACCENT))
    if status == "done":
        tick = [(x + 5, y + 4, x + 7.5, y + 1.8), (x + 7.5, y + 1.8, x + 12, y + 6.8)]
        shape.add(lines(tick, style.WHITE, 1.4))
    return shape


def _add_legend(drawing: Drawing, words: Words) -> None:
    _ = words.gettext
    texts: list[tuple[Status, str]] = [("open", _("Open")), ("started", _("Started")), ("done", _("Done"))]
    x = LABELS
    for status, text in texts:
        drawing.add(_shape(status, x, 3, 26))
        drawing.add(label(x + 32, 4.5, text))
        x += 110
