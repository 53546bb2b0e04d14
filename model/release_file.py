"""A release of the benchmark as a file: the same release always gives the same bytes, which its SHA-256 identifies.

No figure is weighted by volume, so that no large member can show through in it, and the file has no place for one:
what it does not know, it refuses. That is how the dominance rule is met. A SHA-256 proves that a file is whole, not
who made it.
"""

import json
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field, ValidationError

from model.contributions import Item, LevelStep
from model.errors import BadInput, Mistake
from model.releases import Figure, Group, Release
from model.texts import Date, Level, Line, Strict

OnScale = Annotated[float, Field(ge=1, le=5, allow_inf_nan=False)]
FromTo = tuple[OnScale, OnScale]
ItemText = Annotated[str, Field(pattern=r"^((level|target):|score:(quick|core|full):)[a-z0-9._-]+$")]
Id = Annotated[str, Field(pattern=r"^[a-z0-9._-]*$")]


class _Group(Strict):
    sector: Id = ""
    size_class: Id = ""
    is_assured: bool = False

    @property
    def group(self) -> Group:
        return Group(self.sector, self.size_class, self.is_assured)


class _Figure(_Group):
    number: Annotated[int, Field(ge=1)]
    band: FromTo
    quartiles: tuple[OnScale, OnScale, OnScale] | None = None
    interval: FromTo | None = None
    deciles: Annotated[tuple[OnScale, ...], Field(min_length=9, max_length=9)] | None = None
    mean: OnScale | None = None
    mean_interval: FromTo | None = None

    @property
    def figure(self) -> Figure:
        return Figure(**{key: getattr(self, key) for key in Figure.__dataclass_fields__})


class _Step(Strict):
    criterion: Id
    before: Level
    after: Level


class _Steps(_Group):
    steps: tuple[_Step, ...]


class _Release(Strict):
    association: Line
    edition: Line
    closed_on: Date
    questionnaire: Line
    version: Line
    digest: Line
    rules: Line
    fictional: bool
    figures: dict[ItemText, tuple[_Figure, ...]]
    steps: tuple[_Steps, ...]


def release_bytes(release: Release) -> bytes:
    """The release as JSON in one fixed form, a line for each figure, keys and groups in their order."""
    data = {
        **{key: value for key, value in vars(release).items() if key not in ("figures", "steps")},
        "closed_on": release.closed_on.isoformat(),
        "figures": {
            str(item): [_with_group(group, vars(figure)) for group, figure in sorted(groups.items(), key=_by_group)]
            for item, groups in release.figures.items()
        },
        "steps": [
            _with_group(group, {"steps": [vars(step) for step in steps]})
            for group, steps in sorted(release.steps.items(), key=_by_group)
        ],
    }
    return (_written(data) + "\n").encode()


def read_release(content: bytes) -> Release:
    """The release in a file.

    :raises BadInput: it is no release, or not in the form in which one is written, to the byte.
    """
    try:
        data = _Release.model_validate_json(content)
        release = Release(
            **{key: getattr(data, key) for key in Release.__dataclass_fields__ if key not in ("figures", "steps")},
            figures={
                Item.parse(item): {one.group: one.figure for one in figures} for item, figures in data.figures.items()
            },
            steps={one.group: tuple(LevelStep(**dict(step)) for step in one.steps) for one in data.steps},
        )
    except ValidationError:
        release = None
    if release is None or release_bytes(release) != content:
        text = (
            "This is no release of a benchmark as Peilstok writes it. Was it changed? Ask the association for the file."
        )
        raise BadInput([Mistake(text)])
    return release


def sha256_of(content: bytes) -> str:
    """The SHA-256 of a file, by which anyone can tell whether it is this one: 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def _by_group(entry: tuple[Group, Any]) -> Group:
    return entry[0]


def _with_group(group: Group, values: dict[str, Any]) -> dict[str, Any]:
    """The group and these values in one mapping, without what is empty."""
    return {key: value for key, value in {**vars(group), **values}.items() if value not in ("", False, None)}


def _written(data: Any, depth: int = 0) -> str:
    """JSON with its keys sorted and a line for each figure: what lies deeper stays on that line."""
    inside, end = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(data, dict) and data and depth < 2:
        entries = (f"{_written(key)}: {_written(data[key], depth + 1)}" for key in sorted(data))
        return "{" + inside + f",{inside}".join(entries) + end + "}"
    if isinstance(data, list) and data:
        return "[" + inside + f",{inside}".join(_written(one, 2) for one in data) + end + "]"
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
