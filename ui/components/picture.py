"""What a round showed: a dot for every vote, never only a mean; who agrees how far, and the reasons that were given."""

from collections.abc import Sequence

import streamlit as st

from model.votes import Revealed
from reports import workshop_words
from reports.workshop_words import dots, figures, groups
from ui.components.text import plain, told_apart
from ui.content import Opened


def picture(current: Opened, shown: Revealed) -> None:
    """The dots per level and role in a table, then the figures and the reasons, in words."""
    _ = current.words.gettext
    found = groups(shown, current.words)
    # A role may be called as the first column is, or as the others together.
    named = {str(place): plain(name) for place, (name, _counted) in enumerate(found)}
    level, *names = told_apart({"level": _("Level"), **named}).values()
    by_group = {name: counted for name, (_typed, counted) in zip(names, found, strict=True)}
    rows = []
    for number in range(5, 0, -1):
        row = {level: level_name(current, number)}
        rows.append(row | {name: dots(counted.levels[number - 1]) for name, counted in by_group.items()})
    if shown.total.unknown:
        rows.append({level: _("I don't know"), **{name: dots(one.unknown) for name, one in by_group.items()}})
    st.table(rows)
    for line in figures(shown, current.words, plain):
        st.write(line)
    if shown.names:
        for chosen, people in shown.names:
            st.write(f"**{level_name(current, chosen)}**: {', '.join(plain(name) for name in people)}")
    if shown.reasons:
        heading = _("Reasons")
        st.write(f"**{heading}**")
        for reason in shown.reasons:
            who = ", ".join(plain(part) for part in (reason.name, reason.role) if part)
            chose = reason.level or _("I don't know")
            place = "" if reason.level == "hidden" else f"{chose}: "
            st.write(f"- {place}“{plain(reason.text)}”" + (f" ({who})" if who else ""))


def side_by_side(current: Opened, rounds: Sequence[tuple[int, Revealed]]) -> None:
    """Rounds with their numbers one beside the other, and what changed from the last but one: totals, nobody's move."""
    _ = current.words.gettext
    vote, changed = _("Vote {number}"), _("Change")

    def row(name: str, counts: Sequence[int]) -> dict[str, str]:
        cells = {
            vote.format(number=number): dots(count) for (number, _shown), count in zip(rounds, counts, strict=True)
        }
        return {_("Level"): name, **cells, changed: _signed(counts[-1] - counts[-2])}

    rows = [
        row(level_name(current, number), [shown.total.levels[number - 1] for _number, shown in rounds])
        for number in range(5, 0, -1)
    ]
    unknown = [shown.total.unknown for _number, shown in rounds]
    st.table(rows + ([row(_("I don't know"), unknown)] if any(unknown) else []))
    said = workshop_words.change(rounds[-2], rounds[-1], current.words)
    if said:
        st.write(said)


def level_name(current: Opened, level: int | None) -> str:
    """A level with its name; None is "I don't know"."""
    return workshop_words.level_name(current.questionnaire, level, current.words)


def _signed(change: int) -> str:
    return f"{change:+d}".replace("-", "−") if change else "="
