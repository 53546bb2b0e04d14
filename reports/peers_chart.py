"""Where groups of organisations stand, drawn as vectors: the middle half with its median and deciles, or the band."""

from collections.abc import Mapping

from reportlab.graphics.shapes import Drawing, Group

from i18n.words import Words
from model.releases import Figure
from reports import fonts, style
from reports.benchmark_words import has_open_ends
from reports.shapes import box, label, lines, name, polygon

ROW, LABELS, VALUES, AXIS, LEGEND = 20.0, 196.0, 44.0, 20.0, 40.0
BAND, BOX = 13.0, 7.0  # how high they are


def strips(titles: Mapping[str, str], shown: Mapping[str, Figure], words: Words) -> Drawing:
    """A row for each title, with how many organisations are behind it; a dash where nothing may be shown."""
    fonts.register()
    width, height = style.TEXT_WIDTH, AXIS + ROW * len(titles) + LEGEND
    drawing = Drawing(width, height)
    top, right = height - AXIS, width - VALUES
    drawing.add(label(width, top + 6, words.gettext("Number"), colour=style.MUTED, anchor="end"))
    for level in range(1, 6):
        x = _place(level, right)
        drawing.add(lines([(x, LEGEND, x, top)], style.LINE, 0.6))
        drawing.add(label(x, top + 6, str(level), colour=style.MUTED, anchor="middle"))
    for place, (id_, title) in enumerate(titles.items(), start=1):
        y = top - ROW * place + ROW / 2
        drawing.add(name(0, y - 3, title, LABELS - 12, 8.5))
        peers = shown.get(id_)
        drawing.add(label(width, y - 3, words.number(peers.number) if peers else "–", anchor="end", size=8.5))
        if peers:
            drawing.add(_strip(peers, y, right))
    drawing.add(_legend(words))
    return drawing


def _strip(peers: Figure, y: float, right: float) -> Group:
    marks = Group()
    if peers.quartiles is None:
        low, high = (_place(level, right) for level in peers.band)
        marks.add(box(low, y - BAND / 2, high - low, BAND, style.TRACK, style.LINE))
    else:
        first, middle, third = (_place(level, right) for level in peers.quartiles)
        marks.add(box(first, y - BOX / 2, max(third - first, 1), BOX, style.WHITE, style.ACCENT))
        deciles = [_place(level, right) for level in sorted(set(peers.deciles or ()))]
        marks.add(lines([(x, y - 3, x, y + 3) for x in deciles], style.RANGE, 0.8))
        marks.add(_median(middle, y))
        lower, higher = has_open_ends(peers)
        if lower:
            marks.add(_arrow(first - 3, y, -5))
        if higher:
            marks.add(_arrow(third + 3, y, 5))
    return marks


def _median(x: float, y: float) -> Group:
    return lines([(x, y - 7, x, y + 7)], style.INK, 2.4)


def _arrow(x: float, y: float, reach: float) -> Group:
    return Group(polygon([x, y - 3, x, y + 3, x + reach, y], style.WHITE, style.RANGE))


def _place(level: float, right: float) -> float:
    return LABELS + (level - 1) / 4 * (right - LABELS)


def _legend(words: Words) -> Group:
    _ = words.gettext
    columns = (0.0, 150.0, 300.0)
    return Group(
        box(columns[0], 18, 16, 9, style.TRACK, style.LINE), label(columns[0] + 22, 19, _("Band of the middle one")),
        box(columns[1], 19, 16, 7, style.WHITE, style.ACCENT), label(columns[1] + 22, 19, _("Middle half")),
        _median(columns[2] + 8, 22), label(columns[2] + 22, 19, _("Middle one")),
        lines([(columns[0] + 8, 3, columns[0] + 8, 9)], style.RANGE, 0.8), label(columns[0] + 22, 3, _("Deciles")),
        _arrow(columns[1] + 11, 6, -5), label(columns[1] + 22, 3, _("or lower")),
        _arrow(columns[2] + 6, 6, 5), label(columns[2] + 22, 3, _("or higher")),
    )  # fmt: skip
