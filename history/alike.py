"""Like for like: the mean of levels on those questions only that are the same in every assessment."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TypeAlias

from model.answers import Answer
from model.trends import Mean

# Tells of the id of a question under which id another version asks the same; None when it does not.
Same: TypeAlias = Callable[[str], str | None]


def counted_levels(answers: Mapping[str, Answer], same: Same, applicable: Container[str]) -> dict[str, int]:
    """The levels that count, by their own ids.

    A question that today's version still asks (`same` tells its id there) counts when it is `applicable` there. Of any
    other it can't be told any more, so a level that was given is taken to have counted.
    """
    return {
        id_: answer.level
        for id_, answer in answers.items()
        if answer.level is not None and ((today := same(id_)) is None or today in applicable)
    }


def renamed(levels: Mapping[str, int], same: Same) -> dict[str, int]:
    """The levels by the ids of the other version; those of questions that mean something else there are left out."""
    return {new: level for id_, level in levels.items() if (new := same(id_)) is not None}


def common(every: Sequence[Mapping[str, int]]) -> tuple[str, ...]:
    """The ids that have a level in all of these, in the order of the last one."""
    return tuple(id_ for id_ in every[-1] if all(id_ in levels for levels in every)) if every else ()


def mean(levels: Mapping[str, int], ids: Iterable[str]) -> Mean | None:
    """The mean of the levels of these questions; None without questions."""
    chosen = [levels[id_] for id_ in ids]
    return Mean(sum(chosen), len(chosen)) if chosen else None


def means(levels: Mapping[str, int], ids: Iterable[str], theme_of: Mapping[str, str]) -> dict[str, Mean]:
    """The same per theme; a theme without any of these questions is absent."""
    groups: dict[str, list[int]] = {}
    for id_ in ids:
        groups.setdefault(theme_of[id_], []).append(levels[id_])
    return {theme: Mean(sum(chosen), len(chosen)) for theme, chosen in groups.items()}
