"""Text to plain data, strictly: one reader for content, test cases and answers files, in YAML or JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any, Never

import yaml

from model.errors import BadInput, Mistake

MAXIMUM_BYTES = 5_000_000  # ninety criteria with 5,000 characters each in several languages stay below this
MAXIMUM_DEPTH = 20

# Plain YAML reads `on` and `yes` as True, 20:00 as 1200 and 2026-11-22 as a date; here all of these stay text.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def read(content: bytes, name: str) -> Any:
    """The plain data of a YAML or JSON file: mappings, lists, text, whole numbers, decimals, booleans and None.

    :raises BadInput: not UTF-8, too large, cut off, nested too deep, or with tags, aliases or a key twice.
    """
    if len(content) > MAXIMUM_BYTES:
        refuse(
            Mistake("{file}: the file is larger than {most} MB, which is the most that can be read.", file=name, most=5)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(Mistake("{file}: this is not text in UTF-8. Save the file as UTF-8 and try again.", file=name))
    return read_json(text, name) if name.lower().endswith(".json") else read_yaml(text, name)


def read_yaml(text: str, name: str) -> Any:
    """The plain data of a YAML text; an empty text gives None. Raises as `read`."""
    try:
        # Events, not nodes: composing nodes recurses in C and a deeply nested file would end the process.
        return _Construction(yaml.parse(text, Loader=yaml.CSafeLoader), name).document()
    except (yaml.YAMLError, ValueError) as error:
        refuse(_yaml_mistake(error, name))


def read_json(text: str, name: str) -> Any:
    """The plain data of a JSON text. Raises as `read`."""

    def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            refuse(Mistake("{file}: the key {key} stands here twice. Keep one of them.", file=name, key=twice))
        return mapping

    def no_constant(constant: str) -> Never:
        refuse(Mistake("{file}: {found} is no number. Leave it out.", file=name, found=constant))

    try:
        data = json.loads(text, object_pairs_hook=no_key_twice, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        refuse(
            Mistake(
                "{file}, line {line}: this is no valid JSON. Is the file cut off or was it edited by hand?",
                file=name,
                line=error.lineno,
            )
        )
    except RecursionError:
        refuse(_too_deep(name))
    except ValueError:  # Python refuses to read whole numbers of more than 4,300 digits
        refuse(Mistake("{file}: a number in this file has too many digits.", file=name))
    if _depth(data) > MAXIMUM_DEPTH:
        refuse(_too_deep(name))
    return data


def natural(text: str) -> list[tuple[int, str]]:
    """A key to sort ids by, with numbers as numbers.

    >>> sorted(["s4.10", "s4.2", "bki-2.1"], key=natural)
    ['bki-2.1', 's4.2', 's4.10']
    """
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]+)", text)]


def refuse(*mistakes: Mistake) -> Never:
    """Raises BadInput with these mistakes."""
    raise BadInput(mistakes) from None


class _Construction:
    """Builds data from the events of one document and refuses what a plain data file has no use for."""

    def __init__(self, events: Iterator[yaml.Event], name: str) -> None:
        self.events = events
        self.name = name

    def document(self) -> Any:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events), 0)
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            self._refuse_at(event, "{file}, line {line}: a second document begins here. Keep one in a file.")
        return data

    def _value(self, event: yaml.Event, depth: int) -> Any:
        if depth > MAXIMUM_DEPTH:
            refuse(_too_deep(self.name))
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(event, "{file}, line {line}: aliases (*name) can't be used here. Write the text out.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse_at(event, "{file}, line {line}: {found} can't be read here. Leave the tag (!) out.", found=tag)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth)
        return self._mapping(depth)

    def _sequence(self, depth: int) -> list[Any]:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str | int) or isinstance(key, bool):
                self._refuse_at(event, "{file}, line {line}: a key must be plain text.")
            if key in mapping:
                self._refuse_at(
                    event, "{file}, line {line}: the key {key} stands here twice. Keep one of them.", key=key
                )
            mapping[key] = self._value(next(self.events), depth + 1)
        return mapping

    def _refuse_at(self, event: yaml.Event, text: str, **values: object) -> Never:
        line = event.start_mark.line + 1 if event.start_mark else 1
        refuse(Mistake(text, file=self.name, line=line, **values))


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _yaml_mistake(error: Exception, name: str) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return Mistake(
            "{file}, line {line}: this is no valid YAML ({problem}). Is the file cut off or the indentation off?",
            file=name,
            line=mark.line + 1,
            problem=getattr(error, "problem", "") or "unreadable",
        )
    return Mistake("{file}: this is no valid YAML: it has characters that can't be read.", file=name)


def _too_deep(name: str) -> Mistake:
    return Mistake("{file}: lists or mappings are nested too deep to be an answers file.", file=name)


def _depth(data: Any) -> int:
    deepest, level = 0, [data]
    while level:
        deepest += 1
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return deepest
