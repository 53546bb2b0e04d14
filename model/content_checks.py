"""What must hold across content files: ids that exist, expressions over known facts, no cycles, duties with actions."""

import graphlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from model.checking import as_written
from model.errors import Mistake
from model.expressions import Expression, FactValue, holds, named_facts
from model.questionnaire import Category, Criterion, Dilemma, Norm, Profile, Questionnaire


def mistakes_in(questionnaire: Questionnaire, files: Mapping[str, str]) -> list[Mistake]:
    """Every mistake in the whole that no single file shows; `files` names the file of each criterion and norm."""
    mistakes = [
        *_themes(questionnaire),
        *_scopes(questionnaire),
        *_vocabulary(questionnaire),
        *_derived(questionnaire),
        *(
            m
            for id_, criterion in questionnaire.criteria.items()
            for m in _criterion(questionnaire, criterion, files[id_])
        ),
        *(m for id_, norm in questionnaire.norms.items() for m in _norm(questionnaire, norm, files[id_])),
        *(m for dilemma in questionnaire.dilemmas for m in _dilemma(questionnaire, dilemma, files[dilemma.id])),
        *_cycle(questionnaire, files),
    ]
    return mistakes or [*_unreachable(questionnaire, files)]


def _manifest(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.id}/manifest.yaml"


def _themes(questionnaire: Questionnaire) -> Iterator[Mistake]:
    named = Counter(id_ for theme in questionnaire.themes for id_ in theme.criteria)
    for id_, count in named.items():
        if count > 1:
            text = "{file}: themes name {id} {count} times. Name each criterion once, in one theme."
            yield Mistake(text, file=_manifest(questionnaire), id=id_, count=count)


def _scopes(questionnaire: Questionnaire) -> Iterator[Mistake]:
    order = list(questionnaire.criteria)
    for scope, ids in questionnaire.scopes.items():
        for id_ in ids:
            if id_ not in questionnaire.criteria:
                text = "{file}: scopes.{scope} names {id}, which no theme has. Remove it or add the criterion."
                yield Mistake(text, file=_manifest(questionnaire), scope=scope, id=id_)
        known = [id_ for id_ in ids if id_ in questionnaire.criteria]
        wanted = sorted(set(known), key=order.index)
        if known != wanted:
            text = "{file}: scopes.{scope} must name each criterion once, in the order of the themes: {wanted}."
            yield Mistake(text, file=_manifest(questionnaire), scope=scope, wanted=", ".join(wanted))


def _vocabulary(questionnaire: Questionnaire) -> Iterator[Mistake]:
    for category in get_args(Category):
        if category not in questionnaire.categories:
            yield Mistake("vocabulary.yaml: categories has no {key}. Add it with its name.", key=category)


def _derived(questionnaire: Questionnaire) -> Iterator[Mistake]:
    """Mistakes in the derived facts; one that looks at a later one could never be told."""
    profile = questionnaire.profile
    names = list(profile.derived)
    for number, (name, expression) in enumerate(profile.derived.items()):
        yield from _expression(questionnaire, expression, "profile.yaml", f"derived.{name}")
        for fact in named_facts(expression):
            if fact.name in names[number:]:
                text = "profile.yaml: derived.{name} looks at {fact}, which does not stand above it. Move {fact} up."
                yield Mistake(text, name=name, fact=fact.name)


def _criterion(questionnaire: Questionnaire, criterion: Criterion, file: str) -> Iterator[Mistake]:
    yield from _expression(questionnaire, criterion.applies_when, file, "applies_when")
    if criterion.preset is not None:
        yield from _expression(questionnaire, criterion.preset.when, file, "preset.when")
    for level in {2, 3, 4, 5} - set(criterion.actions):
        text = "{file}: actions has none for level {level}. Add one for each of the levels 2, 3, 4 and 5."
        yield Mistake(text, file=file, level=level)
    for department in criterion.ask:
        yield from _department(questionnaire, department, file, "ask")
    for level, action in criterion.actions.items():
        yield from _department(questionnaire, action.owner, file, f"actions.{level}.owner")
        yield from _criteria(questionnaire, action.needs or {}, file, f"actions.{level}.needs")


def _norm(questionnaire: Questionnaire, norm: Norm, file: str) -> Iterator[Mistake]:
    yield from _expression(questionnaire, norm.binds, file, "binds")
    if norm.kind == "duty" and norm.action is None:
        yield Mistake("{file}: a duty needs an action. Add the key action.", file=file)
    if norm.kind != "context" and not norm.check:
        yield Mistake(
            "{file}: a {kind} needs a question that yes or no answers. Add the key check.", file=file, kind=norm.kind
        )
    if norm.kind != "context" and not norm.evidence:
        text = "{file}: a {kind} needs what can serve as evidence. Add the key evidence with one thing or more."
        yield Mistake(text, file=file, kind=norm.kind)
    if norm.action is not None:
        yield from _department(questionnaire, norm.action.owner, file, "action.owner")
    if norm.valid_to is not None and norm.valid_to < norm.valid_from:
        text = "{file}: valid_to {to} lies before valid_from {begin}. Swap or correct them."
        yield Mistake(text, file=file, to=norm.valid_to, begin=norm.valid_from)
    if norm.topic not in questionnaire.topics:
        text = "{file}: topic is {found}, which is no topic. Allowed: {allowed}."
        yield Mistake(text, file=file, found=norm.topic, allowed=", ".join(questionnaire.topics))
    for id_ in norm.explained_by:
        if id_ not in questionnaire.norms or questionnaire.norms[id_].kind != "context":
            text = "{file}: explained_by names {found}, which is no norm of kind context. Name one that is."
            yield Mistake(text, file=file, found=id_)
    yield from _criteria(questionnaire, norm.met_when, file, "met_when")


def _dilemma(questionnaire: Questionnaire, dilemma: Dilemma, file: str) -> Iterator[Mistake]:
    yield from _criteria(questionnaire, [dilemma.criterion], file, "criterion")
    levels = [choice.level for choice in dilemma.choices]
    if len(set(levels)) < len(levels):
        yield Mistake("{file}: two choices have the same level. Give each choice its own level.", file=file)


def _criteria(questionnaire: Questionnaire, ids: Iterable[str], file: str, key: str) -> Iterator[Mistake]:
    for id_ in ids:
        if id_ not in questionnaire.criteria:
            text = "{file}: {key} names {found}, which does not exist. Name a criterion of the manifest."
            yield Mistake(text, file=file, key=key, found=id_)


def _department(questionnaire: Questionnaire, department: str, file: str, key: str) -> Iterator[Mistake]:
    if department not in questionnaire.departments:
        text = "{file}: {key} names {found}, which is no department. Allowed: {allowed}."
        yield Mistake(text, file=file, key=key, found=department, allowed=", ".join(questionnaire.departments))


def _expression(questionnaire: Questionnaire, expression: Expression | None, file: str, key: str) -> Iterator[Mistake]:
    profile = questionnaire.profile
    for fact in named_facts(expression):
        if fact.name not in profile.facts and fact.name not in profile.derived:
            text = "{file}: {key} names {fact}, which is no fact of the profile. Allowed: {allowed}."
            allowed = ", ".join([*profile.facts, *profile.derived])
            yield Mistake(text, file=file, key=key, fact=fact.name, allowed=allowed)
            continue
        question = profile.facts.get(fact.name)
        values: tuple[object, ...] = tuple(question.values) if question and question.values else (True, False)
        for value in fact.values:
            if value not in values:
                text = "{file}: {key} compares {fact} with {found}. Allowed: {allowed}."
                allowed = ", ".join(str(item).lower() for item in values)
                yield Mistake(text, file=file, key=key, fact=fact.name, found=as_written(value), allowed=allowed)


def _unreachable(questionnaire: Questionnaire, files: Mapping[str, str]) -> Iterator[Mistake]:
    """A condition that no profile meets, so that nobody would ever be asked."""
    conditions = [(id_, "applies_when", item.applies_when) for id_, item in questionnaire.criteria.items()]
    conditions += [(id_, "binds", norm.binds) for id_, norm in questionnaire.norms.items()]
    for id_, key, condition in conditions:
        if not _is_reachable(questionnaire.profile, condition):
            yield Mistake("{file}: {key} is true for no profile. Correct or remove it.", file=files[id_], key=key)


def _is_reachable(profile: Profile, condition: Expression | None) -> bool:
    names = sorted(_asked_behind(profile, condition), key=lambda name: bool(profile.facts[name].values))
    choices: list[tuple[FactValue, ...]] = [tuple(profile.facts[name].values) or (True, False) for name in names]
    combinations = itertools.product(*choices)
    return any(holds(condition, profile.complete(dict(zip(names, values, strict=True)))) for values in combinations)


def _asked_behind(profile: Profile, expression: Expression | None) -> set[str]:
    """The facts that are asked and on which the expression rests, also through derived ones."""
    names: set[str] = set()
    open_ = [expression]
    while open_:
        found = {fact.name for fact in named_facts(open_.pop())} - names
        names |= found
        open_ += [profile.derived[name] for name in found & set(profile.derived)]
    return names & set(profile.facts)


def _cycle(questionnaire: Questionnaire, files: Mapping[str, str]) -> Iterator[Mistake]:
    """A chain of needs that comes back to where it began; level 3 of a criterion stands on its level 2."""
    before: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for criterion in questionnaire.criteria.values():
        for level, action in criterion.actions.items():
            before[(criterion.id, level)] = {(criterion.id, level - 1), *(action.needs or {}).items()}
    try:
        graphlib.TopologicalSorter(before).prepare()
    except graphlib.CycleError as error:
        chain = " → ".join(f"{id_} level {level}" for id_, level in error.args[1])
        text = "{file}: needs goes round in a circle: {chain}. Remove one of these needs."
        yield Mistake(text, file=files[error.args[1][0][0]], chain=chain)
