"""The lists in the chapter about the law: what is not met, what can't be told, what was set aside, what comes later."""

from collections.abc import Sequence

from model.questionnaire import Norm
from reports import style
from reports.law_findings import Judged, starting_later, with_verdict
from reports.report import Report
from reports.story import Cell, Column, Story

RULE = 118


def write_open_duties(story: Story, report: Report, judged: Sequence[Judged]) -> None:
    """Each duty that is not met: what it asks, why that is the verdict, and what to do."""
    _ = report.words.gettext
    duties = with_verdict(judged, "not_met", "duty")
    story.room(150)
    story.heading(2, _("Duties that are not met"))
    if not duties:
        story.text(_("According to your answers there are none."))
    for one in duties:
        _write_duty(story, report, one)


def _write_duty(story: Story, report: Report, one: Judged) -> None:
    _ = report.words.gettext
    story.room(104)
    story.heading(3, report.questionnaire.cite(one.norm), listed=False)
    story.text(one.norm.text)
    story.text(report.law.why(one), lead=_("Why:"))
    story.text(_action(report, one), lead=_("What to do:"))
    since = _("Holds since {date}.").format(date=report.words.date(one.norm.valid_from))
    unverified = _("Not verified in the law's text: in the outcome it counts as can't tell.")
    story.text(f"{since} {unverified}" if one.is_unverified else since, style.NOTE)
    for explained in _explained(report, one):
        story.text(explained, style.NOTE)


def _action(report: Report, one: Judged) -> str:
    """The rule's action, with its number in the plan where it is there."""
    _ = report.words.gettext
    do = one.norm.action.do if one.norm.action else "–"
    numbers = {entry.id: number for number, entry in enumerate(report.assessment.plan, 1)}
    if one.norm.id in numbers:
        return _("{do} This is action {number} of the plan.").format(do=do, number=numbers[one.norm.id])
    if any(entry.id == one.norm.id for entry in report.assessment.dropped):
        return _("{do} You left this out of the plan.").format(do=do)
    return do


def _explained(report: Report, one: Judged) -> list[str]:
    """What else the law says of this, such as what follows when it is not met."""
    norms = [report.questionnaire.norms[id_] for id_ in one.norm.explained_by]
    return [f"{report.questionnaire.cite(norm)}: {norm.text}" for norm in norms]


def write_open_practices(story: Story, report: Report, judged: Sequence[Judged]) -> None:
    """The good practices that are not met, apart from the duties."""
    _ = report.words.gettext
    practices = with_verdict(judged, "not_met", "practice")
    if not practices:
        return
    story.room(190)
    story.heading(2, _("Good practices that are not met"), in_contents=False)
    story.text(_("These are no law. They do not count in the outcome."))
    rest = style.TEXT_WIDTH - RULE
    columns = [Column(_("Rule"), RULE), Column(_("Check"), rest / 2), Column(_("What to do"), rest / 2)]
    story.table(columns, [_practice(report, one) for one in practices])


def _practice(report: Report, one: Judged) -> tuple[Cell, ...]:
    _ = report.words.gettext
    of_check = one.verdict.because == ("check",)
    why = report.law.said(one.answer) if of_check else _("Why: {reason}").format(reason=report.law.why(one))
    notes = [(note, style.CELL_NOTE) for note in (why, *_explained(report, one))]
    return _rule(report, one.norm), ((one.norm.check, style.CELL), *notes), _action(report, one)


def write_cannot_tell(story: Story, report: Report, judged: Sequence[Judged]) -> None:
    """The rules without a verdict, with what is missing."""
    _ = report.words.gettext
    unclear = [*with_verdict(judged, "cannot_tell", "duty"), *with_verdict(judged, "cannot_tell", "practice")]
    if not unclear:
        return
    story.room(130)
    story.heading(2, _("Can't tell yet"), in_contents=False)
    story.text(_("Answer these checks, or complete your profile. Then it can be told."))
    columns = [Column(_("Rule"), RULE), Column(_("Check"), 224), Column(_("Why"), style.TEXT_WIDTH - RULE - 224)]
    story.table(columns, [(_rule(report, one.norm), one.norm.check, report.law.why(one)) for one in unclear])


def _rule(report: Report, norm: Norm) -> Cell:
    """The article, with its marks below it."""
    marks = [(mark, style.CELL_NOTE) for mark in report.law.marks(norm)]
    return ((report.questionnaire.cite(norm), style.CELL_STRONG), *marks)


def write_set_aside(story: Story, report: Report, judged: Sequence[Judged]) -> None:
    """The rules that the user set aside, each with the whole reason."""
    _ = report.words.gettext
    aside = [one for one in judged if one.is_set_aside]
    if not aside:
        return
    story.room(90)
    story.heading(2, _("Set aside as not applicable"), in_contents=False)
    for one in aside:
        story.text(one.norm.check, style.SMALL, lead=f"{report.questionnaire.cite(one.norm)}:")
        story.text(one.answer.not_applicable or "", style.SMALL, lead=_("Reason:"))
        story.space(3)


def write_contradictions(story: Story, report: Report) -> None:
    """Answers that do not go together: shown, never silently resolved."""
    _ = report.words.gettext
    found = report.assessment.contradictions
    if not found:
        return
    story.room(90)
    story.heading(2, _("Answers that contradict each other"), in_contents=False)
    story.text(_("The answer to the check decides. Look at these answers again."))
    story.bullets([report.law.contradiction(one) for one in found])


def write_later(story: Story, report: Report) -> None:
    """The rules that start after the assessment's date."""
    _ = report.words.gettext
    later = starting_later(report.assessment, report.questionnaire)
    if not later:
        return
    story.room(130)
    story.heading(2, _("Rules that start later"), in_contents=False)
    story.text(_("On the date of this report these rules do not count yet."))
    columns = [Column(_("Rule"), RULE), Column(_("From"), 92), Column(_("What it asks"), style.TEXT_WIDTH - RULE - 92)]
    rows = [(_rule(report, norm), report.words.date(norm.valid_from), norm.text) for norm in later]
    story.table(columns, rows)
