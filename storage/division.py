"""The division of the work as a page shows it: whose each question is, how far it is, and what reviewers say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auth.permissions import Action, Role, may
from auth.who import LOCAL, TERMINAL
from model.division import Assignee, State, assignee_of, has
from storage.access import CHANGES


@dataclass(frozen=True)
class Author:
    """Who wrote something; without a name it was at the machine itself, or someone who was removed since."""

    id: str
    name: str | None

    @property
    def is_machine(self) -> bool:
        """Whether it was written without sign-in, at the computer or in its terminal."""
        return self.id in (LOCAL.id, TERMINAL.id)


@dataclass(frozen=True)
class Mark:
    """Who gave an answer last, and when."""

    author: Author
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How far a question is, since when and by whom; with what must change, when that was asked."""

    state: State
    remark: str | None
    author: Author
    at: datetime


@dataclass(frozen=True)
class MirrorScore:
    """What a reviewer would have answered, and why; shown beside the answer and never counted."""

    author: Author
    level: int
    reason: str
    at: datetime


@dataclass(frozen=True)
class Colleague:
    """Someone with a role in the organisation."""

    id: str
    name: str
    role: Role
    department: str | None


@dataclass(frozen=True)
class Division:
    """Everything at one moment, for who asks; what stands nowhere in `standings` is being worked on."""

    me: str
    role: Role | None
    colleagues: Mapping[str, Colleague]
    assignments: Mapping[str, Assignee]
    standings: Mapping[str, Standing]
    marks: Mapping[str, Mark]
    mirror_scores: Mapping[str, tuple[MirrorScore, ...]]
    is_closed: bool = False

    def may(self, action: Action) -> bool:
        """Whether who asks may do this here; in a closed assessment nobody changes anything."""
        return may(self.role, action) and not (self.is_closed and action in CHANGES)

    def assignee(self, item: str, group: str) -> Assignee | None:
        """Who has this question of this theme or topic; None when nobody has."""
        return assignee_of(item, group, self.assignments)

    def is_mine(self, item: str, group: str) -> bool:
        """Whether this question of this theme or topic is for who asks."""
        department = self.colleagues[self.me].department if self.me in self.colleagues else None
        return has(self.me, department, self.assignee(item, group))

    def can_have_questions(self, assignee: Assignee) -> bool:
        """Whether questions can be given to them: to any department, and to people who may answer."""
        if assignee.kind == "department":
            return True
        return assignee.id in self.colleagues and may(self.colleagues[assignee.id].role, "answer")

    def state(self, item: str) -> State:
        """How far this question is."""
        return self.standings[item].state if item in self.standings else "working"
