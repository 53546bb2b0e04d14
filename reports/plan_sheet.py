"""The sheet of a workbook that holds the plan; what people change in it can be read back."""

import json
from collections.abc import Iterator

from model.answers import ActionChange, OwnAction
from model.assessment import Assessment, PlanEntry
from model.questionnaire import Questionnaire
from reports.keyed_sheets import FIRST_ROW, Column, Form, Row, Table, Value, add_table, dress, offer

OWN = "plan.own"
CHANGEABLE = ("owner", "start", "status", "dropped")


def add_plan(form: Form, assessment: Assessment) -> None:
    """Adds the sheet with every action: those of the plan, those dropped, and those changed but not needed now.

    The hidden column as_written holds what the user had changed and what the sheet shows. A cell that still shows the
    same was not touched, so that a quarter which Peilstok computed does not come back as one which the user chose.
    """
    _ = form.words.gettext
    columns = [
        Column("number", _("Order"), 10, "count"),
        Column("do", _("Action"), 48),
        Column("reaches", _("Reaches"), 26),
        Column("effort_days", _("Effort in days"), 9, "count"),
        Column("lead_weeks", _("Lead time in weeks"), 14, "count"),
        Column("needs", _("Needs first"), 26),
        Column("owner", _("Owner"), 22, "text"),
        Column("start", _("Start (as 2027Q1)"), 10, "text"),
        Column("end", _("End"), 10),
        Column("status", _("Status"), 12, "choice", "status"),
        Column("dropped", _("Dropped"), 11, "choice", "yes_no"),
        Column("as_written", "as_written", 10, "machine"),
    ]
    caption = _("The plan. To add an action of your own, fill in the row below the last one.")
    rows = list(_rows(form, assessment))
    rows.append(("", {}))  # the row for an action of one's own
    sheet = add_table(form, Table("plan", _("Plan"), caption, columns, rows))
    for row, (key, _values) in enumerate(rows, FIRST_ROW):
        if key in ("", OWN):
            dress(sheet.cell(row, 3), "text")
            dress(sheet.cell(row, 5), "days")
            offer(form, sheet, f"E{row}", Column("effort_days", "", 0, "days"))


def _rows(form: Form, assessment: Assessment) -> Iterator[Row]:
    changes = assessment.answers.plan.actions
    own = iter(assessment.answers.plan.own)
    for number, entry in enumerate(assessment.plan, 1):
        shown = _entry_words(form, entry)
        change = next(own) if entry.own else changes.get(entry.id)
        key = OWN if entry.own else f"plan.actions.{entry.id}"
        yield key, _with_change(form, {"number": number, **shown}, change)
    for entry in assessment.dropped:
        shown = _entry_words(form, entry)
        yield f"plan.actions.{entry.id}", _with_change(form, shown, changes[entry.id])
    present = {entry.id for entry in (*assessment.plan, *assessment.dropped)}
    for id_, change in changes.items():
        if id_ not in present:
            shown = _entry_words(form, _idle_entry(id_, form.questionnaire))
            yield f"plan.actions.{id_}", _with_change(form, shown, change)


def _entry_words(form: Form, entry: PlanEntry) -> dict[str, Value]:
    criteria = form.questionnaire.criteria

    def step(criterion: str, level: int) -> str:
        text = form.words.gettext("{title} ({id}): level {level}")
        return text.format(title=criteria[criterion].title, id=criterion, level=level)

    return {
        "do": entry.do,
        "reaches": step(entry.criterion, entry.reaches) if entry.criterion and entry.reaches else None,
        "effort_days": entry.effort_days,
        "lead_weeks": entry.lead_weeks,
        "needs": "\n".join(step(need.criterion, need.level) for need in entry.needs) or None,
        "owner": entry.owner,
        "start": entry.start or None,
        "end": entry.end or None,
    }


def _idle_entry(id_: str, questionnaire: Questionnaire) -> PlanEntry:
    """The action with this id, which the plan doesn't ask for now."""
    norm = questionnaire.norms.get(id_)
    if norm is not None and norm.action is not None:
        action, criterion, reaches = norm.action, None, None
    else:
        criterion, reaches = id_[:-2], int(id_[-1])
        action = questionnaire.criteria[criterion].actions[reaches]
    return PlanEntry(
        id_, criterion, reaches, (), action.do, action.effort_days, action.lead_weeks, action.owner, action.impact
    )


def _with_change(form: Form, shown: dict[str, Value], change: ActionChange | OwnAction | None) -> dict[str, Value]:
    """The row with the user's owner, start and status in it, labels instead of values, and both as they were."""
    given = change.model_dump(include=set(CHANGEABLE), exclude_defaults=True) if change else None
    values = {**shown, "status": "open", "dropped": False, **(given or {})}
    owner = str(values["owner"])
    labels: dict[str, Value] = {
        "owner": form.choices["department"].get(owner, owner),
        "start": values["start"],
        "status": form.choices["status"][str(values["status"])],
        "dropped": form.choices["yes_no"]["true" if values["dropped"] else "false"],
    }
    as_written = json.dumps({"change": given, "shown": labels}, ensure_ascii=False)
    return {**values, **labels, "as_written": as_written}
