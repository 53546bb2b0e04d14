"""A workshop as a workbook (XLSX): who came, what was voted and shown, what was agreed; to count and to work on.

Of votes it holds what the room saw and no more: a round that was never shown is not in it, and neither are the names
under the dots.
"""

from datetime import datetime

from i18n.words import Words
from model.questionnaire import Questionnaire
from model.workshops import Minutes, Question, Workshop
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_table, packed
from reports.workshop_vote_sheets import (
    about_question,
    add_figures,
    add_reasons,
    add_sheet,
    add_votes,
    level_name,
    of_question,
)
from reports.workshop_words import status


def workshop_workbook(minutes: Minutes, questionnaire: Questionnaire, words: Words) -> bytes:
    """The workshop as a workbook; the same input gives the same bytes."""
    _ = words.gettext
    form, workshop = Form(questionnaire, words), minutes.workshop
    title = f"{_('Workshop')} · {minutes.organisation}"
    _add_workshop(form, minutes, title)
    _add_attendance(form, workshop, title)
    _add_questions(form, workshop, title)
    add_figures(form, workshop, title)
    add_votes(form, workshop, title)
    add_reasons(form, workshop, title)
    _add_actions(form, workshop, title)
    _add_parked(form, workshop, title)
    return packed(form, title, (workshop.closed_at or workshop.created_at).astimezone().date())


def _add_workshop(form: Form, minutes: Minutes, title: str) -> None:
    """How it was set up and how far people agreed over all, in figures that can be counted with."""
    words, workshop, agreement = form.words, minutes.workshop, minutes.agreement
    _ = words.gettext
    setup = workshop.setup
    facts: dict[str, Value] = {
        _("Organisation"): minutes.organisation,
        _("Questionnaire"): form.questionnaire.title,
        _("Opened on"): _moment(words, workshop.opened_at),
        _("Closed on"): _moment(words, workshop.closed_at),
        _("People who took part"): sum(workshop.people.values()),
        _("Questions"): len(workshop.questions),
        _("Roles to compare"): "\n".join(setup.roles),
        _("How people voted"): _("Anonymously") if setup.anonymous else _("By name"),
        _("Beforehand, in their own time"): _("yes") if setup.beforehand else _("no"),
        _("A role shows apart from this many people"): setup.floor,
        _("Time, in minutes"): setup.minutes,
        _("Agreement over all questions (Gwet's AC2)"): round(agreement.value, 2) if agreement else None,
        _("Agreement: at least"): round(agreement.low, 2) if agreement else None,
        _("Agreement: at most"): round(agreement.high, 2) if agreement else None,
        _("Questions the agreement rests on"): agreement.questions if agreement else None,
        _("How to read the agreement"): _(
            "1 means that everyone chose the same on each question, 0 that people agree no more than by chance. It"
            " counts the last vote on every question. The true figure lies between “at least” and “at most” with 95%"
            " confidence. Without a figure there were too few votes."
        ),
        _("What this is"): _("What the room saw and agreed on. A vote that was never shown is not in it."),
        _("Who voted what"): _("This file does not say who voted what.")
        if setup.anonymous
        else _("With each reason stands who gave it. Handle this file with care."),
    }
    columns = [Column("subject", _("Subject"), 42), Column("text", _("Details"), 80)]
    rows: list[Row] = [(f"workshop.{n}", {"subject": s, "text": t}) for n, (s, t) in enumerate(facts.items(), 1)]
    add_table(form, Table("workshop", _("Workshop"), title, columns, rows))


def _add_attendance(form: Form, workshop: Workshop, title: str) -> None:
    _ = form.words.gettext
    columns = [Column("role", _("Role or department"), 34), Column("people", _("People"), 12, "count")]
    rows: list[Row] = [
        (f"attendance.{n}", {"role": role, "people": workshop.people[role]})
        for n, role in enumerate(sorted(workshop.people), 1)
    ]
    add_sheet(form, "attendance", _("Attendance"), title, columns, rows)


def _add_questions(form: Form, workshop: Workshop, title: str) -> None:
    """One row for each question, in the order of the workshop."""
    _ = form.words.gettext
    columns = [
        *about_question(form),
        Column("status", _("Status"), 16),
        Column("level", _("Agreed level"), 10, "count"),
        Column("level_name", _("Name of the level"), 16),
        Column("ambition", _("In two years"), 10, "count"),
        Column("agreed_by", _("Agreed by"), 24),
        Column("dissent", _("Sees it otherwise"), 40),
        Column("skipped_because", _("Why it was skipped"), 30),
        Column("notes", _("Notes of the conversation"), 50),
    ]
    rows: list[Row] = [(f"questions.{one.item}", _concluded(form, one)) for one in workshop.questions]
    add_sheet(form, "questions", _("Questions"), title, columns, rows)


def _concluded(form: Form, question: Question) -> dict[str, Value]:
    values: dict[str, Value] = {
        **of_question(form, question.item),
        "notes": question.notes or None,
        "status": status(question, form.words),
    }
    outcome = question.outcome
    if outcome is None:
        return values
    return {
        **values,
        "level": outcome.level,
        "level_name": level_name(form, outcome.level) if outcome.level else None,
        "ambition": outcome.ambition,
        "agreed_by": outcome.agreed_by or None,
        "dissent": outcome.dissent or None,
        "skipped_because": outcome.skipped_because or None,
    }


def _add_actions(form: Form, workshop: Workshop, title: str) -> None:
    _ = form.words.gettext
    rows: list[Row] = [
        (f"actions.{question.item}.{place}", {**of_question(form, question.item), "action": action})
        for question in workshop.questions
        for place, action in enumerate(question.actions, 1)
    ]
    add_sheet(form, "actions", _("Actions"), title, [*about_question(form), Column("action", _("Action"), 80)], rows)


def _add_parked(form: Form, workshop: Workshop, title: str) -> None:
    _ = form.words.gettext
    rows: list[Row] = [
        (f"parked.{place}", {**of_question(form, one.item), "text": one.text})
        for place, one in enumerate(workshop.parked, 1)
    ]
    columns = [*about_question(form), Column("text", _("For another time"), 80)]
    add_sheet(form, "parked", _("Parking lot"), title, columns, rows)


def _moment(words: Words, moment: datetime | None) -> str | None:
    return words.moment(moment.astimezone()) if moment else None
