"""Where the organisation stands and why: per theme, every question with its level as chosen and what it adds."""

from model.answers import UNANSWERED, Answer
from model.assessment import Score
from model.questionnaire import Criterion, Theme
from reports import style
from reports.findings import state
from reports.level_line import LevelLine
from reports.report import Report
from reports.story import Story
from reports.tagging import Node
from reports.texts import shorten

LONGEST_NOTE = 260


def write_standing(story: Story, report: Report) -> None:
    """The chapter: how the score adds up, then theme by theme."""
    _ = report.words.gettext
    story.page()
    story.heading(1, _("Where you stand, and why"))
    story.text(_sum(report))
    for theme in report.questionnaire.themes_in(report.assessment.answers.scope):
        _write_theme(story, report, theme)


def _sum(report: Report) -> str:
    """How all levels make the overall score, as a sum that the reader can follow."""
    _ = report.words.gettext
    overall = report.assessment.maturity.overall
    if overall is None or overall.score is None:
        return _("No question has a level yet, so there is no score to explain.")
    text = _(
        "Every question counts the same. The levels of {answered} questions add up to {total}; {total} divided by "
        "{answered} is {score}. Beside each question stands what it contributes."
    )
    total = round(overall.score * overall.answered)
    return text.format(answered=overall.answered, total=total, score=report.words.score(overall.score))


def _write_theme(story: Story, report: Report, theme: Theme) -> None:
    score = report.assessment.maturity.themes.get(theme.id)
    story.room(190)
    story.heading(2, theme.title)
    story.text(_theme_line(report, score), style.NOTE)
    story.text(theme.intro)
    for id_ in theme.criteria:
        _write_criterion(story, report, report.questionnaire.criteria[id_])


def _theme_line(report: Report, score: Score | None) -> str:
    words, _ = report.words, report.words.gettext
    if score is None:
        return _("Nothing in this theme applies to you.")
    if score.score is None:
        return _("No level yet in this theme.")
    values = {
        "score": words.score(score.score),
        "level": report.level_name(score.level) if score.level else "",
        "low": words.score(score.low),
        "high": words.score(score.high),
        "answered": score.answered,
        "applicable": score.applicable,
    }
    if score.answered == score.applicable:
        return _("Score {score} · {level}. All {applicable} answered.").format(**values)
    text = _("Score {score} · {level}. {answered} of {applicable} answered; range {low} to {high}.")
    return text.format(**values)


def _write_criterion(story: Story, report: Report, criterion: Criterion) -> None:
    answer = report.assessment.answers.answers.get(criterion.id, UNANSWERED)
    story.room(112)
    story.heading(3, criterion.title, listed=False)
    story.text(criterion.question, style.QUESTION)
    said, explanation = _said(report, criterion, answer)
    level = answer.level if state(report.assessment, report.questionnaire, criterion.id) == "level" else None
    texts = (said, _ambition(report, answer), _contribution(report, level))
    story.add(LevelLine(level, answer.target, texts, Node("P", story.root)))
    if explanation:
        story.text(explanation)
    _write_grounds(story, report, answer)
    story.space(5)


def _said(report: Report, criterion: Criterion, answer: Answer) -> tuple[str, str]:
    """The answer in a few words, and the sentence that explains it."""
    _ = report.words.gettext
    match state(report.assessment, report.questionnaire, criterion.id):
        case "level":
            level = answer.level or 1
            return _("Level {level}").format(level=report.level(level)), criterion.levels[level - 1]
        case "unknown":
            return _("You don't know yet"), _("Not counted in the score until there is a level.")
        case "not_applicable":
            return _("Not applicable"), shorten(answer.not_applicable or "", LONGEST_NOTE)
        case "not_asked":
            return _("Not asked"), _("This question does not fit your profile, so it does not count.")
    return _("Not answered yet"), _("Not counted in the score until there is a level.")


def _ambition(report: Report, answer: Answer) -> str:
    if answer.target is None:
        return ""
    return report.words.gettext("Ambition {level}").format(level=report.level(answer.target))


def _contribution(report: Report, level: int | None) -> str:
    overall = report.assessment.maturity.overall
    if level is None or overall is None:
        return ""
    return report.words.gettext("Contributes {level}/{answered}").format(level=level, answered=overall.answered)


def _write_grounds(story: Story, report: Report, answer: Answer) -> None:
    """The note cut short, and how much evidence there is; the appendix has them whole."""
    _ = report.words.gettext
    if answer.note:
        story.text(shorten(answer.note, LONGEST_NOTE), style.SMALL, lead=_("Note:"))
    if answer.evidence:
        text = report.words.ngettext(
            "{count} item, see the appendix.", "{count} items, see the appendix.", len(answer.evidence)
        )
        story.text(text.format(count=len(answer.evidence)), style.SMALL, lead=_("Evidence:"))
