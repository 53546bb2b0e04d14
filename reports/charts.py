"""Charts of scores, drawn as vectors: now beside ambition, with the range that open questions leave."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Group, Polygon

from i18n.words import Words
from reports import fonts, style
from reports.findings import Standing
from reports.shapes import box, label, lines, name, polygon

ROW = 19.0
LABELS = 224.0
VALUES = 34.0
AXIS = 20.0
LEGEND = 26.0


def bar_chart(standings: Sequence[Standing], words: Words, width: float = style.TEXT_WIDTH) -> Drawing:
    """One row per group: a bar for the score, a diamond for the ambition, a bracket from low to high."""
    fonts.register()
    height = AXIS + ROW * len(standings) + LEGEND
    drawing = Drawing(width, height)
    left, right = LABELS, width - VALUES
    bottom, top = LEGEND, height - AXIS
    for level in range(1, 6):
        x = _place(level, left, right)
        drawing.add(lines([(x, bottom, x, top)], style.LINE, 0.6))
        drawing.add(label(x, top + 6, str(level), colour=style.MUTED, anchor="middle"))
    for number, standing in enumerate(standings):
        drawing.add(_row(standing, top - ROW * (number + 1), left, right, words))
    drawing.add(_legend(left, words))
    return drawing


def score_scale(standing: Standing, words: Words, width: float) -> Drawing:
    """One score on the line from 1 to 5, with its range and ambition."""
    fonts.register()
    drawing = Drawing(width, 46)
    left, right = 6.0, width - 6
    for level in range(1, 6):
        x = _place(level, left, right)
        drawing.add(lines([(x, 12, x, 30)], style.LINE, 0.6))
        drawing.add(label(x, 0, str(level), colour=style.MUTED, anchor="middle"))
    drawing.add(_marks(standing, 13, left, right, words, 11))
    return drawing


def _row(standing: Standing, y: float, left: float, right: float, words: Words) -> Group:
    score = words.score(standing.score.score)
    return Group(
        name(0, y + 7, standing.title, left - 12, 8.5),
        _marks(standing, y + 4.5, left, right, words, 8),
        label(right + VALUES, y + 6.5, score, font=fonts.BOLD, anchor="end", size=9),
    )


def _marks(standing: Standing, y: float, left: float, right: float, words: Words, thick: float) -> Group:
    score = standing.score
    marks = Group(box(left, y, right - left, thick, style.TRACK))
    if score.score is None:
        marks.add(label(left + 6, y + 1, words.gettext("no level yet"), colour=style.MUTED))
    else:
        reach = max(_place(score.score, left, right) - left, 1.5)
        marks.add(box(left, y, reach, thick, style.ACCENT))
    if score.low < score.high:
        marks.add(_bracket(_place(score.low, left, right), _place(score.high, left, right), y - 2.5))
    if standing.ambition is not None:
        marks.add(_diamond(_place(standing.ambition, left, right), y + thick / 2))
    return marks


def _place(score: float, left: float, right: float) -> float:
    return left + (score - 1) / 4 * (right - left)


def _bracket(low: float, high: float, y: float) -> Group:
    return lines([(low, y, high, y), (low, y - 2, low, y + 2), (high, y - 2, high, y + 2)], style.RANGE, 1)


def _diamond(x: float, y: float, size: float = 4.6) -> Polygon:
    return polygon([x, y + size, x + size, y, x, y - size, x - size, y], style.WHITE, style.AMBITION)


def _legend(left: float, words: Words) -> Group:
    _ = words.gettext
    return Group(
        box(left, 5, 16, 7, style.ACCENT),
        label(left + 21, 5, _("Now")),
        _diamond(left + 62, 8.5),
        label(left + 71, 5, _("Ambition")),
        _bracket(left + 121, left + 139, 8.5),
        label(left + 144, 5, _("Lowest to highest possible")),
    )
