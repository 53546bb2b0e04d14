"""What must hold across content files: ids that exist, expressions over known facts, no cycles, duties with actions."""

import graphlib
from collections.abc import Iterator

from model.errors import Mistake
from model.expressions import Expression, named_facts
from model.questionnaire import Action, Criterion, Norm, Questionnaire

PLACEHOLDERS = ("{customer}", "{customers}", "{Customer}", "{Customers}")


def mistakes_in(questionnaire: Questionnaire) -> list[Mistake]:
    """Every mistake in the whole that no single file shows."""
    return [
        *_scopes(questionnaire),
        *(m for criterion in questionnaire.criteria.values() for m in _criterion(questionnaire, criterion)),
        *(m for norm in questionnaire.norms.values() for m in _norm(questionnaire, norm)),
        *(
            m
            for name, expression in questionnaire.profile.derived.items()
            for m in _expression(questionnaire, expression, f"profile.yaml {name}")
        ),
        *_cycle(questionnaire),
    ]


def _scopes(questionnaire: Questionnaire) -> Iterator[Mistake]:
    order = list(questionnaire.criteria)
    for scope, ids in questionnaire.scopes.items():
        for id_ in ids:
            if id_ not in questionnaire.criteria:
                text = "manifest.yaml: scope {scope} names {id}, which no theme has. Remove it or add the criterion."
                yield Mistake(text, scope=scope, id=id_)
        known = [id_ for id_ in ids if id_ in questionnaire.criteria]
        if known != sorted(set(known), key=order.index):
            text = "manifest.yaml: scope {scope} must name each criterion once, in the order of the themes."
            yield Mistake(text, scope=scope)


def _criterion(questionnaire: Questionnaire, criterion: Criterion) -> Iterator[Mistake]:
    yield from _expression(questionnaire, criterion.applies_when, criterion.id)
    if set(criterion.actions) != {2, 3, 4, 5}:
        text = "{id}: actions must have one action for each of the levels 2, 3, 4 and 5."
        yield Mistake(text, id=criterion.id)
    for department in criterion.ask:
        yield from _department(questionnaire, department, criterion.id)
    for action in criterion.actions.values():
        yield from _action(questionnaire, action, criterion.id)


def _action(questionnaire: Questionnaire, action: Action, id_: str) -> Iterator[Mistake]:
    yield from _department(questionnaire, action.owner, id_)
    for needed in action.needs or {}:
        if needed not in questionnaire.criteria:
            yield Mistake("{id}: needs names {needed}, which does not exist. Name a criterion.", id=id_, needed=needed)


def _department(questionnaire: Questionnaire, department: str, id_: str) -> Iterator[Mistake]:
    if department not in questionnaire.departments:
        text = "{id}: {department} is no department. Allowed: {allowed}."
        yield Mistake(text, id=id_, department=department, allowed=", ".join(questionnaire.departments))


def _norm(questionnaire: Questionnaire, norm: Norm) -> Iterator[Mistake]:
    yield from _expression(questionnaire, norm.binds, norm.id)
    if norm.kind == "duty" and norm.action is None:
        yield Mistake("{id}: a duty needs an action. Add the key action.", id=norm.id)
    if norm.action is not None:
        yield from _department(questionnaire, norm.action.owner, norm.id)
    if norm.valid_to is not None and norm.valid_to < norm.valid_from:
        text = "{id}: valid_to {to} lies before valid_from {begin}. Swap or correct them."
        yield Mistake(text, id=norm.id, to=norm.valid_to, begin=norm.valid_from)
    for criterion in norm.met_when:
        if criterion not in questionnaire.criteria:
            text = "{id}: met_when names {needed}, which does not exist. Name a criterion."
            yield Mistake(text, id=norm.id, needed=criterion)


def _expression(questionnaire: Questionnaire, expression: Expression | None, where: str) -> Iterator[Mistake]:
    profile = questionnaire.profile
    for fact in named_facts(expression):
        if fact.name in profile.derived:
            allowed: tuple[object, ...] = (True, False)
        elif fact.name in profile.facts:
            allowed = tuple(profile.facts[fact.name].values) or (True, False)
        else:
            yield Mistake("{where}: {fact} is no fact of the profile. Name one of profile.yaml.", where=where, fact=fact.name)
            continue
        for value in fact.values:
            if value not in allowed:
                text = "{where}: {fact} can't be {value}. Allowed: {allowed}."
                shown = ", ".join(str(item).lower() for item in allowed)
                yield Mistake(text, where=where, fact=fact.name, value=value, allowed=shown)


def _cycle(questionnaire: Questionnaire) -> Iterator[Mistake]:
    """A chain of needs that comes back to where it began; level 3 of a criterion stands on its level 2."""
    before: dict[str, set[str]] = {}
    for criterion in questionnaire.criteria.values():
        for level, action in criterion.actions.items():
            needed = {f"{id_} level {needed}" for id_, needed in (action.needs or {}).items()}
            before[f"{criterion.id} level {level}"] = needed | {f"{criterion.id} level {level - 1}"}
    try:
        graphlib.TopologicalSorter(before).prepare()
    except graphlib.CycleError as error:
        chain = " → ".join(error.args[1])
        yield Mistake("needs goes round in a circle: {chain}. Remove one of them.", chain=chain)
