"""Which questions help the conversation on, by what a round showed."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from model.votes import Revealed

Prompt: TypeAlias = Literal[
    "lowest_first", "roles", "apart", "find_out", "blind_spot", "evidence", "customer", "way_there", "one_up"
]
# Below this index people differ enough to begin with that; from the other on they agree.
DIFFER, AGREE = 0.7, 0.85
# From this share of people who did not know, finding out comes first.
MANY_UNKNOWN = 1 / 3
# From so many levels between today and the ambition, the way there is a conversation of its own.
FAR = 2


def prompts(shown: Revealed) -> tuple[Prompt, ...]:
    """The prompts that fit, what fits best first; some always fit."""
    return tuple(dict.fromkeys(_fitting(shown)))


def _fitting(shown: Revealed) -> Iterator[Prompt]:
    if shown.total.unknown and shown.total.unknown >= MANY_UNKNOWN * shown.total.people:
        yield "find_out"
    # Of one who stands apart, "first the lowest, then the highest" would ask that person to stand up.
    in_order = shown.outlier is None
    if shown.consensus is not None:
        if shown.outlier is not None:
            yield "apart"
        if shown.difference is not None:
            yield "roles"
        if in_order and shown.consensus < DIFFER:
            yield "lowest_first"
        if shown.consensus >= AGREE:
            yield from ("evidence", "blind_spot")
    if shown.ambition is not None and shown.median is not None and shown.ambition - shown.median >= FAR:
        yield "way_there"
    if in_order and shown.median is not None:
        yield "lowest_first"
    yield from ("customer", "evidence", "one_up")
