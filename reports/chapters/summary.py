"""The summary for the board: one page with the score, what stands out, what is missing and what to do first."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepInFrame

from model.assessment import VERDICTS, Score
from reports import style
from reports.charts import score_scale
from reports.findings import Standing, extremes, missing, overall_ambition
from reports.law_findings import shown_law
from reports.report import Report
from reports.story import Column, Story
from reports.texts import first_sentence, shorten

HEIGHT = style.PAGE_HEIGHT - style.TOP - style.BOTTOM
FIRST = 5
GAPS = 3


def write_summary(story: Story, report: Report) -> None:
    """The summary on exactly one page; were it ever longer, it would be set smaller."""
    story.page()
    with story.part() as page:
        _write(story, report)
    story.add(KeepInFrame(style.TEXT_WIDTH, HEIGHT, page, mode="shrink"))


def _write(story: Story, report: Report) -> None:
    _ = report.words.gettext
    story.heading(1, _("Summary for the board"))
    overall = report.assessment.maturity.overall
    if overall is None:
        story.text(_("No question applies to this organisation, so there is no score."), style.LEAD)
    else:
        _write_score(story, report, overall)
    _write_law(story, report)
    if overall is not None:
        _write_counts(story, report, overall)
    _write_extremes(story, report)
    _write_gaps(story, report)
    _write_missing(story, report)
    _write_first_actions(story, report)


def _write_score(story: Story, report: Report, overall: Score) -> None:
    words, _ = report.words, report.words.gettext
    standing = Standing(_("Overall"), overall, overall_ambition(report.assessment))
    with story.part() as score:
        story.text(words.score(overall.score), style.FIGURE_SCORE)
        name = report.level_name(overall.level) if overall.level else _("no level yet")
        story.text(_("out of 5 · {level}").format(level=name), style.FIGURE_LABEL)
    with story.part() as scale:
        values = {"low": words.score(overall.low), "high": words.score(overall.high)}
        ambition = words.score(standing.ambition)
        alternative = _("Score {score} on a scale from 1 to 5, range {low} to {high}, ambition {ambition}.")
        story.figure(
            score_scale(standing, words, 310),
            alternative.format(score=words.score(overall.score), ambition=ambition, **values),
        )
        story.space(5)
        if overall.low == overall.high:
            story.text(_("Every question that applies has a level."), style.FIGURE_LABEL)
        else:
            text = _("Between {low} and {high}, counting what is not answered as 1 or as 5.")
            story.text(text.format(**values), style.FIGURE_LABEL)
        story.text(_("Ambition (diamond): {ambition}.").format(ambition=ambition), style.FIGURE_LABEL)
    story.columns([(score, 150), (scale, style.TEXT_WIDTH - 150)], style.CARDS)


def _write_law(story: Story, report: Report) -> None:
    """The legal outcome in a card as large as that of the score, never mixed into it."""
    law = shown_law(report.assessment)
    if law is None:
        return
    words, _ = report.words, report.words.gettext
    with story.part() as outcome:
        story.text(words.verdict(law.outcome), style.FIGURE_OUTCOME)
        story.text(_("The law, by your answers"), style.FIGURE_LABEL)
    with story.part() as counts:
        story.text(report.law.outcome(law), style.CELL_STRONG)
        story.space(5)
        numbers = [f"{words.verdict(verdict)}: {words.number(law.counts[verdict])}" for verdict in VERDICTS]
        story.text(" · ".join(numbers), style.CELL)
        story.text(f"{report.law.set_aside(law)} {_('No legal advice.')}", style.FIGURE_LABEL)
    story.columns([(outcome, 150), (counts, style.TEXT_WIDTH - 150)], style.CARDS)


def _write_counts(story: Story, report: Report, overall: Score) -> None:
    words, _ = report.words, report.words.gettext
    maturity, plan = report.assessment.maturity, report.assessment.plan
    answered = _("{answered} of {applicable}").format(answered=overall.answered, applicable=overall.applicable)
    days = sum(entry.effort_days for entry in plan if entry.status != "done")
    counts = [
        (answered, _("questions answered with a level")),
        (words.share(maturity.evidence_share), _("of these backed by evidence")),
        (words.number(len(plan)), _("actions in the plan")),
        (words.number(days), _("days of work still to do")),
    ]
    parts: list[tuple[Sequence[Flowable], float]] = []
    for number, label in counts:
        with story.part() as part:
            story.text(number, style.FIGURE_NUMBER)
            story.text(label, style.FIGURE_LABEL)
        parts.append((part, style.TEXT_WIDTH / 4))
    story.columns(parts, style.CARDS)


def _write_extremes(story: Story, report: Report) -> None:
    _ = report.words.gettext
    found = extremes(report.assessment, report.questionnaire)
    if not found.strongest and not found.weakest:
        story.heading(2, _("Strongest and weakest"), listed=False)
        story.text(_("Nothing stands out: there is too little to compare, or all scores are equal."))
        return
    of_themes = found.kind == "themes"
    sides = [
        (_("Strongest themes") if of_themes else _("Strongest parts"), found.strongest),
        (_("Weakest themes") if of_themes else _("Weakest parts"), found.weakest),
    ]
    parts: list[tuple[Sequence[Flowable], float]] = []
    for title, items in sides:
        with story.part() as part:
            story.heading(2, title, listed=False)
            story.bullets([f"{name}: {report.words.score(score)}" for name, score in items])
        parts.append((part, style.TEXT_WIDTH / 2))
    story.columns(parts)


def _write_gaps(story: Story, report: Report) -> None:
    _ = report.words.gettext
    gaps = sorted((gap for gap in report.assessment.gaps if gap.gap > 0), key=lambda gap: -gap.gap)[:GAPS]
    story.heading(2, _("Largest gaps"), listed=False)
    if not gaps:
        story.text(_("No ambition is above the present level."))
    text = _("{title}: from level {level} to {target}")
    titles = report.questionnaire.criteria
    story.bullets([text.format(title=titles[gap.criterion].title, level=gap.level, target=gap.target) for gap in gaps])


def _write_missing(story: Story, report: Report) -> None:
    words, _ = report.words, report.words.gettext
    unanswered, unknown = missing(report.assessment, report.questionnaire)
    story.heading(2, _("What is missing"), listed=False)
    if not unanswered and not unknown:
        story.text(_("Nothing: every question that applies has a level."))
        return
    said = []
    if unanswered:
        text = words.ngettext(
            "{count} question is not answered: {titles}.",
            "{count} questions are not answered: {titles}.",
            len(unanswered),
        )
        said.append(text.format(count=len(unanswered), titles=_titles(report, unanswered)))
    if unknown:
        text = words.ngettext(
            "{count} question was answered with “I don't know”: {titles}.",
            "{count} questions were answered with “I don't know”: {titles}.",
            len(unknown),
        )
        said.append(text.format(count=len(unknown), titles=_titles(report, unknown)))
    story.text(" ".join(said))


def _titles(report: Report, ids: Sequence[str]) -> str:
    return shorten(", ".join(report.questionnaire.criteria[id_].title for id_ in ids), 130)


def _write_first_actions(story: Story, report: Report) -> None:
    _ = report.words.gettext
    plan = [entry for entry in report.assessment.plan if entry.status != "done"]
    story.heading(2, _("What to do first"), listed=False)
    if not plan:
        story.text(_("The plan holds no open actions."))
        return
    columns = [
        Column(_("No."), 28),
        Column(_("Action"), style.TEXT_WIDTH - 28 - 112 - 84 - 42),
        Column(_("Owner"), 112),
        Column(_("Start"), 84),
        Column(_("Days"), 42, number=True),
    ]
    numbers = {entry.id: number for number, entry in enumerate(report.assessment.plan, 1)}
    rows = [
        (
            str(numbers[entry.id]),
            shorten(first_sentence(entry.do), 110),
            shorten(report.owner(entry), 40),
            report.words.quarter(entry.start),
            report.words.number(entry.effort_days),
        )
        for entry in plan[:FIRST]
    ]
    story.table(columns, rows)
