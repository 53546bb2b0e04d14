"""The blank questionnaire: a PDF to fill in on paper, alone or to prepare a meeting."""

from datetime import date

from reportlab.platypus import KeepTogether

from i18n.words import Words
from model.questionnaire import Criterion, Questionnaire, Theme
from reports import style
from reports.flowables import TickRow, WritingLines
from reports.metadata import DocumentDetails
from reports.pages import RunningLines, build
from reports.story import Column, Story
from reports.tagging import Node


def blank_questionnaire(questionnaire: Questionnaire, scope: str, words: Words) -> bytes:
    """The questions of this scope as a tagged PDF with boxes and lines; the same input gives the same bytes."""
    _ = words.gettext
    story = Story()
    _write_front(story, questionnaire, scope, words)
    for theme in questionnaire.themes_in(scope):
        _write_theme(story, questionnaire, theme, words)
    name = _("Questionnaire on paper")
    title = f"{name} – {questionnaire.title}"
    version = _("version {version}").format(version=questionnaire.version)
    lines = RunningLines(
        questionnaire.title, _("No data of customers"), f"{title}, {version}", _("Page {page} of {pages}")
    )
    return build(story, DocumentDetails(title, words.language, _day(questionnaire)), lines)


def _day(questionnaire: Questionnaire) -> date:
    """The day of the content: a blank form has no other."""
    return questionnaire.valid_from


def _write_front(story: Story, questionnaire: Questionnaire, scope: str, words: Words) -> None:
    _ = words.gettext
    story.first_page("page")
    story.heading(1, _("Questionnaire on paper"))
    title = _("{title}, version {version}")
    story.text(title.format(title=questionnaire.title, version=questionnaire.version), style.LEAD)
    count = len(questionnaire.scopes[scope])
    story.text(
        words.ngettext("This form has {count} question.", "This form has {count} questions.", count).format(count=count)
    )
    story.heading(2, _("How to fill it in"))
    story.bullets(
        [
            _("Tick one box per question: the highest level that is wholly true for you."),
            _("You don't know? That is a fine answer. Beside each question stands who may know."),
            _("Also choose an ambition: the level where you want to be."),
            _("Do not write down any data of customers: no names, addresses or account numbers."),
        ]
    )
    for label in (_("Organisation"), _("Filled in by"), _("Date")):
        story.text(label, style.NOTE)
        story.add(WritingLines(1))
    story.heading(2, _("The five levels"), listed=False)
    columns = [Column(_("Level"), 120), Column(_("What it means"), style.TEXT_WIDTH - 120)]
    rows = [(f"{number} · {level.name}", level.meaning) for number, level in enumerate(questionnaire.levels, 1)]
    story.table(columns, rows, headed=False)
    story.text(questionnaire.wording_note, style.NOTE)


def _write_theme(story: Story, questionnaire: Questionnaire, theme: Theme, words: Words) -> None:
    """The first theme of a page takes its heading along with its first question."""
    for number, id_ in enumerate(theme.criteria):
        with story.part() as together:
            if number == 0:
                story.heading(2, theme.title)
                story.text(theme.intro)
            _write_criterion(story, questionnaire, questionnaire.criteria[id_], words)
        story.add(KeepTogether(together))
        story.space(10)


def _write_criterion(story: Story, questionnaire: Questionnaire, criterion: Criterion, words: Words) -> None:
    _ = words.gettext
    story.heading(3, f"{criterion.id}  {criterion.title}", listed=False)
    story.text(criterion.question, style.FORM_QUESTION)
    known_by = ", ".join(questionnaire.departments.get(id_, id_) for id_ in criterion.ask)
    known = _("Who may know: {departments}.").format(departments=known_by)
    story.text(f"{criterion.why} {known}", style.NOTE)
    options = [
        f"{number} · {questionnaire.levels[number - 1].name}: {statement}"
        for number, statement in enumerate(criterion.levels, 1)
    ]
    story.boxes([*options, _("I don't know")], to_complete=_("Not applicable, because"))
    story.add(TickRow(_("Ambition"), ["1", "2", "3", "4", "5"], Node("P", story.root)))
    story.text(_("Note and evidence (no data of customers)"), style.NOTE)
    story.add(WritingLines(2))
