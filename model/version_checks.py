"""What must hold between versions: a change of meaning is never silent, and an id never comes back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from model.errors import Mistake
from model.questionnaire import Questionnaire
from model.reading import natural
from model.version_files import ChangeFile, RecordFile, StepFile, chain_to

Meanings: TypeAlias = Mapping[str, str]

# What each class takes and gives.
_TAKES = {
    **dict.fromkeys(("editorial", "clarified", "changed"), "the same single id in from and to"),
    "new": "no id in from and at least one in to",
    "retired": "at least one id in from and none in to",
    "split": "one id in from and at least two in to",
    "merged": "at least two ids in from and one in to",
}


def mistakes_in_versions(
    now: Questionnaire, records: Mapping[str, RecordFile], steps: Sequence[StepFile]
) -> list[Mistake]:
    """Every mistake in what is told of earlier versions, and every change of meaning that nothing tells of.

    Whoever has no record of this version itself has not published it yet: that is no mistake.
    """
    unrecorded = [
        Mistake(
            "changes/{name}.yaml: version {version} has no record. Put the file changes/{version}.yaml back.",
            name=step.name,
            version=step.before,
        )
        for step in steps
        if step.before not in records
    ]
    if unrecorded:
        return unrecorded
    chain = chain_to(now.version, steps)
    meanings = {**{version: record.meanings for version, record in records.items()}, now.version: now.meanings}
    return [*_own_record(now, records)] or [
        *_unreached(now, records, chain),
        *(mistake for step in chain for mistake in _step(step, meanings[step.before], meanings[step.after])),
        *_returned(chain, meanings),
    ]


def _own_record(now: Questionnaire, records: Mapping[str, RecordFile]) -> Iterator[Mistake]:
    record = records.get(now.version)
    ids = _differing(record.meanings, now.meanings) if record is not None else []
    if ids:
        text = (
            "changes/{version}.yaml: version {version} published another meaning of {ids}. Raise the version in the "
            "manifest and class each change in changes/{version}-….yaml."
        )
        yield Mistake(text, version=now.version, ids=", ".join(ids))


def _unreached(now: Questionnaire, records: Mapping[str, RecordFile], chain: Sequence[StepFile]) -> Iterator[Mistake]:
    reached = {step.before for step in chain} | {now.version}
    for version, record in records.items():
        if version not in reached and record.valid_from < now.valid_from:
            text = "changes/{version}.yaml: nothing says what has changed since. Write it in changes/{version}-….yaml."
            yield Mistake(text, version=version)


def _step(step: StepFile, before: Meanings, after: Meanings) -> Iterator[Mistake]:
    file = f"changes/{step.name}.yaml"
    for number, change in enumerate(step.changes):
        where = {"file": file, "number": number}
        if not _fits(change):
            text = "{file}: changes.{number} is {class_}, which takes {wanted}."
            yield Mistake(text, **where, class_=change.kind, wanted=_TAKES[change.kind])
            continue
        for id_ in sorted({*change.before, *change.after}, key=natural):
            yield from _id(id_, change, step, before, after, where)
    for key in ("before", "after"):
        named = Counter(id_ for change in step.changes for id_ in getattr(change, key))
        for id_ in (id_ for id_, count in named.items() if count > 1):
            text = "{file}: {side} names {id} more than once. Class what became of it once."
            yield Mistake(text, file=file, side={"before": "from", "after": "to"}[key], id=id_)
    classed = {id_ for change in step.changes for id_ in (*change.before, *change.after)}
    for id_ in _differing(before, after):
        if id_ not in classed:
            text = "{file}: {id} is not the same in {before} and {after}, and no change names it. Class it."
            yield Mistake(text, file=file, id=id_, before=step.before, after=step.after)


def _fits(change: ChangeFile) -> bool:
    """Whether a change takes and gives as many as its class does."""
    taken, given = len(change.before), len(change.after)
    match change.kind:
        case "new":
            return taken == 0 and given >= 1
        case "retired":
            return taken >= 1 and given == 0
        case "split":
            return taken == 1 and given >= 2
        case "merged":
            return taken >= 2 and given == 1
    return taken == 1 and change.before == change.after


def _id(
    id_: str, change: ChangeFile, step: StepFile, before: Meanings, after: Meanings, where: Mapping[str, object]
) -> Iterator[Mistake]:
    """What is wrong with one id that a change names."""
    if id_ in change.before and id_ not in before:
        text = "{file}: changes.{number}.from names {id}, which version {version} does not have. Correct it."
        yield Mistake(text, **where, id=id_, version=step.before)
    elif id_ in change.after and id_ not in after:
        text = "{file}: changes.{number}.to names {id}, which version {version} does not have. Correct it."
        yield Mistake(text, **where, id=id_, version=step.after)
    elif id_ not in change.before and id_ in before:
        text = (
            "{file}: changes.{number}.to names {id}, which meant something in {version} already. "
            "Give what is new an id of its own."
        )
        yield Mistake(text, **where, id=id_, version=step.before)
    elif id_ not in change.after and id_ in after:
        text = "{file}: changes.{number}.from names {id}, which is still there in {version}. Correct the class."
        yield Mistake(text, **where, id=id_, version=step.after)
    elif before.get(id_) == after.get(id_):
        text = "{file}: changes.{number} names {id}, which means the same in both versions. Remove it."
        yield Mistake(text, **where, id=id_)


def _returned(chain: Sequence[StepFile], meanings: Mapping[str, Meanings]) -> Iterator[Mistake]:
    """Ids that were gone and are used again: an old answer would pass for one to another question."""
    gone: dict[str, str] = {}
    versions = [*(step.before for step in chain), *(step.after for step in chain[-1:])]
    for before, after in pairwise(versions):
        for id_ in meanings[after]:
            if id_ in gone:
                text = "changes/{before}-{after}.yaml: {id} was gone in {gone}. An id never comes back: choose another."
                yield Mistake(text, before=before, after=after, id=id_, gone=gone.pop(id_))
        gone |= {id_: after for id_ in meanings[before] if id_ not in meanings[after]}


def _differing(before: Meanings, after: Meanings) -> list[str]:
    """The ids that are not in both or do not mean the same, in order."""
    return sorted((id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_)), key=natural)
