"""Dividing the work: whose question it is, and how far it is from answered to accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.errors import BadInput, Mistake
from model.texts import Level, Strict, Text

State: TypeAlias = Literal["working", "handed_in", "change_asked", "accepted"]
Step: TypeAlias = Literal["hand_in", "ask_for_change", "accept"]

# From which state a step leads to which; any other is refused. Whoever accepted may think again.
STEPS: Mapping[Step, Mapping[State, State]] = {
    "hand_in": {"working": "handed_in", "change_asked": "handed_in"},
    "ask_for_change": {"handed_in": "change_asked", "accepted": "change_asked"},
    "accept": {"handed_in": "accepted"},
}
_REFUSED: Mapping[Step, Mistake] = {
    "hand_in": Mistake("This question was handed in before."),
    "ask_for_change": Mistake("You can ask for a change once the question is handed in."),
    "accept": Mistake("You can accept a question once it is handed in."),
}
# What else is refused when the work is divided or reviewed.
CANNOT_HAVE_QUESTIONS = Mistake("Only someone who may answer in this organisation can have questions.")
NOT_ANSWERED = Mistake("Answer the question before you hand it in.")
NOTHING_TO_REVIEW = Mistake("There is no answer to review yet.")
OWN_ANSWER = Mistake("You gave this answer yourself. Someone else must review it.")
NOT_REVIEWED = Mistake("This answer is not marked as reviewed.")


@dataclass(frozen=True)
class Assignee:
    """Who is to answer: one person, or everyone of a department."""

    kind: Literal["person", "department"]
    id: str


class Remark(Strict):
    """What must change in an answer that was handed in."""

    remark: Text


class MirrorLevel(Strict):
    """What a reviewer would have answered, with the reason."""

    level: Level
    reason: Text


def assignee_of(item: str, group: str, assignments: Mapping[str, Assignee]) -> Assignee | None:
    """Who has a question: its own assignment goes before that of its theme or topic; None when nobody has."""
    return assignments.get(item) or assignments.get(group)


def has(person: str, department: str | None, assignee: Assignee | None) -> bool:
    """Whether this is a question of this person, by name or as one of a department."""
    if assignee is None:
        return False
    return assignee.id == (person if assignee.kind == "person" else department)


def after_step(step: Step, state: State) -> State:
    """The state that this step leads to.

    :raises BadInput: the step is not possible from this state.
    """
    if state not in STEPS[step]:
        raise BadInput([_REFUSED[step]])
    return STEPS[step][state]


def after_answering(state: State) -> State:
    """The state once the answer is another: what was handed in or accepted was the answer before it."""
    return state if state == "change_asked" else "working"
