"""What an organisation's assessments show beside each other: scores over time, and what made them go up or down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from model.answers import Scope
from model.milestones import Result

# What became of a question's level: it went down or up, stayed, or stands on one side only.
MoveKind: TypeAlias = Literal["down", "up", "same", "new", "gone"]
# Why it stands on one side only: its question is not in the other version, or has no level that counts there.
Reason: TypeAlias = Literal["new", "retired", "changed", "split", "merged", "no_level"]


@dataclass(frozen=True)
class Mean:
    """The mean of some levels, by their sum and their number, so that nothing is lost in dividing."""

    total: int
    count: int

    @property
    def exact(self) -> Fraction:
        """The mean itself, on 1–5."""
        return Fraction(self.total, self.count)

    @property
    def score(self) -> float:
        """The same as a number to show."""
        return self.total / self.count


@dataclass(frozen=True)
class Point:
    """One assessment in the three numbers of design 5.6; `closed_at` is None of the one that is still open.

    `reported` is as it was reported then, `anew` the same answers under today's version. `alike` and `alike_themes`
    are the means of the levels on the questions that all points have in common; without any, None and absent.
    """

    closed_at: datetime | None
    scope: Scope
    reported: Result
    anew: Result
    alike: Mean | None
    alike_themes: Mapping[str, Mean]


@dataclass(frozen=True)
class Effects:
    """Why the reported score went from `before` to `after`, in three parts that add up exactly.

    `version` is what the questionnaire did to the same answers; `moved` the difference of the means on the questions
    that both have in common, of which there are `common`; `other` the rest, such as questions with a level in only one.
    """

    before: Fraction
    version: Fraction
    moved: Fraction
    other: Fraction
    after: Fraction
    common: int

    @property
    def shown(self) -> tuple[int, int, int, int]:
        """The score before and after each part in hundredths, each cut like a score.

        Their differences are the parts as shown, so that these add up as well.
        """
        versioned = self.before + self.version
        return _cut(self.before), _cut(versioned), _cut(versioned + self.moved), _cut(self.after)


def _cut(score: Fraction) -> int:
    return score * 100 // 1


@dataclass(frozen=True)
class Move:
    """What became of the level of one question; `theme` is None where today's version has no such question.

    `before` is None of a new one, `after` of one that is gone; only these have a reason.
    """

    kind: MoveKind
    criterion: str
    title: str
    theme: str | None
    before: int | None
    after: int | None
    reason: Reason | None = None


@dataclass(frozen=True)
class DoneAction:
    """An action that was done, the level it was to bring, and the level of its question before and after."""

    criterion: str
    title: str
    reaches: int
    before: int | None
    after: int | None

    @property
    def is_reached(self) -> bool:
        """Whether the question now stands at the level that the action was to bring."""
        return self.after is not None and self.after >= self.reaches


@dataclass(frozen=True)
class Progress:
    """The actions done on the questions; `others` is how many more were done: those of rules, and own ones."""

    done: tuple[DoneAction, ...]
    others: int

    @property
    def reached(self) -> int:
        """How many of the actions brought their level."""
        return sum(action.is_reached for action in self.done)

    @property
    def gained(self) -> int:
        """By how many levels their questions went up together, less what went down; each question once."""
        differences = {
            action.criterion: action.after - action.before
            for action in self.done
            if action.after is not None and action.before is not None
        }
        return sum(differences.values())


@dataclass(frozen=True)
class Period:
    """What happened between one point and the next; `effects` is None when one of them has no score."""

    effects: Effects | None
    moves: tuple[Move, ...]
    progress: Progress


@dataclass(frozen=True)
class Trend:
    """All points, the oldest first, and between each two of them a period.

    `common` are the questions of today's `version` that all points have in common: they mean the same, apply, and have
    a level in each.
    """

    version: str
    points: tuple[Point, ...]
    common: tuple[str, ...]
    periods: tuple[Period, ...]
