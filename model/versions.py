"""What changed between versions of a questionnaire, and how answers get across."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

# The classes of design 5.6. Only what is `changed` or `retired` takes no answer along.
ChangeClass: TypeAlias = Literal["editorial", "clarified", "changed", "new", "retired", "split", "merged"]
CHANGE_CLASSES: tuple[ChangeClass, ...] = get_args(ChangeClass)
# The id of the five levels themselves among those of criteria and norms: what they mean can change too.
SCALE = "levels"


@dataclass(frozen=True)
class Change:
    """What became of these criteria or norms, and why, for who answers.

    `before` and `after` are the same id, or one of them is empty (new, retired) or holds several (split, merged).
    """

    kind: ChangeClass
    before: tuple[str, ...]
    after: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class VersionStep:
    """From one version to the next: every change of meaning, classed; what it does not name means what it meant.

    `titles` are those of the earlier version's criteria, and of its norms the articles, by id. Of a `fictional` step
    the earlier version was never published: only fictional organisations answered it.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    titles: Mapping[str, str]
    valid_from: date
    fictional: bool = False
