"""The plan: every action in order, those left out, and the roadmap per quarter."""

import math

from model.assessment import PlanEntry
from reports import style
from reports.report import Report
from reports.roadmap import Bar, quarters_of, roadmap_chart, starts_after
from reports.story import Cell, Column, Story
from reports.texts import shorten

BARS_A_PAGE = 26
LONGEST = 600


def write_plan(story: Story, report: Report) -> None:
    """The chapter, on wide pages."""
    _ = report.words.gettext
    plan = report.assessment.plan
    if plan:
        story.page("wide")
    else:
        story.space(14)
        story.room(120)
    story.heading(1, _("The plan"))
    if plan:
        story.text(_total(report))
        story.table(_columns(report), _rows(report))
    else:
        story.text(_("There are no actions: no ambition is above the present level, and you added none yourself."))
    _write_long_actions(story, report)
    _write_dropped(story, report)
    if plan:
        _write_roadmap(story, report)


def _total(report: Report) -> str:
    words, plan = report.words, report.assessment.plan
    text = words.ngettext(
        "{count} action, {days} days of work in all. The plan reckons with {quarter} days of work in a quarter.",
        "{count} actions, {days} days of work in all. The plan reckons with {quarter} days of work in a quarter.",
        len(plan),
    )
    days = words.number(sum(entry.effort_days for entry in plan))
    quarter = words.number(report.assessment.answers.plan.days_a_quarter)
    order = words.gettext(
        "The order: what the law asks, then what does most for people per day of work, and what is needed first before "
        "what needs it."
    )
    return f"{text.format(count=len(plan), days=days, quarter=quarter)} {order}"


def _columns(report: Report) -> list[Column]:
    _ = report.words.gettext
    fixed = [
        Column(_("Reaches"), 76),
        Column(_("Days"), 43, number=True),
        Column(_("Weeks"), 42, number=True),
        Column(_("Owner"), 86),
        Column(_("Needs first"), 99),
        Column(_("When"), 82),
        Column(_("Status"), 54),
    ]
    rest = style.WIDE_WIDTH - 28 - sum(column.width for column in fixed)
    return [Column(_("No."), 28), Column(_("Action"), rest), *fixed]


def _rows(report: Report) -> list[list[Cell]]:
    plan = report.assessment.plan
    numbers = {entry.id: number for number, entry in enumerate(plan, 1)}
    return [_row(report, entry, numbers) for entry in plan]


def _row(report: Report, entry: PlanEntry, numbers: dict[str, int]) -> list[Cell]:
    _, words = report.words.gettext, report.words
    what = [(report.subject(entry), style.CELL_STRONG), (shorten(entry.do, LONGEST), style.CELL)]
    if entry.pulled_in:
        what.append((_("Added because another action needs it first."), style.CELL_NOTE))
    when = words.quarter(entry.start)
    if entry.end != entry.start:
        when = _("{start} to {end}").format(start=when, end=words.quarter(entry.end))
    return [
        str(numbers[entry.id]),
        tuple(what),
        report.level(entry.reaches) if entry.reaches else "–",
        words.number(entry.effort_days),
        "–" if entry.own else words.number(entry.lead_weeks),
        shorten(report.owner(entry), 120),
        _needs(report, entry, numbers),
        when,
        report.status_of(entry),
    ]


def _needs(report: Report, entry: PlanEntry, numbers: dict[str, int]) -> str:
    """What comes first: the step below, where it is in the plan too, and what the action names itself."""
    needs = []
    if entry.reaches and (below := numbers.get(f"{entry.criterion}-{entry.reaches - 1}")):
        needs.append(report.words.gettext("Action {number}").format(number=below))
    needs += [report.need(need, numbers) for need in entry.needs]
    return "\n".join(needs) or "–"


def _write_long_actions(story: Story, report: Report) -> None:
    """The whole text of actions that the table cuts short."""
    for number, entry in enumerate(report.assessment.plan, 1):
        if len(entry.do) > LONGEST:
            lead = report.words.gettext("Action {number}, in full:").format(number=number)
            story.text(entry.do, style.SMALL, lead=lead)


def _write_dropped(story: Story, report: Report) -> None:
    _ = report.words.gettext
    dropped = report.assessment.dropped
    if not dropped:
        return
    story.room(90)
    story.heading(2, _("Left out on purpose"))
    story.bullets([_dropped(report, entry) for entry in dropped])


def _dropped(report: Report, entry: PlanEntry) -> str:
    reaches = f" ({report.level(entry.reaches)})" if entry.reaches else ""
    return f"{report.subject(entry)}{reaches}: {shorten(entry.do, 160)}"


def _write_roadmap(story: Story, report: Report) -> None:
    """The chart, in as many pieces as pages; the table above has the same starts and ends."""
    _ = report.words.gettext
    words, plan = report.words, report.assessment.plan
    bars = [
        Bar(f"{number}. {_label(report, entry)}", entry.start, entry.end, entry.status)
        for number, entry in enumerate(plan, 1)
    ]
    quarters = quarters_of(bars)
    story.page("wide")
    story.heading(2, _("Roadmap per quarter"))
    size = math.ceil(len(bars) / math.ceil(len(bars) / BARS_A_PAGE))
    for first in range(0, len(bars), size):
        piece = bars[first : first + size]
        text = _(
            "Roadmap of actions {first} to {last}, from {start} to {end}. The table of actions has the same quarters."
        )
        values = {"start": words.quarter(quarters[0]), "end": words.quarter(quarters[-1])}
        alternative = text.format(first=first + 1, last=first + len(piece), **values)
        story.figure(roadmap_chart(piece, quarters, words), alternative)
    if any(starts_after(bar, quarters) for bar in bars):
        story.text(_("An arrow marks an action that starts later than this chart shows."), style.NOTE)


def _label(report: Report, entry: PlanEntry) -> str:
    if entry.own:
        return shorten(entry.do, 80)
    if entry.reaches is None:
        return report.subject(entry)
    text = report.words.gettext("{title}, level {level}")
    return text.format(title=report.subject(entry), level=entry.reaches)
