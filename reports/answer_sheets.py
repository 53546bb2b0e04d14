"""The sheets of a workbook that hold answers: profile, criteria, checks of the law, and evidence that is too long."""

from collections.abc import Iterable, Iterator, Mapping

from i18n.words import Words
from model.answers import Answer, AnswersFile
from model.questionnaire import Questionnaire
from reports.keyed_sheets import FIRST_ROW, Column, Form, Kind, Row, Table, Value, add_table, dress, offer

MAXIMUM_IN_ONE_CELL = 20_000  # a cell holds 32,767 characters; the rest stands on a sheet of its own


def add_profile(form: Form, values: Mapping[str, Value], *, locked: bool) -> None:
    """Adds the sheet with what the file is about and the facts; `values` by key, such as organisation.sector."""
    _ = form.words.gettext
    fields = dict(_profile_fields(form.questionnaire, form.words))
    columns = [
        Column("question", _("Question"), 60),
        Column("value", _("Your answer"), 40),
        Column("help", _("Explanation"), 60),
    ]
    rows: list[Row] = [
        (key, {"question": field.title, "value": form.shown(values[key], field), "help": field.prompt})
        for key, field in fields.items()
        if key in values
    ]
    sheet = add_table(form, Table("profile", _("Profile"), _("About your organisation"), columns, rows, locked))
    for row, (key, _values) in enumerate(rows, FIRST_ROW):
        cell, field = sheet.cell(row, 3), fields[key]
        dress(cell, field.kind)
        # The explanation stands beside the cell; a prompt would lie over it.
        offer(form, sheet, cell.coordinate, Column(field.key, field.title, 0, field.kind, field.choices))


def _profile_fields(questionnaire: Questionnaire, words: Words) -> Iterator[tuple[str, Column]]:
    _ = words.gettext

    def field(key: str, title: str, kind: Kind, choices: str = "", explanation: str = "") -> tuple[str, Column]:
        return key, Column(key, title, 0, kind, choices, explanation)

    yield field("questionnaire", _("Questionnaire"), "shown", explanation=questionnaire.title)
    yield field("version", _("Version of the questionnaire"), "shown")
    yield field("scope", _("Scope"), "choice", "scope")
    yield field("law", _("With the checks of the law?"), "choice", "yes_no")
    yield field("on", _("Date of the assessment"), "date", explanation=_("For example 2026-11-22"))
    yield field("organisation.name", _("Name of the organisation"), "text")
    yield field("organisation.customer", _("Which word do you use for a customer?"), "choice", "customer")
    for id_, fact in questionnaire.profile.facts.items():
        choices = f"organisation.{id_}" if fact.values else "yes_no"
        yield field(f"organisation.{id_}", fact.question, "choice", choices, fact.help)
    yield field("plan.days_a_quarter", _("Working days for the plan in each quarter"), "days")


def profile_values(file: AnswersFile, questionnaire: Questionnaire) -> dict[str, Value]:
    """What stands on the profile sheet for these answers, every fact included; unknown facts are None."""
    facts = file.organisation.facts
    known: dict[str, str | bool | None] = {f"organisation.{id_}": facts.get(id_) for id_ in questionnaire.profile.facts}
    return {
        "questionnaire": file.questionnaire,
        "version": file.version,
        "scope": file.scope,
        "law": file.law,
        "on": file.on,
        "organisation.name": file.organisation.name,
        "organisation.customer": file.organisation.customer,
        **known,
        "plan.days_a_quarter": file.plan.days_a_quarter,
    }


def add_criteria(
    form: Form, ids: Iterable[str], answers: Mapping[str, Answer], applicable: tuple[str, ...], caption: str
) -> None:
    """Adds the sheet with a row for each of these criteria: the answer, and whether it counts in the score."""
    _ = form.words.gettext
    columns = [
        *_question_columns(form.words),
        Column("level", _("Level (1–5)"), 9, "level"),
        Column("level_name", _("Name of the level"), 12),
        Column("statement", _("What you do now"), 34),
        *_answer_columns(form.words),
        Column("counted", _("Counts in the score"), 11),
    ]
    rows: list[Row] = []
    for id_ in ids:
        answer = answers.get(id_)
        counted = form.choices["yes_no"]["true" if id_ in applicable else "false"]
        values = {**_criterion_words(form.questionnaire, id_, answer), **_given(answer), "counted": counted}
        rows.append((f"answers.{id_}", {c.key: form.shown(values.get(c.key), c) for c in columns}))
    add_table(form, Table("answers", _("Answers"), caption, columns, rows))


def add_blank_criteria(form: Form, ids: Iterable[str]) -> None:
    """Adds the sheet with a row for each of these criteria: the five levels, and room for the answer."""
    _ = form.words.gettext
    columns = [
        *_question_columns(form.words),
        Column("levels", _("The five levels"), 62),
        Column("level", _("Level (1–5)"), 9, "level"),
        *_answer_columns(form.words),
    ]
    caption = _("Choose a level for each question, or “I don't know”, or write why it does not apply to you.")
    rows: list[Row] = [(f"answers.{id_}", _criterion_words(form.questionnaire, id_, None)) for id_ in ids]
    add_table(form, Table("answers", _("Answers"), caption, columns, rows, locked=True))


def add_norms(form: Form, ids: Iterable[str], answers: Mapping[str, Answer], *, locked: bool = False) -> None:
    """Adds the sheet with a row for each of these norms: the check, how it is met, by whom, and since when."""
    _ = form.words.gettext
    columns = [
        Column("id", _("No."), 14),
        Column("topic", _("Topic"), 18),
        Column("article", _("Article"), 24),
        Column("question", _("Question"), 50),
        Column("check", _("Your answer"), 13, "choice", "check"),
        Column("not_applicable", _("Not applicable because"), 18, "text"),
        *_grounds(form.words),
        Column("by", _("By whom"), 18, "text"),
        Column("on", _("Written on"), 12, "date"),
        Column("in_bulk", _("Answered together with others"), 12, "choice", "yes_no"),
    ]
    rows: list[Row] = []
    for id_ in ids:
        norm = form.questionnaire.norms[id_]
        about = {"id": id_, "topic": form.questionnaire.topics[norm.topic], "article": form.questionnaire.cite(norm)}
        values: dict[str, Value] = {**about, "question": norm.check, **_given(answers.get(id_))}
        rows.append((f"answers.{id_}", {c.key: form.shown(values.get(c.key), c) for c in columns}))
    caption = _("What the law asks of you")
    add_table(form, Table("norms", _("Checks of the law"), caption, columns, rows, locked))


def add_long_evidence(form: Form, answers: Mapping[str, Answer]) -> None:
    """Adds a sheet with the evidence that doesn't fit in the cell beside the answer, if there is any."""
    _ = form.words.gettext
    rows: list[Row] = [
        (f"answers.{id_}.evidence", {"id": id_, "evidence": item})
        for id_, answer in answers.items()
        for item in split_evidence(answer.evidence)[1]
    ]
    if rows:
        columns = [Column("id", _("No."), 14), Column("evidence", _("Evidence"), 100, "text")]
        caption = _("Evidence that does not fit beside the answer")
        add_table(form, Table("evidence", _("More evidence"), caption, columns, rows))


def split_evidence(items: list[str]) -> tuple[str | None, list[str]]:
    """The items that fit in one cell, each on a line of its own, and from the first that doesn't fit on the rest."""
    lines: list[str] = []
    for item in items:
        if "\n" in item or item != item.strip() or len("\n".join([*lines, item])) > MAXIMUM_IN_ONE_CELL:
            break
        lines.append(item)
    return "\n".join(lines) or None, items[len(lines) :]


def _question_columns(words: Words) -> list[Column]:
    _ = words.gettext
    return [Column("id", _("No."), 7), Column("theme", _("Theme"), 15), Column("question", _("Question"), 30)]


def _answer_columns(words: Words) -> list[Column]:
    _ = words.gettext
    return [
        Column("unknown", _("I don't know"), 9, "choice", "yes_no"),
        Column("not_applicable", _("Not applicable because"), 18, "text"),
        Column("target", _("Ambition (1–5)"), 10, "level"),
        *_grounds(words),
    ]


def _grounds(words: Words) -> list[Column]:
    """The columns in which an answer is explained, for criteria and norms alike."""
    _ = words.gettext
    no_personal_data = _("Do not write down any data of customers: no names, addresses or account numbers.")
    return [
        Column("note", _("Note (no data of customers)"), 30, "text", prompt=no_personal_data),
        Column("evidence", _("Evidence (one on each line)"), 24, "text", prompt=no_personal_data),
        Column("assurance", _("How sure?"), 13, "choice", "assurance"),
    ]


def _criterion_words(questionnaire: Questionnaire, id_: str, answer: Answer | None) -> dict[str, Value]:
    criterion = questionnaire.criteria[id_]
    names = [f"{number} {level.name}" for number, level in enumerate(questionnaire.levels, 1)]
    level = answer.level if answer else None
    return {
        "id": id_,
        "theme": questionnaire.theme(criterion.theme).title,
        "question": criterion.question,
        "levels": "\n".join(f"{name}: {statement}" for name, statement in zip(names, criterion.levels, strict=True)),
        "level_name": questionnaire.levels[level - 1].name if level else None,
        "statement": criterion.levels[level - 1] if level else None,
    }


def _given(answer: Answer | None) -> dict[str, Value]:
    """What was answered. The assurance stands there for every answer, so that one without a state is an answer too."""
    if answer is None:
        return {}
    return {
        "level": answer.level,
        "unknown": answer.unknown,
        "check": answer.check,
        "not_applicable": answer.not_applicable,
        "target": answer.target,
        "note": answer.note,
        "evidence": split_evidence(answer.evidence)[0],
        "assurance": answer.assurance,
        "by": answer.by,
        "on": answer.on,
        "in_bulk": answer.in_bulk,
    }
