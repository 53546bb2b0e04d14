"""Assessments as plotly figures; each tells by position and text, never by colour alone."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from i18n.words import Words
from model.assessment import PlanEntry, Score

ACCENT, PALE, AMBITION, INK, GRID = "#0B5D66", "#C9DEDC", "#B4540A", "#17252A", "#DDE6E5"
BAR_HEIGHT, MARGIN_HEIGHT = 34, 120


def profile(
    scores: Mapping[str, Score], names: Mapping[str, str], ambition: Mapping[str, float], words: Words
) -> go.Figure:
    """Current beside ambition per group: a bar with its low–high range, and a diamond for the ambition."""
    _ = words.gettext
    groups = list(scores)
    labels = {group: f"{shortened(names[group])}  <b>{words.score(scores[group].score)}</b>" for group in groups}
    figure = go.Figure()
    figure.add_bar(
        y=[labels[group] for group in groups], x=[(scores[group].score or 1) - 1 for group in groups], base=1,
        orientation="h", name=_("Now"), marker_color=ACCENT, hoverinfo="skip",
    )  # fmt: skip
    aimed = [group for group in groups if group in ambition]
    figure.add_scatter(
        y=[labels[group] for group in aimed], x=[ambition[group] for group in aimed], mode="markers",
        name=_("Ambition"), marker={"symbol": "diamond", "size": 12, "color": AMBITION}, hoverinfo="skip",
    )  # fmt: skip
    for group in groups:
        if _is_open(scores[group]):
            figure.add_scatter(
                y=[labels[group]] * 2, x=[scores[group].low, scores[group].high], mode="lines+markers",
                line={"color": INK, "width": 2, "dash": "dot"}, marker={"symbol": "line-ns-open", "size": 12},
                showlegend=False, hoverinfo="skip",
            )  # fmt: skip
    lay_out(figure, len(groups))
    figure.update_yaxes(categoryorder="array", categoryarray=list(labels.values()))
    figure.update_xaxes(range=[0.95, 5.15], tickvals=[1, 2, 3, 4, 5], gridcolor=GRID, zeroline=False)
    return figure


def roadmap(plan: Sequence[PlanEntry], names: Mapping[str, str], quarters: Sequence[str], words: Words) -> go.Figure:
    """The plan in time: per action its number and name, and below them a bar over the quarters in which it runs."""
    _ = words.gettext
    place = {quarter: number for number, quarter in enumerate(quarters)}
    figure = go.Figure()
    statuses = {"open": (_("Open"), PALE, ""), "started": (_("Started"), ACCENT, "/"), "done": (_("Done"), INK, "x")}
    for status, (name, colour, shape) in statuses.items():
        rows = [(number, entry) for number, entry in enumerate(plan) if entry.status == status]
        if rows:
            figure.add_bar(
                y=[number for number, _entry in rows], base=[place[entry.start] for _number, entry in rows],
                x=[place[entry.end] - place[entry.start] + 1 for _number, entry in rows], width=0.36, offset=0.04,
                orientation="h", name=name, hoverinfo="skip",
                marker={"color": colour, "pattern": {"shape": shape}, "line": {"color": ACCENT, "width": 1}},
            )  # fmt: skip
    for number, entry in enumerate(plan):
        figure.add_annotation(
            x=0, y=number, text=f"<b>{number + 1}</b>  {names[entry.id]}", xanchor="left", yanchor="bottom",
            showarrow=False, align="left",
        )  # fmt: skip
    lay_out(figure, len(plan) * 1.4)
    figure.update_yaxes(range=[len(plan) - 0.4, -0.9], autorange=False, showticklabels=False, zeroline=False)
    figure.update_xaxes(
        range=[0, len(quarters)], tickvals=[number + 0.5 for number in range(len(quarters))], tickangle=0,
        ticktext=_quarter_labels(quarters), showgrid=False, zeroline=False, side="top",
    )  # fmt: skip
    figure.update_layout(margin_t=76)  # the quarters stand above the bars, below the legend
    for number in range(len(quarters) + 1):
        figure.add_vline(x=number, line={"color": GRID, "width": 1}, layer="below")
    return figure


def _quarter_labels(quarters: Sequence[str]) -> list[str]:
    """Q4 with the year below it, the year only where it begins; fewer quarters named when there are many."""
    step = 1 + (len(quarters) - 1) // 10
    return [
        ""
        if number % step
        else f"{quarter[4:]}<br>{quarter[:4] if number == 0 or quarter[5] == '1' or step > 1 else ''}"
        for number, quarter in enumerate(quarters)
    ]


def lay_out(figure: go.Figure, rows: float) -> None:
    """The look that all figures share: high enough for so many rows, the first on top, nothing to drag."""
    figure.update_layout(
        height=MARGIN_HEIGHT + rows * BAR_HEIGHT, margin={"l": 8, "r": 16, "t": 44, "b": 30},
        plot_bgcolor="rgba(0,0,0,0)", paper_bgcolor="rgba(0,0,0,0)", font={"color": INK, "size": 14},
        legend={"orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0}, dragmode=False,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True, tickfont={"color": INK})
    figure.update_xaxes(fixedrange=True, tickfont={"color": INK})


def _is_open(score: Score) -> bool:
    return score.answered < score.applicable


def shortened(name: str) -> str:
    """A name that leaves room for its bar on a phone, over two lines where it is long."""
    if len(name) <= 22:
        return name
    half = name.rfind(" ", 0, 24)
    first, rest = (name[:half], name[half + 1 :]) if half > 0 else (name[:22], name[22:])
    return f"{first}<br>{rest if len(rest) <= 24 else rest[:22] + '…'}"
