"""The division of the work in one look: a choice for each theme and topic, and a table of how far everyone is."""

import functools
from collections.abc import Iterable, Mapping

import streamlit as st

from model.answers import UNANSWERED
from model.division import Assignee
from storage.division import Division
from ui import session
from ui.components.work import assignee_name, attempt, choose_assignee, group_of, state_name
from ui.content import Opened

COLUMNS = 2


def per_group(current: Opened, asked: Iterable[str]) -> dict[str, list[str]]:
    """The questions asked by their theme or topic, in the order in which they are asked."""
    groups: dict[str, list[str]] = {}
    for item in asked:
        groups.setdefault(group_of(current, item), []).append(item)
    return groups


def divide(current: Opened, division: Division, groups: list[str]) -> None:
    """For each theme and topic a list of who can have it; a choice is saved at once."""
    for place in range(0, len(groups), COLUMNS):
        for column, group in zip(st.columns(COLUMNS), groups[place : place + COLUMNS], strict=False):
            save = functools.partial(_assign, current, group)
            with column:
                choose_assignee(current, division, group, _title(current, group), f"divide-{group}", save)


def of_everyone(current: Opened, division: Division, groups: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """A row for each theme or topic and who has questions of it, with how many are how far."""
    words = current.words
    _ = words.gettext
    rows = []
    for group, items in groups.items():
        for assignee in dict.fromkeys(division.assignee(item, group) for item in items):
            its = [item for item in items if division.assignee(item, group) == assignee]
            answers = current.answers.answers
            rows.append(
                {
                    _("Theme or topic"): _title(current, group),
                    _("Who"): _who(current, division, assignee),
                    _("Questions"): str(len(its)),
                    _("Answered"): str(sum(answers.get(item, UNANSWERED).is_given for item in its)),
                    **{
                        state_name(state, words): str(sum(division.state(item) == state for item in its))
                        for state in ("handed_in", "change_asked", "accepted")
                    },
                }
            )
    return rows


def _assign(current: Opened, group: str, assignee: Assignee | None) -> None:
    attempt("division", current.words, lambda: session.store().assign(current.id, group, assignee))


def _title(current: Opened, group: str) -> str:
    themes = {theme.id: theme.title for theme in current.questionnaire.themes}
    return themes.get(group) or current.questionnaire.topics[group]


def _who(current: Opened, division: Division, assignee: Assignee | None) -> str:
    return "–" if assignee is None else assignee_name(assignee, current, division)
