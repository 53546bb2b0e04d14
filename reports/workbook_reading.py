"""A workbook (XLSX) that Peilstok made, filled in or changed by people, back to an answers file."""

from collections.abc import Iterable
from typing import Any

from model.answers import AnswersFile
from model.checking import at_most
from model.errors import BadInput, Mistake
from model.questionnaire import Questionnaire
from model.reading import read_json
from model.submission import check_answers, refuse_other_version
from reports.plan_sheet import CHANGEABLE, OWN
from reports.workbook_rows import CellReader, Row
from reports.workbook_tables import read_tables

ANSWER, ACTION, EVIDENCE = "answers.", "plan.actions.", ".evidence"
PROFILE = (
    "questionnaire",
    "version",
    "scope",
    "law",
    "on",
    "organisation.name",
    "organisation.customer",
    "plan.days_a_quarter",
)


def read_workbook(content: bytes, name: str, questionnaire: Questionnaire) -> AnswersFile:
    """The answers in a workbook of `workbook` or `blank_workbook`, in whatever language it was made.

    :raises BadInput: with a sentence for every mistake; then nothing of the workbook is used.
    """
    tables = read_tables(content, name)
    reader = CellReader(name, _choices(tables["lists"]))
    data = _profile(tables["profile"], reader, questionnaire)
    refuse_other_version(data, name, questionnaire)
    data["answers"] = _answers([*tables["answers"], *tables.get("norms", [])], reader)
    _add_evidence(tables.get("evidence", []), data["answers"], reader)
    _add_plan(tables.get("plan", []), data["plan"], reader)
    if reader.mistakes:
        raise BadInput(at_most(reader.mistakes, name))
    return check_answers(data, name, questionnaire)


def _choices(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """The lists of this workbook, whose labels are in its own language."""
    choices: dict[str, dict[str, str]] = {}
    for row in rows:
        name, value, label = (str(row.cells.get(column, "")) for column in ("list", "value", "label"))
        choices.setdefault(name, {})[value] = label
    return choices


def _profile(rows: Iterable[Row], reader: CellReader, questionnaire: Questionnaire) -> dict[str, Any]:
    """All that stands on the profile sheet, in the form of an answers file."""
    data: dict[str, Any] = {"organisation": {}, "plan": {}}
    known = {*PROFILE, *(f"organisation.{fact}" for fact in questionnaire.profile.facts)}
    seen: set[str] = set()
    for row in rows:
        if not row.key and "value" not in row.cells:
            continue
        if not _is_new(row, seen, reader):
            continue
        if row.key not in known:
            reader.without_key(row)
            continue
        value = _profile_value(row, reader, questionnaire)
        if value is None and row.key in ("scope", "on", "organisation.name"):
            reader.missing(row, "value")
        if value is not None:
            group, _, key = row.key.rpartition(".")
            (data[group] if group else data)[key] = value
    return data


def _profile_value(row: Row, reader: CellReader, questionnaire: Questionnaire) -> Any:
    fact = questionnaire.profile.facts.get(row.key.removeprefix("organisation."))
    match row.key:
        case "on":
            return reader.day(row, "value")
        case "law":
            return reader.yes(row, "value")
        case "scope":
            return reader.choice(row, "value", "scope")
        case "organisation.customer":
            return reader.choice(row, "value", "customer")
        case "plan.days_a_quarter":
            return reader.whole(row, "value", 1, 1000)
    if fact is None:
        return reader.filled_text(row, "value")
    return reader.choice(row, "value", row.key) if fact.values else reader.yes(row, "value")


def _answers(rows: Iterable[Row], reader: CellReader) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    seen: set[str] = set()
    for row in rows:
        if not row.key and not row.cells:
            continue
        if not _is_new(row, seen, reader):
            continue
        answer = {
            "level": reader.whole(row, "level", 1, 5),
            "check": reader.choice(row, "check", "check"),
            "unknown": reader.yes(row, "unknown") or None,
            "not_applicable": reader.filled_text(row, "not_applicable"),
            "target": reader.whole(row, "target", 1, 5),
            "note": reader.text(row, "note"),
            "evidence": reader.lines(row, "evidence") or None,
            "assurance": reader.choice(row, "assurance", "assurance"),
            "by": reader.filled_text(row, "by"),
            "on": reader.day(row, "on"),
            "in_bulk": reader.yes(row, "in_bulk") or None,
        }
        given = {key: value for key, value in answer.items() if value is not None}
        if given:
            answers[row.key.removeprefix(ANSWER)] = given
    return answers


def _add_evidence(rows: Iterable[Row], answers: dict[str, Any], reader: CellReader) -> None:
    for row in rows:
        item = reader.filled_text(row, "evidence")
        if item and not row.key.endswith(EVIDENCE):
            reader.without_key(row)
        elif item:
            id_ = row.key.removeprefix(ANSWER).removesuffix(EVIDENCE)
            answers.setdefault(id_, {}).setdefault("evidence", []).append(item)


def _add_plan(rows: Iterable[Row], plan: dict[str, Any], reader: CellReader) -> None:
    actions: dict[str, Any] = {}
    own: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in rows:
        is_own = row.key in ("", OWN)
        if not row.cells if is_own else not _is_new(row, seen, reader):
            continue
        change = _change(row, reader)
        if not is_own and change is not None:
            actions[row.key.removeprefix(ACTION)] = change
        if is_own and not (change or {}).pop("dropped", False):
            action = {"do": reader.filled_text(row, "do"), "effort_days": reader.whole(row, "effort_days", 1, 1000)}
            own.append({**{key: value for key, value in action.items() if value is not None}, **(change or {})})
    plan.update({"actions": actions, "own": own})


def _change(row: Row, reader: CellReader) -> dict[str, Any] | None:
    """What the user changed in this action: as it was when the workbook was made, and since then in the cells."""
    written = _as_written(row, reader)
    change: dict[str, Any] | None = written["change"]
    for column in CHANGEABLE:
        if (row.cells.get(column) or None) == (written["shown"].get(column) or None):
            continue
        change = dict(change or {})
        value = _changed_value(row, column, reader)
        change.pop(column, None)
        if value is not None:
            change[column] = value
    return change


def _as_written(row: Row, reader: CellReader) -> dict[str, Any]:
    text = reader.filled_text(row, "as_written")
    if text is None:
        return {"change": None, "shown": {}}
    try:
        written = read_json(text, reader.name)
    except BadInput:
        written = None
    if (
        isinstance(written, dict)
        and isinstance(written.get("shown"), dict)
        and isinstance(written.get("change"), dict | None)
    ):
        return {"change": written.get("change"), "shown": written["shown"]}
    text = (
        "{file}, sheet {sheet}, row {row}: the hidden cell of this action was changed. Use the file that Peilstok made."
    )
    raise BadInput([Mistake(text, file=reader.name, sheet=row.sheet, row=row.number)])


def _changed_value(row: Row, column: str, reader: CellReader) -> Any:
    match column:
        case "status":
            return reader.choice(row, column, "status")
        case "dropped":
            return reader.yes(row, column)
        case "start":
            return reader.filled_text(row, column)
    owner = reader.filled_text(row, column)
    departments = {label.casefold(): id_ for id_, label in reader.choices.get("department", {}).items()}
    return None if owner is None else departments.get(owner.strip().casefold(), owner)


def _is_new(row: Row, seen: set[str], reader: CellReader) -> bool:
    """Whether this row has a key that no row before had; if not, that is noted."""
    if not row.key:
        reader.without_key(row)
    elif row.key in seen:
        reader.twice(row)
    is_new = bool(row.key) and row.key not in seen
    seen.add(row.key)
    return is_new
