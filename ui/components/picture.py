"""What a round showed: a dot for every vote, never only a mean; who agrees how far, and the reasons that were given."""

from collections.abc import Iterable

import streamlit as st

from model.votes import Revealed
from ui.components.text import plain
from ui.content import Opened

DOT = "●"


def picture(current: Opened, shown: Revealed) -> None:
    """The dots per level and role in a table, then the figures and the reasons, in words."""
    words = current.words
    _ = words.gettext
    levels = current.questionnaire.levels
    groups = {_("All"): shown.total} if len(shown.roles) < 2 else dict(shown.roles.items())
    rows = []
    for number in range(5, 0, -1):
        row = {_("Level"): f"{number} · {levels[number - 1].name}"}
        row |= {plain(role) or _("Other roles"): _dots(dots.levels[number - 1]) for role, dots in groups.items()}
        rows.append(row)
    if shown.total.unknown:
        unknown = {plain(role) or _("Other roles"): _dots(dots.unknown) for role, dots in groups.items()}
        rows.append({_("Level"): _("I don't know"), **unknown})
    st.table(rows)
    for line in _figures(current, shown):
        st.write(line)
    if shown.names:
        by_level = dict(shown.names)
        for level, names in by_level.items():
            title = f"{level} · {levels[level - 1].name}" if level else _("I don't know")
            st.write(f"**{title}**: {', '.join(plain(name) for name in names)}")
    if shown.reasons:
        heading = _("Reasons")
        st.write(f"**{heading}**")
        for reason in shown.reasons:
            who = ", ".join(plain(part) for part in (reason.name, reason.role) if part)
            chose = reason.level or _("I don't know")
            place = "" if reason.level == "hidden" else f"{chose}: "
            st.write(f"- {place}“{plain(reason.text)}”" + (f" ({who})" if who else ""))


def _figures(current: Opened, shown: Revealed) -> Iterable[str]:
    words = current.words
    _ = words.gettext
    if shown.median is None or shown.consensus is None or shown.middle_half is None:
        yield _("Nobody chose a level.")
        return
    people = sum(shown.total.levels)
    low, high = (words.number(level) for level in shown.middle_half)
    yield _("Median: {median}. The middle half chose between {low} and {high}.").format(
        median=words.number(shown.median), low=low, high=high
    )
    text = _("Consensus: {index} on a scale from 0 to 1, of {people} people (Tastle and Wierman).")
    yield text.format(index=words.number(round(shown.consensus, 2)), people=people)
    if shown.outlier:
        yield _("One vote stands apart: level {level}. Without it the others agree much better.").format(
            level=shown.outlier
        )


def _dots(number: int) -> str:
    return f"{DOT * number} ({number})" if number else "–"
