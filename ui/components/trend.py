"""The parts of the page about scores over time."""

from typing import Any

import streamlit as st

from analytics.trend_figures import Slope, slopes, waterfall
from model.trends import MoveKind, Period
from reports.trend_rows import Row, effect_rows, law_rows, move_rows, progress_rows, score_rows, theme_rows
from reports.trend_words import TrendWords
from ui import session
from ui.components.text import told_apart

CHART: dict[str, Any] = {"displayModeBar": False, "staticPlot": True}
PERIOD = "trend-period"
SHOWN: tuple[MoveKind, ...] = ("down", "up")
OPENED: tuple[MoveKind, ...] = ("new", "gone", "same")


def how_to_begin() -> None:
    """What a trend needs, for who has one assessment or none that is closed."""
    _ = session.words().gettext
    st.write(_("Here you see how your organisation moves from one assessment to the next. For that there must be two."))
    st.markdown(
        "\n".join(
            f"{number}. {text}"
            for number, text in enumerate(
                (
                    _("Close this assessment when it is finished. From then on nothing in it changes any more."),
                    _("Begin the next one, for example after a year. Your answers come along, and you confirm each."),
                    _("Come back here: you see what went up, what went down, and why."),
                ),
                1,
            )
        )
    )
    st.write(_("Has the questionnaire changed in the meantime? Then we show apart what that does to your score."))


def numbers(told: TrendWords) -> None:
    """The score of every assessment in three numbers, and what each of them is."""
    _ = told.words.gettext
    st.header(_("Your score in three numbers"), anchor=False)
    st.table(score_rows(told))
    for name, explanation in told.three_numbers():
        st.write(f"**{name}**: {explanation}")


def themes(told: TrendWords) -> None:
    """The slope of every theme, like for like; all three numbers per theme as a table below."""
    words, points = told.words, told.trend.points
    _ = words.gettext
    overall = [point.alike.score for point in points if point.alike]
    if not overall:
        return
    st.header(_("Per theme, like for like"), anchor=False)
    shown = [
        Slope(theme.title, [point.alike_themes[theme.id].score for point in points])
        for theme in told.questionnaire.themes
        if theme.id in points[0].alike_themes
    ]
    days = [words.short_date(point.reported.on) for point in points]
    st.plotly_chart(slopes([Slope(_("Overall"), overall), *shown], days, words), config=CHART, key="trend-slopes")
    st.caption(f"{told.slopes()} {told.signs()}")
    with st.expander(_("The same figures as a table")):
        st.table(theme_rows(told))


def chosen_period(told: TrendWords) -> int:
    """The number of the period that is looked at: the last one, until the visitor chooses another."""
    count = len(told.trend.periods)
    if count == 1:
        return 0
    labels = told_apart({str(number): told.period(number) for number in reversed(range(count))})
    chosen = st.selectbox(
        told.words.gettext("Which time do you want to look at?"),
        list(labels),
        key=PERIOD,
        format_func=labels.__getitem__,
    )
    return int(chosen)


def why(told: TrendWords, number: int) -> None:
    """Why the reported score changed: a bar for each part, what each rests on, and the sum as a table."""
    _ = told.words.gettext
    st.header(_("Why the reported score changed"), anchor=False)
    effects = told.trend.periods[number].effects
    if effects is None:
        st.write(_("One of the two assessments has no score, so there is nothing to compare."))
        return
    before, after = (told.words.short_date(point.reported.on) for point in told.ends(number))
    reported = _("Reported on {date}")
    names = reported.format(date=before), reported.format(date=after)
    figure = waterfall(names, effects.shown, told.parts(effects), told.words)
    st.plotly_chart(figure, config=CHART, key="trend-waterfall")
    st.caption(told.waterfall(effects))
    for name, explanation in told.explained(number, effects):
        st.write(f"**{name}**: {explanation}")
    with st.expander(_("The same figures as a table")):
        st.table(effect_rows(told, number, effects))


def moves(told: TrendWords, period: Period) -> None:
    """Every question whose level moved: what went down first, then what went up; the rest can be opened."""
    _ = told.words.gettext
    st.header(_("What moved"), anchor=False)
    st.write(told.counts(period))
    for kind in SHOWN:
        st.subheader(told.kind(kind), anchor=False)
        _table(move_rows(told, period.moves, kind), _("None."))
    for kind in OPENED:
        rows = move_rows(told, period.moves, kind)
        if rows:
            with st.expander(f"{told.kind(kind)} ({len(rows)})"):
                st.table(rows)


def progress(told: TrendWords, period: Period) -> None:
    """The actions that were done, and whether they brought what they were for."""
    _ = told.words.gettext
    st.header(_("What the plan brought"), anchor=False)
    st.write(told.progress(period.progress))
    rows = progress_rows(told, period.progress)
    if rows:
        st.table(rows)


def law(told: TrendWords) -> None:
    """The legal outcome of every assessment; nothing when the law was asked in none."""
    _ = told.words.gettext
    if not any(point.reported.outcome for point in told.trend.points):
        return
    st.header(_("The law over time"), anchor=False)
    st.table(law_rows(told))
    st.caption(told.of_its_own_date())


def _table(rows: list[Row], otherwise: str) -> None:
    if rows:
        st.table(rows)
    else:
        st.write(otherwise)
