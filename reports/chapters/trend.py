"""Over time: the score in three numbers, the themes, why the score changed, what moved, and plan and law."""

from collections.abc import Sequence

from model.trends import MoveKind, Trend
from reports import style
from reports.report import Report
from reports.story import Column, Story
from reports.trend_charts import Slope, slope_charts, waterfall_chart
from reports.trend_rows import Row, effect_rows, law_rows, move_rows, progress_rows, score_rows, theme_rows
from reports.trend_words import TrendWords

KINDS: tuple[MoveKind, ...] = ("down", "up", "new", "gone")


def write_trend(story: Story, report: Report, trend: Trend | None) -> None:
    """The chapter; nothing without an earlier assessment. What moved is told since the last one."""
    if trend is None or not trend.periods:
        return
    _ = report.words.gettext
    told = TrendWords(trend, report.questionnaire, report.words)
    story.page()
    story.heading(1, _("Over time"))
    _table(story, score_rows(told), (0.37, 0.21, 0.21, 0.21))
    story.bullets([f"{name}: {explanation}" for name, explanation in told.three_numbers()])
    _write_why(story, told)
    _write_themes(story, told)
    _write_moves(story, told)
    _write_progress(story, told)
    _write_law(story, told)


def _write_why(story: Story, told: TrendWords) -> None:
    """The parts of the difference since the last assessment."""
    _ = told.words.gettext
    number = len(told.trend.periods) - 1
    effects = told.trend.periods[number].effects
    story.room(330)
    story.heading(2, _("Why the reported score changed"))
    story.text(told.period(number), style.NOTE)
    if effects is None:
        story.text(_("One of the two assessments has no score, so there is nothing to compare."))
        return
    before, after = told.ends(number)
    reported = _("Reported on {date}")
    names = reported.format(date=told.when(before)), reported.format(date=told.when(after))
    chart = waterfall_chart(names, effects.shown, told.parts(effects), told.words)
    story.figure(chart, told.waterfall(effects))
    story.bullets([f"{name}: {explanation}" for name, explanation in told.explained(number, effects)])
    _table(story, effect_rows(told, number, effects), (0.6, 0.2, 0.2))


def _write_themes(story: Story, told: TrendWords) -> None:
    words, points = told.words, told.trend.points
    _ = words.gettext
    overall = [point.alike.score for point in points if point.alike]
    if not overall:
        return
    slopes = [Slope(_("Overall"), overall)]
    slopes += [
        Slope(theme.title, [point.alike_themes[theme.id].score for point in points])
        for theme in told.questionnaire.themes
        if theme.id in points[0].alike_themes
    ]
    chart = slope_charts(slopes, [words.short_date(point.reported.on) for point in points], words)
    story.room(chart.height + 130)
    story.heading(2, _("Per theme, like for like"))
    story.text(told.slopes())
    story.figure(chart, told.slopes())
    story.text(told.signs(), style.NOTE)
    _table(story, theme_rows(told), (0.28, 0.18, 0.18, 0.18, 0.18))


def _write_moves(story: Story, told: TrendWords) -> None:
    _ = told.words.gettext
    period = told.trend.periods[-1]
    story.room(190)
    story.heading(2, _("What moved"))
    story.text(told.counts(period))
    for kind in KINDS:
        rows = move_rows(told, period.moves, kind)
        if rows:
            story.room(90)
            story.heading(3, told.kind(kind), listed=False)
            story.text(told.questions(len(rows)), style.NOTE)
            _table(story, rows, (0.42, 0.34, 0.12, 0.12) if len(rows[0]) == 4 else (0.32, 0.2, 0.1, 0.1, 0.28))


def _write_progress(story: Story, told: TrendWords) -> None:
    _ = told.words.gettext
    progress = told.trend.periods[-1].progress
    story.room(110)
    story.heading(2, _("What the plan brought"))
    story.text(told.progress(progress))
    _table(story, progress_rows(told, progress), (0.48, 0.16, 0.12, 0.1, 0.14))


def _write_law(story: Story, told: TrendWords) -> None:
    _ = told.words.gettext
    if not any(point.reported.outcome for point in told.trend.points):
        return
    story.room(130)
    story.heading(2, _("The law over time"))
    _table(story, law_rows(told), (0.3, 0.16, 0.54))
    story.text(told.of_its_own_date(), style.NOTE)


def _table(story: Story, rows: Sequence[Row], shares: Sequence[float]) -> None:
    """These rows under their heads, each column with its share of the width; a single row as a line of its own.

    Of one row the heads would be more than what they head, which reads aloud as a puzzle.
    """
    if len(rows) == 1:
        story.bullets(["; ".join(f"{head}: {value}" for head, value in rows[0].items())])
    elif rows:
        columns = [Column(head, share * style.TEXT_WIDTH) for head, share in zip(rows[0], shares, strict=True)]
        story.table(columns, [list(row.values()) for row in rows])
