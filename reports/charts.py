"""Charts of scores, drawn as vectors: now beside ambition, with the range that open questions leave."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Group, Line, Polygon, Rect, String

from i18n.words import Words
from reports import fonts, style
from reports.findings import Standing
from reports.texts import one_line

ROW = 19.0
LABELS = 178.0
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
        drawing.add(Line(x, bottom, x, top, strokeColor=style.LINE, strokeWidth=0.6))
        drawing.add(_text(x, top + 6, str(level), style.MUTED, anchor="middle"))
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
        drawing.add(Line(x, 12, x, 30, strokeColor=style.LINE, strokeWidth=0.6))
        drawing.add(_text(x, 0, str(level), style.MUTED, anchor="middle"))
    _marks(drawing, standing, 13, left, right, words, 11)
    return drawing


def _row(standing: Standing, y: float, left: float, right: float, words: Words) -> Group:
    row = Group()
    label, font = one_line(standing.title, left - 12, 8.5)
    row.add(String(0, y + 7, label, fontName=font, fontSize=8.5, fillColor=style.INK))
    _marks(row, standing, y + 4.5, left, right, words, 8)
    score = words.score(standing.score.score)
    row.add(_text(right + VALUES, y + 6.5, score, style.INK, font=fonts.BOLD, anchor="end", size=9))
    return row


def _marks(where: Group | Drawing, standing: Standing, y: float, left: float, right: float, words: Words, thick: float) -> None:
    score = standing.score
    where.add(Rect(left, y, right - left, thick, fillColor=style.TRACK, strokeColor=None))
    if score.score is None:
        where.add(_text(left + 6, y + 1, words.gettext("no level yet"), style.MUTED))
    else:
        reach = max(_place(score.score, left, right) - left, 1.5)
        where.add(Rect(left, y, reach, thick, fillColor=style.ACCENT, strokeColor=None))
    if score.low < score.high:
        low, high = _place(score.low, left, right), _place(score.high, left, right)
        where.add(_bracket(low, high, y - 2.5))
    if standing.ambition is not None:
        where.add(_diamond(_place(standing.ambition, left, right), y + thick / 2))


def _place(score: float, left: float, right: float) -> float:
    return left + (score - 1) / 4 * (right - left)


def _bracket(low: float, high: float, y: float) -> Group:
    group = Group()
    for x1, y1, x2, y2 in ((low, y, high, y), (low, y - 2, low, y + 2), (high, y - 2, high, y + 2)):
        group.add(Line(x1, y1, x2, y2, strokeColor=style.RANGE, strokeWidth=1))
    return group


def _diamond(x: float, y: float, size: float = 4.6) -> Polygon:
    points = [x, y + size, x + size, y, x, y - size, x - size, y]
    return Polygon(points, fillColor=style.WHITE, strokeColor=style.AMBITION, strokeWidth=1.8)


def _legend(left: float, words: Words) -> Group:
    _ = words.gettext
    group = Group()
    group.add(Rect(left, 5, 16, 7, fillColor=style.ACCENT, strokeColor=None))
    group.add(_text(left + 21, 5, _("Now"), style.INK))
    group.add(_diamond(left + 68, 8.5))
    group.add(_text(left + 77, 5, _("Ambition"), style.INK))
    group.add(_bracket(left + 135, left + 153, 8.5))
    group.add(_text(left + 158, 5, _("Lowest to highest possible"), style.INK))
    return group


def _text(
    x: float, y: float, text: str, colour: object, *, font: str = fonts.REGULAR, anchor: str = "start", size: float = 8
) -> String:
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)
