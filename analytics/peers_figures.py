"""Where one organisation stands among others, as a plotly figure; readable without colour."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from analytics.figures import ACCENT, AMBITION, GRID, INK, PALE, lay_out, shortened
from i18n.words import Words
from model.releases import Figure

BAND, BOX = 0.36, 0.2  # how far each reaches above and below the middle of its row
ASIDE = 0.07  # how far an arrow stands from the end of its box, in levels
PALE_EDGE = "#6F9C99"  # a band must be seen on white too
LEFT, RIGHT = "triangle-left-open", "triangle-right-open"


def strips(
    names: Mapping[str, str],
    shown: Mapping[str, Figure],
    mine: Mapping[str, float],
    opened: Mapping[str, tuple[bool, bool]],
    words: Words,
) -> go.Figure:
    """A row for each name: the middle half as a box with its median and deciles, or else the band; and my own dot.

    :param opened: by row, whether the ends of its box are open (or lower, or higher); they get an arrow.
    """
    _ = words.gettext
    rows = list(names)
    place = {row: number for number, row in enumerate(rows)}
    figure = go.Figure()
    for row, peers in shown.items():
        if peers.quartiles is None:
            _box(figure, place[row], BAND, *peers.band, PALE, PALE_EDGE)
        else:
            _box(figure, place[row], BOX, peers.quartiles[0], peers.quartiles[2], "#FFFFFF", ACCENT, width=2)
    ends = [(row, at, side) for row, peers in shown.items() for at, side in _open_ends(peers, *opened[row])]
    middles = [(row, peers.quartiles[1]) for row, peers in shown.items() if peers.quartiles]
    deciles = [(row, level) for row, peers in shown.items() for level in sorted(set(peers.deciles or ()))]
    if len(middles) < len(shown):
        _legend(figure, _("Band of the middle one"), "square", PALE)
    if middles:
        _legend(figure, _("Middle half"), "square-open", ACCENT)
        _marks(figure, _("Middle one"), middles, place, {"symbol": "line-ns-open", "size": 22, "line": {"width": 4}})
    if deciles:
        _marks(figure, _("Deciles"), deciles, place, {"symbol": "line-ns-open", "size": 10, "line": {"width": 1.5}})
    for symbol, name in ((LEFT, _("or lower")), (RIGHT, _("or higher"))):
        found = [(row, at) for row, at, side in ends if side == symbol]
        if found:
            _marks(figure, name, found, place, {"symbol": symbol, "size": 10})
    own = [(row, mine[row]) for row in rows if row in mine]
    if own:
        figure.add_scatter(
            y=[place[row] for row, _level in own], x=[level for _row, level in own], mode="markers", hoverinfo="skip",
            name=_("You"), marker={"symbol": "circle", "size": 15, "color": AMBITION,
                                   "line": {"color": "#FFFFFF", "width": 2}},
        )  # fmt: skip
    labels = {
        row: shortened(names[row]) + (f"  <b>{words.score(mine[row])}</b>" if row in mine else "") for row in rows
    }
    lay_out(figure, len(rows) * 1.15)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], autorange=False, tickvals=list(place.values()), ticktext=list(labels.values()),
        showgrid=False, zeroline=False,
    )  # fmt: skip
    figure.update_xaxes(range=[0.9, 5.1], tickvals=[1, 2, 3, 4, 5], gridcolor=GRID, zeroline=False)
    figure.update_layout(margin_t=92)  # the legend has more lines on a phone
    return figure


def _box(
    figure: go.Figure, row: int, reach: float, low: float, high: float, fill: str, edge: str, width: float = 1
) -> None:
    figure.add_shape(
        type="rect", x0=low, x1=high, y0=row - reach, y1=row + reach, layer="below", fillcolor=fill,
        line={"color": edge, "width": width},
    )  # fmt: skip


def _open_ends(peers: Figure, lower: bool, higher: bool) -> Sequence[tuple[float, str]]:  # noqa: FBT001  a pair
    if not peers.quartiles:
        return []
    low, _median, high = peers.quartiles
    return [*([(low - ASIDE, LEFT)] if lower else []), *([(high + ASIDE, RIGHT)] if higher else [])]


def _marks(
    figure: go.Figure,
    name: str,
    found: Sequence[tuple[str, float]],
    place: Mapping[str, int],
    marker: dict[str, object],
) -> None:
    figure.add_scatter(
        y=[place[row] for row, _level in found], x=[level for _row, level in found], mode="markers", name=name,
        marker={"color": INK, **marker}, hoverinfo="skip",
    )  # fmt: skip


def _legend(figure: go.Figure, name: str, symbol: str, colour: str) -> None:
    figure.add_scatter(
        y=[None], x=[None], mode="markers", name=name, marker={"symbol": symbol, "size": 14, "color": colour}
    )
