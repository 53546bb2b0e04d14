"""What comes out: scores, verdicts, gaps and the plan of one organisation on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from model.answers import AnswersFile, Status

VerdictName: TypeAlias = Literal["met", "not_met", "cannot_tell", "not_bound"]
VERDICTS: tuple[VerdictName, ...] = get_args(VerdictName)
NeedState: TypeAlias = Literal["reached", "planned", "unknown", "outside"]


@dataclass(frozen=True)
class Score:
    """Mean level of a group on 1–5, its bounds, and how many of the applicable criteria have a level.

    `score` and `level` are None without any level; `low` and `high` count what is missing as 1 and as 5.
    """

    score: float | None
    low: float
    high: float
    level: int | None
    answered: int
    applicable: int


@dataclass(frozen=True)
class Maturity:
    """All scores. A theme or category without an applicable criterion is absent; so is `overall` without any.

    `ambition` holds, per theme, category and for "overall", the mean level once every target is reached; a group
    without any level is absent.
    """

    overall: Score | None
    themes: Mapping[str, Score]
    categories: Mapping[str, Score]
    evidence_share: float | None
    applicable: tuple[str, ...]
    ambition: Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """What the answers say about one norm, and because of what (ids of criteria, or check, profile, dates …)."""

    verdict: VerdictName
    because: tuple[str, ...]


@dataclass(frozen=True)
class Law:
    """The legal outcome (worst wins over the duties) and the verdict of every duty and practice.

    `later` names the norms that start after the day of judging and that the profile does not rule out.
    """

    outcome: VerdictName
    set_aside: int
    counts: Mapping[VerdictName, int]
    norms: Mapping[str, Verdict]
    complete: bool
    later: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """A check on a norm that says other than the level of a criterion in its `met_when`."""

    norm: str
    check: str
    criterion: str
    level: int
    required: int


@dataclass(frozen=True)
class Gap:
    """How many levels a criterion is below its target."""

    criterion: str
    level: int
    target: int

    @property
    def gap(self) -> int:
        """Target minus level, in levels."""
        return self.target - self.level


@dataclass(frozen=True)
class Need:
    """What an action needs first: a criterion at a level, and how that stands."""

    criterion: str
    level: int
    state: NeedState


@dataclass(frozen=True)
class PlanEntry:
    """One action of the plan, in the order in which to do them.

    `criterion` and `reaches` are None for a norm's action and for an action the user added. `pulled_in`: only here
    because another action needs it. `start` and `end` are quarters such as 2027Q1, `start_is_set` when the user
    chose the start.
    """

    id: str
    criterion: str | None
    reaches: int | None
    norms: tuple[str, ...]
    do: str
    effort_days: int
    lead_weeks: int
    owner: str
    impact: int
    needs: tuple[Need, ...] = ()
    pulled_in: bool = False
    own: bool = False
    status: Status = "open"
    start: str = ""
    end: str = ""
    start_is_set: bool = False


@dataclass(frozen=True)
class Assessment:
    """Everything a page, the terminal or a report shows; none of them computes.

    Answers to an earlier version stand here as they come along to `version`; `answered_version` tells which it was.
    """

    answers: AnswersFile
    engine: str
    questionnaire_id: str
    version: str
    answered_version: str
    digest: str
    maturity: Maturity
    law: Law | None
    contradictions: tuple[Contradiction, ...]
    gaps: tuple[Gap, ...]
    plan: tuple[PlanEntry, ...]
    dropped: tuple[PlanEntry, ...]
