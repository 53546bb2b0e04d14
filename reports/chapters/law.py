"""The law: the outcome that no average can hide, how each instrument stands, and what that rests on."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from model.assessment import VERDICTS, Law
from reports import style
from reports.chapters.law_lists import (
    write_cannot_tell,
    write_contradictions,
    write_later,
    write_open_duties,
    write_open_practices,
    write_set_aside,
)
from reports.law_findings import Judged, by_instrument, counts, judged_norms
from reports.report import Report
from reports.story import Column, Story


def write_law(story: Story, report: Report) -> None:
    """The chapter; nothing when the law was not asked for."""
    _ = report.words.gettext
    law = report.assessment.law
    if law is None:
        return
    story.page()
    story.heading(1, _("The law"))
    if not law.complete:
        story.text(
            _("The part about the law follows in a later version; until then this report gives no legal outcome.")
        )
        return
    judged = judged_norms(report.assessment, report.questionnaire)
    _write_outcome(story, report, law, judged)
    _write_instruments(story, report, judged)
    write_open_duties(story, report, judged)
    write_open_practices(story, report, judged)
    write_cannot_tell(story, report, judged)
    write_set_aside(story, report, judged)
    write_contradictions(story, report)
    write_later(story, report)


def _write_outcome(story: Story, report: Report, law: Law, judged: Sequence[Judged]) -> None:
    words, _ = report.words, report.words.gettext
    story.text(report.law.outcome(law), style.LEAD_STRONG)
    _write_counts(story, report, law)
    said = [
        _("The worst verdict over the duties is the outcome: one duty not met decides, and no average hides it."),
        _("Good practices are judged too, but do not count in the outcome."),
        report.law.set_aside(law),
    ]
    softened = sum(one.is_unverified and one.verdict.verdict == "not_met" for one in judged if one.norm.kind == "duty")
    if softened:
        text = words.ngettext(
            "{count} duty that is not met was not verified in the law's text, so it counts as “can't tell”.",
            "{count} duties that are not met were not verified in the law's text, so they count as “can't tell”.",
            softened,
        )
        said.append(text.format(count=softened))
    story.bullets(said)
    on, month = words.date(report.assessment.answers.on), words.month(report.questionnaire.law_read_on)
    judged_on = _("Judged by the rules that hold on {date}.").format(date=on)
    advice = _("This is a self-assessment and no legal advice. We read the law in {month}.").format(month=month)
    story.text(f"{judged_on} {advice}", style.NOTE)


def _write_counts(story: Story, report: Report, law: Law) -> None:
    parts: list[tuple[Sequence[Flowable], float]] = []
    for verdict in VERDICTS:
        with story.part() as part:
            story.text(report.words.number(law.counts[verdict]), style.FIGURE_NUMBER)
            story.text(report.words.verdict(verdict), style.FIGURE_LABEL)
        parts.append((part, style.TEXT_WIDTH / len(VERDICTS)))
    story.columns(parts, style.CARDS)


def _write_instruments(story: Story, report: Report, judged: Sequence[Judged]) -> None:
    """A row for each instrument with a rule that is asked; the others only by name."""
    _ = report.words.gettext
    groups = by_instrument(judged, report.questionnaire).values()
    binding = [(instrument, norms) for instrument, norms in groups if any(one.is_asked for one in norms)]
    others = [instrument.short for instrument, norms in groups if not any(one.is_asked for one in norms)]
    story.heading(2, _("Per law or code"), in_contents=False)
    columns = [
        Column(_("Law or code"), style.TEXT_WIDTH - 240),
        *(Column(report.words.verdict(verdict), 60, number=True) for verdict in VERDICTS),
    ]
    rows = [_row(f"{instrument.short} – {instrument.title}", norms) for instrument, norms in binding]
    rows += [
        _row(_("All duties"), [one for one in judged if one.norm.kind == "duty"]),
        _row(_("All good practices"), [one for one in judged if one.norm.kind == "practice"]),
    ]
    story.table(columns, rows)
    if others:
        text = _("None of these binds you on this day, by your profile: {names}.")
        story.text(text.format(names=", ".join(others)), style.NOTE)


def _row(name: str, judged: Sequence[Judged]) -> tuple[str, ...]:
    return (name, *(str(count) for count in counts(judged)))
