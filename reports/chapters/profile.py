"""The profile: charts per theme and per category, now beside ambition, each with its figures in a table."""

from collections.abc import Sequence

from reports import style
from reports.charts import bar_chart
from reports.findings import Standing, category_standings, theme_standings
from reports.report import Report
from reports.story import Column, Story

LARGEST_GAPS = 12


def write_profile(story: Story, report: Report) -> None:
    """Both charts with their tables, and the largest gaps."""
    _ = report.words.gettext
    story.page()
    story.heading(1, _("Profile"))
    themes = theme_standings(report.assessment, report.questionnaire)
    if not themes:
        story.text(_("No question applies to this organisation, so there is no score."), style.LEAD)
        return
    story.heading(2, _("Per theme"))
    _write_chart(story, report, themes, _("Theme"), _("Bar chart of the score and ambition per theme, from 1 to 5."))
    story.room(260)
    story.heading(2, _("Per category"))
    text = _(
        "Every question belongs to a theme and also to one of four categories: what you want, what you agreed, "
        "what you do and what supports you."
    )
    story.text(text)
    categories = category_standings(report.assessment, report.questionnaire)
    alternative = _("Bar chart of the score and ambition per category, from 1 to 5.")
    _write_chart(story, report, categories, _("Category"), alternative)
    _write_gaps(story, report)


def _write_chart(story: Story, report: Report, standings: Sequence[Standing], group: str, alternative: str) -> None:
    _ = report.words.gettext
    words = report.words
    same = _("The table below gives the same figures.")
    story.figure(bar_chart(standings, words), f"{alternative} {same}")
    story.space(6)
    columns = [
        Column(group, style.TEXT_WIDTH - 290),
        Column(_("Score"), 50, number=True),
        Column(_("Lowest"), 50, number=True),
        Column(_("Highest"), 54, number=True),
        Column(_("Ambition"), 60, number=True),
        Column(_("Answered"), 76, number=True),
    ]
    rows = [
        (
            standing.title,
            words.score(standing.score.score),
            words.score(standing.score.low),
            words.score(standing.score.high),
            words.score(standing.ambition),
            f"{standing.score.answered}/{standing.score.applicable}",
        )
        for standing in standings
    ]
    story.table(columns, rows)


def _write_gaps(story: Story, report: Report) -> None:
    _ = report.words.gettext
    gaps = sorted((gap for gap in report.assessment.gaps if gap.gap > 0), key=lambda gap: -gap.gap)[:LARGEST_GAPS]
    if not gaps:
        return
    story.room(140)
    story.heading(2, _("Largest gaps"))
    story.text(_("The gap is the number of levels between where you are and where you want to be."))
    columns = [
        Column(_("Part"), style.TEXT_WIDTH - 260),
        Column(_("Now"), 105),
        Column(_("Ambition"), 105),
        Column(_("Gap"), 50, number=True),
    ]
    rows = [
        (
            report.questionnaire.criteria[gap.criterion].title,
            report.level(gap.level),
            report.level(gap.target),
            str(gap.gap),
        )
        for gap in gaps
    ]
    story.table(columns, rows)
