"""Charts of scores over time, drawn as vectors; each tells by position, sign and text, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Line
from reportlab.pdfbase.pdfmetrics import stringWidth

from i18n.words import Words
from reports import fonts, style
from reports.shapes import box, label, lines, name, polygon

PANEL = 60.0
GAP = 24.0
AXIS = 12.0
HEAD = 22.0
STEP = 30.0
MOST_NAMED = 6


@dataclass(frozen=True)
class Slope:
    """A score over time, and what to call it."""

    title: str
    scores: Sequence[float]


def slope_charts(
    slopes: Sequence[Slope], days: Sequence[str], words: Words, width: float = style.TEXT_WIDTH
) -> Drawing:
    """A small slope chart for each, two beside each other, all on the same scale from 1 to 5."""
    fonts.register()
    rows = (len(slopes) + 1) // 2
    height = HEAD + PANEL * rows
    drawing = Drawing(width, height)
    panel = (width - GAP) / 2
    for column in range(min(len(slopes), 2)):
        for number, x in _places(days, column * (panel + GAP), panel):
            drawing.add(label(x, height - 9, days[number], colour=style.MUTED, size=7, anchor="middle"))
    for number, slope in enumerate(slopes):
        left, bottom = (number % 2) * (panel + GAP), height - HEAD - PANEL * (number // 2 + 1)
        drawing.add(_panel(slope, days, left, bottom, panel, words))
    return drawing


def _panel(slope: Slope, days: Sequence[str], left: float, bottom: float, width: float, words: Words) -> Group:
    """Title and direction above, the scale from 1 to 5 below; what goes down is dashed."""
    low, high = bottom + 6, bottom + PANEL - 20
    group = Group(name(left, bottom + PANEL - 8, slope.title, width - 22, 8.5))
    for level, y in ((1, low), (5, high)):
        group.add(lines([(left + AXIS, y, left + width, y)], style.LINE, 0.5))
        group.add(label(left, y - 2.5, str(level), colour=style.MUTED, size=7))
    group.add(_direction(slope.scores[-2], slope.scores[-1], left + width - 8, bottom + PANEL - 8))
    ends = [low + (score - 1) / 4 * (high - low) for score in slope.scores]
    places = [x for _number, x in _all_places(len(days), left, width)]
    for before, after in pairwise(zip(places, ends, strict=True)):
        is_down = after[1] < before[1]
        dashes: dict[str, Any] = {"strokeDashArray": [4, 2.5]} if is_down else {}
        colour = style.AMBITION if is_down else style.ACCENT
        group.add(Line(*before, *after, strokeColor=colour, strokeWidth=1.8, **dashes))
    for x, y in zip(places, ends, strict=True):
        group.add(box(x - 2.2, y - 2.2, 4.4, 4.4, style.ACCENT))
    for number, x in _places(days, left, width):
        score = words.score(slope.scores[number])
        group.add(label(x, ends[number] + 4.5, score, font=fonts.BOLD, size=7.5, anchor="middle"))
    return group


def _direction(before: float, after: float, x: float, y: float) -> Group:
    """A triangle up or down since the last time, or two lines for the same."""
    if after == before:
        return lines([(x, y + 1, x + 7, y + 1), (x, y + 4, x + 7, y + 4)], style.MUTED, 1)
    if after > before:
        return Group(polygon([x, y, x + 7, y, x + 3.5, y + 6], style.ACCENT))
    return Group(polygon([x, y + 6, x + 7, y + 6, x + 3.5, y], style.AMBITION))


def _all_places(count: int, left: float, width: float) -> list[tuple[int, float]]:
    first, last = left + AXIS + 16, left + width - 16
    return [(number, first + number / (count - 1) * (last - first)) for number in range(count)]


def _places(days: Sequence[str], left: float, width: float) -> list[tuple[int, float]]:
    """The points that are named and where they stand: of many, only the first and the last."""
    last = len(days) - 1
    return [place for place in _all_places(len(days), left, width) if last < MOST_NAMED or place[0] in (0, last)]


def waterfall_chart(
    names: tuple[str, str],
    shown: Sequence[int],
    parts: Sequence[tuple[str, str]],
    words: Words,
    width: float = style.TEXT_WIDTH,
) -> Drawing:
    """The score before, each part of the difference, and the score after, on the scale from 1 to 5.

    `shown` are the scores before and after each part, in hundredths; a part is named with its change.
    """
    fonts.register()
    labels = [(names[0], words.hundredths(shown[0])), *parts, (names[1], words.hundredths(shown[-1]))]
    height = AXIS + 8 + STEP * len(labels)
    drawing = Drawing(width, height)

    def place(hundredths: int) -> float:
        return 6 + (hundredths - 100) / 400 * (width - 12)

    for level in range(1, 6):
        x = place(level * 100)
        drawing.add(lines([(x, AXIS, x, height)], style.LINE, 0.5))
        drawing.add(label(x, 1, str(level), colour=style.MUTED, anchor="middle"))
    spans = [(100, shown[0]), *pairwise(shown), (100, shown[-1])]
    for row, ((title, number), (before, after)) in enumerate(zip(labels, spans, strict=True)):
        y = height - STEP * (row + 1)
        is_total = row in (0, len(labels) - 1)
        left, right = sorted((place(before), place(after)))
        drawing.add(label(8, y + 16, f"{title}:", size=8.5))
        drawing.add(label(8 + stringWidth(f"{title}: ", fonts.REGULAR, 8.5), y + 16, number, font=fonts.BOLD, size=8.5))
        drawing.add(_bar(left, right, y + 2, is_total=is_total, is_less=after < before))
        if row < len(labels) - 1:
            x = place(after)
            drawing.add(Line(x, y - 19, x, y + 2, strokeColor=style.MUTED, strokeWidth=0.6, strokeDashArray=[1.5, 2]))
    return drawing


def _bar(left: float, right: float, y: float, *, is_total: bool, is_less: bool) -> Group:
    """A total is filled; of a part, what took away is hatched, what added is not."""
    width = max(right - left, 0.8)
    if is_total:
        return Group(box(left, y, width, 9, style.ACCENT))
    edge = style.AMBITION if is_less else style.ACCENT
    bar = Group(box(left, y, width, 9, style.WHITE if is_less else style.TINT, edge))
    if is_less:
        x = left + 4
        while x < right:
            bar.add(lines([(x, y, max(x - 4, left), y + 9)], edge, 0.8))
            x += 4
    return bar
