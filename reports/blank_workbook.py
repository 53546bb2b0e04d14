"""A blank questionnaire as a workbook (XLSX): to fill in without Peilstok and to import afterwards."""

from i18n.words import Words
from model.questionnaire import Questionnaire
from reports.answer_sheets import add_blank_criteria, add_norms, add_profile
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_lists, add_table, packed


def blank_workbook(questionnaire: Questionnaire, scope: str, words: Words, *, law: bool = False) -> bytes:
    """The questionnaire of this scope with room for the answers, as a file that `read_workbook` takes once filled in.

    With `law` it has the checks of all rules that hold on the day of the content: a blank file knows no profile.

    :raises KeyError: the questionnaire has no such scope.
    """
    ids = questionnaire.scopes[scope]
    form = Form(questionnaire, words)
    _add_instructions(form, law=law)
    add_profile(form, _known(questionnaire, scope, law=law), locked=True)
    add_blank_criteria(form, ids)
    if law:
        add_norms(form, _norms(questionnaire), {}, locked=True)
    add_lists(form)
    return packed(form, questionnaire.title, questionnaire.valid_from)


def _norms(questionnaire: Questionnaire) -> list[str]:
    """The duties and practices that hold on the day of the content, by topic."""
    on, order = questionnaire.valid_from, list(questionnaire.topics)
    norms = [
        norm
        for norm in questionnaire.norms.values()
        if norm.kind != "context" and norm.valid_from <= on and (norm.valid_to is None or on <= norm.valid_to)
    ]
    return [norm.id for norm in sorted(norms, key=lambda norm: order.index(norm.topic))]


def _known(questionnaire: Questionnaire, scope: str, *, law: bool) -> dict[str, Value]:
    asked = ["on", "organisation.name", "organisation.customer"]
    asked += [f"organisation.{fact}" for fact in questionnaire.profile.facts]
    empty: dict[str, Value] = dict.fromkeys(asked)
    about = {"questionnaire": questionnaire.id, "version": questionnaire.version, "scope": scope}
    return {**about, **({"law": True} if law else {}), **empty}


def _add_instructions(form: Form, *, law: bool) -> None:
    questionnaire = form.questionnaire
    _ = form.words.gettext
    steps = [
        _("Fill in the yellow cells on the sheets Profile and Answers. You can stop and go on whenever you like."),
        _("Read the five levels of each question. Choose the highest level of which everything is true for you."),
        _("You don't know? Choose “yes” under “I don't know”. Then ask someone who does know."),
        _("The question does not apply to you? Write why, and leave the level empty."),
        *([_("On the sheet Checks of the law: leave empty what is not about you.")] if law else []),
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
