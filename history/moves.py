"""What became of the level of every question between two assessments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from history.alike import Same, renamed
from model.trends import Move, MoveKind, Reason
from model.versions import ChangeClass, VersionStep

_REASONS: Mapping[ChangeClass, Reason] = {
    "new": "new", "retired": "retired", "changed": "changed", "split": "split", "merged": "merged",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """Levels that count by the ids of one version, with the titles of its questions."""

    levels: Mapping[str, int]
    titles: Mapping[str, str]


def moves(
    before: Named, after: Named, same: Same, steps: Iterable[VersionStep], theme_of: Mapping[str, str]
) -> tuple[Move, ...]:
    """The move of every question with a level in one of the two, by theme in the order of `theme_of`, others last.

    `same` goes from the earlier version to the later, and `steps` are those between. A question that means something
    else now stands twice: gone, and new. Both are there to be seen; they are not compared.
    """
    changes = [change for step in steps for change in step.changes]
    left = {id_: change.kind for change in changes for id_ in change.before}
    came = {id_: change.kind for change in changes for id_ in change.after}
    were = renamed(before.levels, same)
    found = [
        Move("gone", id_, before.titles.get(id_, id_), theme_of.get(id_), level, None, _reason(id_, same, left))
        for id_, level in before.levels.items()
        if (new := same(id_)) is None or new not in after.levels
    ]
    for id_, level in after.levels.items():
        title, theme, was = after.titles.get(id_, id_), theme_of.get(id_), were.get(id_)
        if was is None:
            found.append(Move("new", id_, title, theme, None, level, _reason(id_, same, came)))
        else:
            found.append(Move(_kind(was, level), id_, title, theme, was, level))
    order = {id_: number for number, id_ in enumerate(theme_of)}
    return tuple(sorted(found, key=lambda move: (order.get(move.criterion, len(order)), move.criterion)))


def _kind(before: int, after: int) -> MoveKind:
    return "same" if before == after else "up" if after > before else "down"


def _reason(id_: str, same: Same, kinds: Mapping[str, ChangeClass]) -> Reason:
    """An id is never used for another question, so what keeps its id on both sides is the same question."""
    if same(id_) is not None:
        return "no_level"
    return _REASONS.get(kinds.get(id_, "changed"), "changed")
