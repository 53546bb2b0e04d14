"""Expressions over the profile: whom a criterion or a norm concerns, in three-valued logic (Kleene 1938)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

FactValue: TypeAlias = str | bool
Facts: TypeAlias = Mapping[str, FactValue]


@dataclass(frozen=True)
class Fact:
    """True when the profile's fact has one of these values."""

    name: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True)
class AllOf:
    """True when every part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    """True when one part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Not:
    """True when its part is false."""

    part: "Expression"


Expression: TypeAlias = Fact | AllOf | AnyOf | Not


def parse(data: Any) -> Expression:
    """The expression that `{fact: value}`, `{fact: [value, …]}`, `{all: […]}`, `{any: […]}` or `{not: {…}}` says.

    :raises ValueError: with a sentence that says what is allowed.
    """
    if not isinstance(data, dict) or len(data) != 1:
        found = f"{len(data)} keys ({', '.join(map(str, data))})" if isinstance(data, dict) else "no keys"
        allowed = "{fact: value}, {all: [...]}, {any: [...]} or {not: {...}}"
        msg = f"an expression has one key, as {allowed}; this has {found}"
        raise ValueError(msg)
    [(key, value)] = data.items()
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            msg = f"{key} takes a list of expressions"
            raise ValueError(msg)
        parts = tuple(parse(part) for part in value)
        return AllOf(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(parse(value))
    values = tuple(value) if isinstance(value, list) else (value,)
    if not values or not all(isinstance(item, str | bool) for item in values):
        msg = f"{key} takes true, false or a word, or a list of words"
        raise ValueError(msg)
    return Fact(str(key), values)


def holds(expression: Expression | None, facts: Facts) -> bool | None:
    """True, False, or None when a missing fact decides.

    >>> holds(parse({"any": [{"goes_to_court": True}, {"has_staff": True}]}), {"goes_to_court": True})
    True
    >>> holds(parse({"all": [{"goes_to_court": True}, {"has_staff": True}]}), {"goes_to_court": True}) is None
    True
    """
    match expression:
        case None:
            return True
        case Fact(name, values):
            return None if name not in facts else facts[name] in values
        case Not(part):
            value = holds(part, facts)
            return None if value is None else not value
        case AllOf(parts):
            values_of_parts = [holds(part, facts) for part in parts]
            return False if False in values_of_parts else None if None in values_of_parts else True
    values_of_parts = [holds(part, facts) for part in expression.parts]
    return True if True in values_of_parts else None if None in values_of_parts else False


def named_facts(expression: Expression | None) -> list[Fact]:
    """Every fact that the expression looks at, with the values it looks for."""
    match expression:
        case Fact():
            return [expression]
        case Not(part):
            return named_facts(part)
        case AllOf(parts) | AnyOf(parts):
            return [fact for part in parts for fact in named_facts(part)]
    return []
