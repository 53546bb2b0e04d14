"""Plain data against a pydantic shape: each mistake a sentence with file, key, what was found, what is allowed."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from model.errors import Mistake
from model.texts import MAXIMUM_CHARACTERS

MAXIMUM_MISTAKES = 50
Shape = TypeVar("Shape", bound=BaseModel)


class MistakeList(Protocol):
    """The exceptions of `model.errors`, which carry a list of mistakes."""

    def __call__(self, mistakes: list[Mistake], /) -> Exception: ...


def shape(kind: type[Shape], data: Any, file: str, error: MistakeList) -> Shape:
    """The data as this shape.

    :raises BadInput or ContentError: the given error with a sentence for every mistake.
    """
    if data is None:
        raise error([Mistake("{file}: the file is empty.", file=file)])
    if not isinstance(data, dict):
        text = "{file}: found {found} where keys with values belong."
        raise error([Mistake(text, file=file, found=as_written(data))])
    try:
        return kind.model_validate(data)
    except ValidationError as invalid:
        details = invalid.errors(include_url=False)
        raise error(at_most([_mistake(detail, file, kind) for detail in details], file)) from None


def at_most(mistakes: list[Mistake], file: str) -> list[Mistake]:
    """The mistakes, or the first of them and how many more there are: nobody reads ten thousand sentences."""
    if len(mistakes) <= MAXIMUM_MISTAKES:
        return mistakes
    more = len(mistakes) - MAXIMUM_MISTAKES
    text = "{file}: and {number} more mistakes. Mend these first."
    return [*mistakes[:MAXIMUM_MISTAKES], Mistake(text, file=file, number=more)]


def _mistake(detail: ErrorDetails, file: str, kind: type[BaseModel]) -> Mistake:
    key = ".".join(str(part) for part in detail["loc"] if part != "[key]") or "answers"
    values: dict[str, Any] = {"file": file, "key": key, "found": as_written(detail["input"])}
    context: Mapping[str, Any] = detail.get("ctx", {})
    own = str(context.get("error", ""))
    match detail["type"]:
        case "extra_forbidden":
            return Mistake(
                "{file}: unknown key {key}. Allowed here: {allowed}.", **values, allowed=_keys_beside(kind, detail)
            )
        case "missing":
            return Mistake("{file}: the key {key} is missing. Add it.", file=file, key=key)
        case "literal_error" | "enum":
            allowed = context["expected"].replace(" or ", ", ").replace("'", "").replace("True", "true")
            return Mistake("{file}: {key} is {found}; allowed: {allowed}.", **values, allowed=allowed)
        case "greater_than_equal":
            return Mistake("{file}: {key} is {found}; it must be {least} or more.", **values, least=context["ge"])
        case "less_than_equal":
            return Mistake("{file}: {key} is {found}; it must be {most} or less.", **values, most=context["le"])
        case "string_too_long":
            return Mistake("{file}: {key} is too long; at most {most} characters.", **values, most=MAXIMUM_CHARACTERS)
        case "too_long" | "too_short":
            wanted = context.get("max_length", context.get("min_length"))
            text = "{file}: {key} has {number} items; the number allowed is {wanted}."
            return Mistake(text, **values, number=context["actual_length"], wanted=wanted)
        case "int_type" | "int_from_float" | "int_parsing":
            return Mistake("{file}: {key} is {found}; it must be a whole number.", **values)
        case "string_type":
            return Mistake("{file}: {key} is {found}; it must be text. Put quotes around it.", **values)
        case "bool_type":
            return Mistake("{file}: {key} is {found}; it must be true or false.", **values)
        case "dict_type" | "model_type" | "model_attributes_type":
            return Mistake("{file}: {key} is {found}; it must be keys with values.", **values)
        case "list_type" | "tuple_type":
            return Mistake("{file}: {key} is {found}; it must be a list.", **values)
        case "string_unicode":  # half of a character
            return _own_mistake("control_character", values)
        case "value_error":
            return _own_mistake(own, values)
    return Mistake("{file}: {key} is {found}, which is not allowed here.", **values)


def _own_mistake(own: str, values: dict[str, Any]) -> Mistake:
    match own:
        case "two_states":
            return Mistake(
                "{file}: {key} has more than one of level, unknown, not_applicable and check. Keep one.", **values
            )
        case "date":
            return Mistake("{file}: {key} is {found}; that is no date. Write it as 2026-11-22.", **values)
        case "year":
            return Mistake("{file}: {key} is {found}; the year must lie between 2000 and 2099.", **values)
        case "month":
            return Mistake("{file}: {key} is {found}; that is no month. Write it as 2026-11.", **values)
        case "number":
            return Mistake("{file}: {key} is {found}; write a whole number, or text between quotes.", **values)
        case "quarter":
            return Mistake("{file}: {key} is {found}; that is no quarter. Write it as 2027Q1.", **values)
        case "blank":
            return Mistake("{file}: {key} is empty. Fill it in or leave the key out.", **values)
        case "one_line":
            return Mistake("{file}: {key} has more than one line; one line is allowed.", **values)
        case "control_character":
            return Mistake("{file}: {key} has a character that can't be shown. Remove it.", **values)
    return Mistake("{file}: {key}: {problem}.", **values, problem=own)


def _keys_beside(kind: type[BaseModel], detail: ErrorDetails) -> str:
    """The keys allowed where an unknown one was found, as far as the shape tells."""
    shape_here: Any = kind
    for part in detail["loc"][:-1]:
        annotation = None
        if isinstance(shape_here, type) and issubclass(shape_here, BaseModel) and part in shape_here.model_fields:
            annotation = shape_here.model_fields[str(part)].annotation
        shape_here = _inner_shape(annotation) if annotation is not None else shape_here
    fields = shape_here.model_fields if isinstance(shape_here, type) and issubclass(shape_here, BaseModel) else {}
    return ", ".join(field.alias or name for name, field in fields.items())


def _inner_shape(annotation: Any) -> Any:
    """The pydantic class inside an annotation such as `dict[str, Answer]`, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_shape(argument)
        if inner is not None:
            return inner
    return None


def as_written(value: Any) -> str:
    """The value as one would write it in a file, on one line."""
    match value:
        case True:
            return "true"
        case False:
            return "false"
        case None:
            return "null"
        case dict():
            return "{…}"  # signs instead of words, for these stand in sentences of every language
        case list():
            return "[…]"
        case str():
            return f'"{value}"'
    return str(value)
