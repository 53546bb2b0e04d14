"""Answers to an earlier version of a questionnaire, brought to the newest one: never silently, never two ways."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, get_args

from model.answers import MAXIMUM_EVIDENCE, UNANSWERED, Answer, Check
from model.milestones import Carried, CarriedAs
from model.texts import MAXIMUM_CHARACTERS
from model.versions import SCALE, Change, ChangeClass, VersionStep

# The classes that take an answer along to each question that a change names, and how. `merged` needs several answers.
_TAKES_ALONG: Mapping[ChangeClass, CarriedAs] = {"editorial": "carried", "clarified": "clarified", "split": "split"}
# After these a question still asks what it asked.
_SAME: tuple[ChangeClass, ...] = ("editorial", "clarified")
# From the least to the most that has changed on the way.
_STRENGTH: tuple[CarriedAs, ...] = get_args(CarriedAs)
_WORST_FIRST: tuple[Check, ...] = ("no", "partly", "unknown", "yes")


def carry(
    answers: Mapping[str, Answer], version: str, questionnaire_steps: Sequence[VersionStep], known: Container[str]
) -> dict[str, Carried]:
    """What comes along of the answers to this version, by the id of today's question; of all else nothing does.

    What changed or was retired on the way, or is not `known` today, stays behind. `version` is the newest, or the
    earlier one of a step; the steps stand oldest first. An answer that was reviewed is no longer, for nobody reviewed
    it to today's question. Through several steps the kind is that of the greatest change.
    """
    coming = {
        id_: Carried(answer.after(UNANSWERED), "carried", (id_,))
        for id_, answer in answers.items()
        if answer != UNANSWERED
    }
    for step in _steps_from(version, questionnaire_steps):
        coming = _through(step, coming)
    return {id_: one for id_, one in coming.items() if id_ in known and one.answer != UNANSWERED}


def same_question(version: str, questionnaire_steps: Sequence[VersionStep]) -> Callable[[str], str | None]:
    """Tells of an id in this version under which id the newest asks the same; None when it no longer does.

    Scores of the two are comparable on these questions only. When the scale itself changed there are none.
    """
    moved = {
        id_
        for step in _steps_from(version, questionnaire_steps)
        for change in step.changes
        if change.kind not in _SAME
        for id_ in (*change.before, *change.after)
    }
    return lambda id_: None if id_ in moved or SCALE in moved else id_


def _steps_from(version: str, steps: Sequence[VersionStep]) -> Sequence[VersionStep]:
    versions = [step.before for step in steps]
    return steps[versions.index(version) :] if version in versions else ()


def _through(step: VersionStep, coming: Mapping[str, Carried]) -> dict[str, Carried]:
    """The answers after one step."""
    change_of = {id_: change for change in step.changes for id_ in change.before}
    made = {id_ for change in step.changes for id_ in change.after}
    arrived: dict[str, Carried] = {}
    for id_, one in coming.items():
        change = change_of.get(id_)
        if change is None:
            if id_ not in made:  # nobody can have answered before what this step makes
                arrived[id_] = one
        elif change.kind == "merged":
            [new] = change.after
            arrived[new] = _merged([coming.get(old) for old in change.before], change)
        elif change.kind in _TAKES_ALONG:
            arrived.update({new: _along(one, change) for new in change.after})
    scale = change_of.get(SCALE)
    return arrived if scale is None else _on_another_scale(arrived, scale)


def _along(one: Carried, change: Change) -> Carried:
    """The same answer after a change that takes it along; what is merely worded otherwise needs no explanation."""
    kind = _TAKES_ALONG[change.kind]
    if kind == "carried":
        return one
    return Carried(one.answer, max(one.kind, kind, key=_STRENGTH.index), one.came_from, _joined([one.why, change.why]))


def _on_another_scale(arrived: Mapping[str, Carried], change: Change) -> dict[str, Carried]:
    """The answers after a change of what the five levels mean; an answer without a level or target is not touched."""
    without = {id_: one for id_, one in arrived.items() if one.answer.level is None and one.answer.target is None}
    if change.kind not in _SAME:
        return without
    return {id_: one if id_ in without else _along(one, change) for id_, one in arrived.items()}


def _merged(found: Sequence[Carried | None], change: Change) -> Carried:
    """One answer of several: the lowest level or check if all have one, the highest target, and all that was noted.

    The lowest, because whoever had not reached a level for one of them has not reached it for the whole.
    """
    there = [one for one in found if one is not None]
    answers = [one.answer if one is not None else UNANSWERED for one in found]
    evidence = list(dict.fromkeys(item for answer in answers for item in answer.evidence))[:MAXIMUM_EVIDENCE]
    is_assured = all(answer.assurance != "stated" for answer in answers)
    merged = Answer(
        **_state_of(answers),
        target=max((answer.target for answer in answers if answer.target), default=None),
        note=_joined(answer.note or "" for answer in answers)[:MAXIMUM_CHARACTERS] or None,
        evidence=evidence,
        assurance="evidenced" if is_assured else "stated",
        in_bulk=True if any(answer.in_bulk for answer in answers) else None,
    )
    why = _joined([*(one.why for one in there), change.why])
    return Carried(merged, "merged", tuple(dict.fromkeys(id_ for one in there for id_ in one.came_from)), why)


def _state_of(answers: Sequence[Answer]) -> dict[str, Any]:
    """What was answered to all of them together; nothing when one was left open or they can't be compared."""
    levels = [answer.level for answer in answers if answer.level is not None]
    checks = [answer.check for answer in answers if answer.check is not None]
    if len(levels) == len(answers):
        return {"level": min(levels)}
    if len(checks) == len(answers):
        return {"check": min(checks, key=_WORST_FIRST.index)}
    if len({answer.states for answer in answers}) == 1:  # all unknown, or set aside for the same reason
        return {"unknown": answers[0].unknown, "not_applicable": answers[0].not_applicable}
    return {}


def _joined(texts: Iterable[str]) -> str:
    """The texts that say something, each once."""
    return "\n".join(dict.fromkeys(text for text in texts if text.strip()))
