"""A blank questionnaire as a workbook (XLSX): to fill in without Peilstok and to import afterwards."""

from i18n.words import Words
from model.questionnaire import Questionnaire
from reports.answer_sheets import add_blank_criteria, add_profile
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_lists, add_table, packed


def blank_workbook(questionnaire: Questionnaire, scope: str, words: Words) -> bytes:
    """The questionnaire of this scope with room for the answers, as a file that `read_workbook` takes once filled in.

    :raises KeyError: the questionnaire has no such scope.
    """
    ids = questionnaire.scopes[scope]
    form = Form(questionnaire, words)
    _add_instructions(form)
    add_profile(form, _known(questionnaire, scope), locked=True)
    add_blank_criteria(form, ids)
    add_lists(form)
    return packed(form, questionnaire.title, questionnaire.valid_from)


def _known(questionnaire: Questionnaire, scope: str) -> dict[str, Value]:
    asked = ["on", "organisation.name", "organisation.customer"]
    asked += [f"organisation.{fact}" for fact in questionnaire.profile.facts]
    empty: dict[str, Value] = dict.fromkeys(asked)
    return {"questionnaire": questionnaire.id, "version": questionnaire.version, "scope": scope, **empty}


def _add_instructions(form: Form) -> None:
    questionnaire = form.questionnaire
    _ = form.words.gettext
    steps = [
        _("Fill in the yellow cells on the sheets Profile and Answers. You can stop and go on whenever you like."),
        _("Read the five levels of each question. Choose the highest level of which everything is true for you."),
        _("You don't know? Choose “yes” under “I don't know”. Then ask someone who does know."),
        _("The question does not apply to you? Write why, and leave the level empty."),
        _("Do not write down any data of customers: no names, addresses or account numbers."),
        _("Ready? Import this file into Peilstok. Nothing you fill in here is lost."),
    ]
    rows: list[Row] = [(f"steps.{n}", {"subject": str(n), "text": step}) for n, step in enumerate(steps, 1)]
    rows += [
        (f"levels.{n}", {"subject": _("Level {number}").format(number=n), "text": f"{level.name}: {level.meaning}"})
        for n, level in enumerate(questionnaire.levels, 1)
    ]
    columns = [Column("subject", _("Step"), 14), Column("text", _("Explanation"), 110)]
    title = f"{questionnaire.title} · {questionnaire.version}"
    add_table(form, Table("instructions", _("Instructions"), title, columns, rows, locked=True))
