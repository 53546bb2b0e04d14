"""The appendix: every answer with its whole note, its evidence and its assurance; and the organisation's profile."""

from model.answers import UNANSWERED, Answer
from model.expressions import FactValue
from model.questionnaire import Criterion, FactQuestion, Theme
from reports import style
from reports.findings import state
from reports.law_findings import Judged, norms_to_show, shown_law
from reports.report import Report
from reports.story import Column, Story


def write_appendix(story: Story, report: Report) -> None:
    """All answers per theme, also what is unanswered; then the profile."""
    _ = report.words.gettext
    story.page()
    story.heading(1, _("Appendix: all answers"))
    for theme in report.questionnaire.themes:
        _write_theme(story, report, theme)
    _write_law(story, report)
    _write_profile(story, report)


def _write_theme(story: Story, report: Report, theme: Theme) -> None:
    """What was asked, and answers from outside this scope, which are kept but do not count."""
    answers = report.assessment.answers
    in_scope = report.questionnaire.scopes[answers.scope]
    shown = [id_ for id_ in theme.criteria if id_ in in_scope or id_ in answers.answers]
    if not shown:
        return
    story.room(110)
    story.heading(2, theme.title, in_contents=False)
    for id_ in shown:
        _write_answer(story, report, report.questionnaire.criteria[id_], answers.answers.get(id_, UNANSWERED))


def _write_answer(story: Story, report: Report, criterion: Criterion, answer: Answer) -> None:
    story.room(54)
    story.heading(3, f"{criterion.title} ({criterion.id})", listed=False)
    story.text(_state(report, criterion, answer), style.SMALL)
    _write_grounds(story, report, answer)


def _state(report: Report, criterion: Criterion, answer: Answer) -> str:
    _ = report.words.gettext
    of = state(report.assessment, report.questionnaire, criterion.id)
    said = [_answer(report, answer)]
    if answer.target is not None:
        said.append(_("Ambition: {level}.").format(level=report.level(answer.target)))
    if answer.level is not None or answer.evidence:
        said.append(_assurance(report, answer))
    if of == "not_asked":
        said.append(_("This question does not fit your profile, so it does not count."))
    if of == "outside":
        said.append(_("Outside the chosen scope, so it does not count."))
    return " ".join(said)


def _answer(report: Report, answer: Answer) -> str:
    _ = report.words.gettext
    if answer.level is not None:
        return _("Level: {level}.").format(level=report.level(answer.level))
    if answer.unknown:
        return _("Answer: I don't know.")
    if answer.not_applicable is not None:
        return _("Not applicable. Reason: {reason}").format(reason=answer.not_applicable)
    return _("Not answered.")


def _assurance(report: Report, answer: Answer) -> str:
    _ = report.words.gettext
    return {
        "stated": _("Assurance: stated by you, without evidence."),
        "evidenced": _("Assurance: there is evidence."),
        "reviewed": _("Assurance: checked by someone else."),
    }[answer.assurance]


def _write_grounds(story: Story, report: Report, answer: Answer) -> None:
    _ = report.words.gettext
    if answer.note:
        story.text(answer.note, style.SMALL, lead=_("Note:"))
    story.named_bullets(_("Evidence:"), answer.evidence)


def _write_law(story: Story, report: Report) -> None:
    """Every rule that was asked, with its verdict, and how it is met."""
    _ = report.words.gettext
    if shown_law(report.assessment) is None:
        return
    story.room(110)
    story.heading(2, _("The law, by your answers"))
    for judged in norms_to_show(report.assessment, report.questionnaire):
        _write_norm(story, report, judged)


def _write_norm(story: Story, report: Report, judged: Judged) -> None:
    words, _ = report.words, report.words.gettext
    norm, answer = judged.norm, judged.answer
    story.room(54)
    cited = [report.questionnaire.cite(norm), *report.law.marks(norm)]
    story.heading(3, " · ".join(cited), listed=False)
    text = _("{check} {answer} Verdict: {verdict}.")
    verdict = words.verdict(judged.verdict.verdict)
    story.text(text.format(check=norm.check, answer=report.law.said(answer), verdict=verdict), style.SMALL)
    if not answer.is_given or judged.verdict.because == ("profile",):
        story.text(report.law.why(judged), style.SMALL, lead=_("Why:"))
    if answer.in_bulk:
        story.text(_("Answered together with other rules, not one by one."), style.SMALL)
    if answer.note:
        story.text(answer.note, style.SMALL, lead=_("How:"))
    if answer.by:
        story.text(answer.by, style.SMALL, lead=_("By whom:"))
    if answer.on:
        story.text(words.date(answer.on), style.SMALL, lead=_("Written on:"))
    story.named_bullets(_("Evidence:"), answer.evidence)
    if answer.assurance != "stated":
        story.text(_assurance(report, answer), style.SMALL)


def _write_profile(story: Story, report: Report) -> None:
    _ = report.words.gettext
    organisation = report.assessment.answers.organisation
    story.room(160)
    story.heading(2, _("About the organisation"))
    story.text(organisation.name, lead=_("Name:"))
    facts = organisation.facts
    rows = [
        (question.question, _fact(report, question, facts[id_]))
        for id_, question in report.questionnaire.profile.facts.items()
        if id_ in facts
    ]
    columns = [Column(_("Question"), style.TEXT_WIDTH - 170), Column(_("Answer"), 170)]
    story.table(columns, rows, headed=False)
    unknown = len(report.questionnaire.profile.facts) - len(rows)
    if unknown:
        text = report.words.ngettext(
            "{count} question about the organisation is not answered.",
            "{count} questions about the organisation are not answered.",
            unknown,
        )
        story.text(text.format(count=unknown))


def _fact(report: Report, question: FactQuestion, fact: FactValue) -> str:
    _ = report.words.gettext
    if isinstance(fact, bool):
        return _("Yes") if fact else _("No")
    return question.values.get(fact, fact)
