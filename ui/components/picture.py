"""What a round showed: a dot for every vote, never only a mean; who agrees how far, and the reasons that were given."""

from collections.abc import Iterable, Sequence

import streamlit as st

from model.votes import Revealed
from ui.components.text import plain
from ui.content import Opened

DOT = "●"


def picture(current: Opened, shown: Revealed) -> None:
    """The dots per level and role in a table, then the figures and the reasons, in words."""
    _ = current.words.gettext
    groups = {_("All"): shown.total} if len(shown.roles) < 2 else dict(shown.roles.items())
    rows = []
    for number in range(5, 0, -1):
        row = {_("Level"): level_name(current, number)}
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
            st.write(f"**{level_name(current, level)}**: {', '.join(plain(name) for name in names)}")
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
    words = current.words
    _ = words.gettext
    (before_number, before), (after_number, after) = rounds[-2:]
    vote, changed = _("Vote {number}"), _("Change")

    def row(name: str, counts: Sequence[int]) -> dict[str, str]:
        cells = {
            vote.format(number=number): _dots(count) for (number, _shown), count in zip(rounds, counts, strict=True)
        }
        return {_("Level"): name, **cells, changed: _signed(counts[-1] - counts[-2])}

    rows = [
        row(level_name(current, number), [shown.total.levels[number - 1] for _number, shown in rounds])
        for number in range(5, 0, -1)
    ]
    unknown = [shown.total.unknown for _number, shown in rounds]
    st.table(rows + ([row(_("I don't know"), unknown)] if any(unknown) else []))
    if before.median is None or after.median is None or before.consensus is None or after.consensus is None:
        return
    text = _(
        "From vote {first} to vote {second} the median went from {median} to {new_median}, and the consensus from "
        "{index} to {new_index}."
    )
    st.write(
        text.format(
            first=before_number, second=after_number,
            median=words.number(before.median), new_median=words.number(after.median),
            index=words.number(round(before.consensus, 2)), new_index=words.number(round(after.consensus, 2)),
        )
    )  # fmt: skip


def level_name(current: Opened, level: int | None) -> str:
    """A level with its name; None is "I don't know"."""
    if level is None:
        return current.words.gettext("I don't know")
    return f"{level} · {current.questionnaire.levels[level - 1].name}"


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
    apart = shown.difference
    if apart is not None:
        yield _("The roles that differ most: the median of {lower} is {low}, that of {higher} is {high}.").format(
            lower=plain(apart.lower), low=words.number(apart.low),
            higher=plain(apart.higher), high=words.number(apart.high),
        )  # fmt: skip
    if shown.ambition is not None:
        yield _("Where people want to be in two years: the median is {median}, of {people} people.").format(
            median=words.number(shown.ambition), people=shown.ambitions
        )


def _dots(number: int) -> str:
    return f"{DOT * number} ({number})" if number else "–"


def _signed(change: int) -> str:
    return f"{change:+d}".replace("-", "−") if change else "="
