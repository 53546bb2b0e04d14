"""Scores over time as plotly figures; each tells by position, sign and text, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from analytics.figures import ACCENT, AMBITION, INK, PALE
from i18n.words import Words

GRID = "#DDE6E5"
SLOPE_HEIGHT, STEP_HEIGHT, BELOW = 102, 52, 26
LONGEST_TITLE = 44
MOST_NAMED = 6  # of more points, only the first and the last are named: a phone has no room for the rest


@dataclass(frozen=True)
class Slope:
    """A score over time, and what to call it."""

    title: str
    scores: Sequence[float]


def slopes(every: Sequence[Slope], days: Sequence[str], words: Words) -> go.Figure:
    """A small slope chart for each, below one another on the same scale from 1 to 5: its line with the scores at it.

    Lines never cross, so each can be followed. What goes down is dashed, and a triangle before the title says how it
    went since the last time.
    """
    figure = go.Figure()
    last = len(days) - 1
    for row, slope in enumerate(every):
        for number, (before, after) in enumerate(pairwise(slope.scores)):
            is_down = after < before
            figure.add_scatter(
                x=[number, number + 1], y=[_height(row, before), _height(row, after)], mode="lines+markers",
                line={"color": AMBITION if is_down else ACCENT, "width": 3, "dash": "dash" if is_down else "solid"},
                marker={"size": 9, "color": ACCENT}, showlegend=False, hoverinfo="skip",
            )  # fmt: skip
        figure.add_annotation(
            x=0, y=_height(row, 7.4), xref="paper", xanchor="left", showarrow=False,
            text=f"{_direction(slope.scores)} <b>{_on_a_phone(slope.title)}</b>",
        )  # fmt: skip
        for number, score in enumerate(slope.scores):
            if _is_named(number, last):
                figure.add_annotation(
                    x=number, y=_height(row, score), text=words.score(score), showarrow=False, yshift=14,
                    xshift=16 if number == 0 else -16 if number == last else 0,
                )  # fmt: skip
        for level in (1, 5):
            figure.add_hline(y=_height(row, level), line={"color": GRID, "width": 1}, layer="below")
    _lay_out(figure, SLOPE_HEIGHT * len(every), top=44)
    figure.update_yaxes(
        range=[_height(len(every) - 1, 0.5), _height(0, 8.2)], showgrid=False, zeroline=False,
        tickvals=[_height(row, level) for row in range(len(every)) for level in (1, 5)],
        ticktext=["1", "5"] * len(every),
    )  # fmt: skip
    named = [number for number in range(len(days)) if _is_named(number, last)]
    figure.update_xaxes(
        range=[-0.12 * last, 1.12 * last], tickvals=named, ticktext=[_two_lines(days[number]) for number in named],
        side="top", showgrid=True, gridcolor=GRID, zeroline=False, tickangle=0,
    )  # fmt: skip
    return figure


def _direction(scores: Sequence[float]) -> str:
    before, after = scores[-2:]
    return "=" if after == before else "▼" if after < before else "▲"


def _is_named(number: int, last: int) -> bool:
    return last < MOST_NAMED or number in (0, last)


def waterfall(
    names: tuple[str, str], shown: Sequence[int], parts: Sequence[tuple[str, str]], words: Words
) -> go.Figure:
    """The score before, each part of the difference, and the score after, from top to bottom on the scale from 1 to 5.

    `shown` are the scores before and after each part, in hundredths; a part is named with its change. What took away
    is hatched.
    """
    figure = go.Figure()
    totals, steps = (shown[0], shown[-1]), list(pairwise(shown))
    last = len(steps) + 1
    figure.add_bar(
        y=[0, last], x=[total / 100 - 1 for total in totals], base=1, orientation="h", width=0.42, offset=0.06,
        marker={"color": ACCENT}, showlegend=False, hoverinfo="skip",
    )  # fmt: skip
    for row, (before, after) in enumerate(steps, 1):
        is_less = after < before
        figure.add_bar(
            y=[row], x=[abs(after - before) / 100], base=min(before, after) / 100, orientation="h", width=0.42,
            offset=0.06, showlegend=False, hoverinfo="skip",
            marker={
                "color": "#F3D9C3" if is_less else PALE, "pattern": {"shape": "/" if is_less else ""},
                "line": {"color": AMBITION if is_less else ACCENT, "width": 2},
            },
        )  # fmt: skip
    for row, score in enumerate(shown):  # from each bar down to where the next begins
        figure.add_scatter(
            x=[score / 100] * 2, y=[row + 0.06, row + 1.48], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": INK, "width": 1, "dash": "dot"},
        )  # fmt: skip
    labels = [(names[0], words.hundredths(totals[0])), *parts, (names[1], words.hundredths(totals[1]))]
    for row, (name, number) in enumerate(labels):
        figure.add_annotation(
            x=0, xref="paper", y=row + 0.04, text=f"{name}  <b>{number}</b>", xanchor="left", yanchor="bottom",
            showarrow=False, align="left", bgcolor="rgba(255,255,255,0.8)",
        )  # fmt: skip
    _lay_out(figure, STEP_HEIGHT * len(labels), top=4)
    figure.update_yaxes(range=[last + 0.55, -0.45], showticklabels=False, showgrid=False, zeroline=False)
    figure.update_xaxes(range=[1, 5.05], tickvals=[1, 2, 3, 4, 5], gridcolor=GRID, zeroline=False)
    return figure


def _height(row: int, score: float) -> float:
    """Where a score stands in its row, which is 8.2 high: 4 for its scale, the rest for a label and the title."""
    return score - 8.2 * row


def _on_a_phone(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _two_lines(day: str) -> str:
    return "<br>".join(day.rsplit(" ", 1))


def _lay_out(figure: go.Figure, height: float, top: float) -> None:
    figure.update_layout(
        height=top + height + BELOW, margin={"l": 8, "r": 8, "t": top, "b": BELOW}, font={"color": INK, "size": 14},
        dragmode=False, plot_bgcolor="rgba(0,0,0,0)", paper_bgcolor="rgba(0,0,0,0)", barmode="overlay",
    )  # fmt: skip
    figure.update_yaxes(fixedrange=True, automargin=True, tickfont={"color": INK, "size": 11})
    figure.update_xaxes(fixedrange=True, tickfont={"color": INK})
