"""Assessments as plotly figures; each tells by position and text, never by colour alone."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from i18n.words import Words
from model.assessment import PlanEntry, Score

ACCENT, PALE, AMBITION, INK = "#0B5D66", "#C9DEDC", "#B4540A", "#17252A"
BAR_HEIGHT, MARGIN_HEIGHT = 34, 110


def profile(scores: Mapping[str, Score], names: Mapping[str, str], ambition: Mapping[str, float], words: Words) -> go.Figure:
    """Current beside ambition per group: a bar with its low–high range, and a diamond for the ambition."""
    _ = words.gettext
    groups = list(scores)
    labels = [_shortened(names[group]) for group in groups]
    current = [scores[group].score or 0 for group in groups]
    figure = go.Figure()
    figure.add_bar(
        y=labels, x=current, orientation="h", name=_("Now"), marker_color=ACCENT,
        text=[words.score(scores[group].score) for group in groups], textposition="inside", insidetextanchor="end",
        error_x={
            "type": "data", "symmetric": False, "color": INK, "thickness": 1.5,
            "array": [scores[g].high - (scores[g].score or 0) if _is_open(scores[g]) else 0 for g in groups],
            "arrayminus": [(scores[g].score or 0) - scores[g].low if scores[g].score and _is_open(scores[g]) else 0 for g in groups],
        },
        hoverinfo="skip",
    )  # fmt: skip
    aimed = [group for group in groups if group in ambition]
    figure.add_scatter(
        y=[_shortened(names[group]) for group in aimed], x=[ambition[group] for group in aimed], mode="markers",
        name=_("Ambition"), marker={"symbol": "diamond", "size": 12, "color": AMBITION}, hoverinfo="skip",
    )  # fmt: skip
    _lay_out(figure, len(groups))
    figure.update_xaxes(range=[0, 5.2], tickvals=[1, 2, 3, 4, 5], gridcolor="#DDE6E5", zeroline=False)
    return figure


def roadmap(plan: Sequence[PlanEntry], quarters: Sequence[str], words: Words) -> go.Figure:
    """The plan in time: a bar per action over the quarters in which it runs, numbered as in the plan."""
    _ = words.gettext
    place = {quarter: number for number, quarter in enumerate(quarters)}
    figure = go.Figure()
    statuses = {"open": (_("Open"), PALE, ""), "started": (_("Started"), ACCENT, "/"), "done": (_("Done"), INK, "x")}
    for status, (name, colour, shape) in statuses.items():
        rows = [(number, entry) for number, entry in enumerate(plan, 1) if entry.status == status]
        if rows:
            figure.add_bar(
                y=[_row(number, entry) for number, entry in rows],
                base=[place[entry.start] for _number, entry in rows],
                x=[place[entry.end] - place[entry.start] + 1 for _number, entry in rows],
                orientation="h", name=name, marker={"color": colour, "pattern": {"shape": shape}, "line": {"color": ACCENT, "width": 1}},
                hoverinfo="skip",
            )  # fmt: skip
    _lay_out(figure, len(plan))
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(categoryorder="array", categoryarray=[_row(n, e) for n, e in enumerate(plan, 1)])
    figure.update_xaxes(
        range=[0, len(quarters)], tickvals=[number + 0.5 for number in range(len(quarters))],
        ticktext=[f"{quarter[4:]}<br>{quarter[:4]}" for quarter in quarters], gridcolor="#FFFFFF", side="top",
    )  # fmt: skip
    for number in range(len(quarters) + 1):
        figure.add_vline(x=number, line={"color": "#DDE6E5", "width": 1}, layer="below")
    return figure


def _row(number: int, entry: PlanEntry) -> str:
    return f"{number} · {entry.id}"


def _lay_out(figure: go.Figure, rows: int) -> None:
    figure.update_layout(
        height=MARGIN_HEIGHT + rows * BAR_HEIGHT, margin={"l": 8, "r": 16, "t": 40, "b": 30},
        plot_bgcolor="rgba(0,0,0,0)", paper_bgcolor="rgba(0,0,0,0)", font={"color": INK, "size": 14},
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0}, dragmode=False,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True)
    figure.update_xaxes(fixedrange=True)


def _is_open(score: Score) -> bool:
    return score.answered < score.applicable


def _shortened(name: str) -> str:
    """A name that leaves room for its bar on a phone, over two lines where it is long."""
    if len(name) <= 22:
        return name
    half = name.rfind(" ", 0, 24)
    return f"{name[:half]}<br>{name[half + 1 :]}" if half > 0 and len(name) <= 46 else name[:half] + "…"
