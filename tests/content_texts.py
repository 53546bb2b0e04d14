"""The files of questionnaires/ and the texts in them that somebody reads, for the tests of content and language."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from model.reading import read

ROOT = Path(__file__).resolve().parent.parent / "questionnaires"
# What earlier versions meant is written by the program; the changes between them by an author, in both languages.
PAST = ROOT / "changes"
STEPS = sorted(PAST.glob("*-*.yaml"))
FILES = sorted(path for path in ROOT.rglob("*.yaml") if path.parent != PAST)
DUTCH = [path for path in FILES if "translations" not in path.parts]
ENGLISH = [path for path in FILES if "translations" in path.parts]
CRITERIA = [path for path in DUTCH if "criteria" in path.parts]
DILEMMAS = [path for path in DUTCH if "dilemmas" in path.parts]
NORMS = [path for path in DUTCH if "rules" in path.parts and path.name != "instrument.yaml"]

# A full stop ends a sentence only before a capital: not in 07.00, nor in "enz. en".
_END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[\"”’)]*\s+(?=[\"“‘({]?[A-ZÀ-Ý0-9{])|\n")
# What is no text of ours: ids, dates, addresses, expressions, and the names of laws and sources.
_NO_TEXT = {
    *(
        "id",
        "folder",
        "criterion",
        "category",
        "ask",
        "owner",
        "kind",
        "topic",
        "unit",
        "value",
        "version",
        "criteria",
        "scopes",
    ),
    *("applies_when", "when", "binds", "needs", "met_when", "derived", "explained_by", "instruments"),
    *("sources", "source", "article", "valid_from", "valid_to", "read_on"),
}


def name_of(path: Path) -> str:
    """The file as one names it, from the folder questionnaires/."""
    return str(path.relative_to(ROOT))


def each(files: list[Path]) -> pytest.MarkDecorator:
    """One test for each of these files, named after it."""
    return pytest.mark.parametrize("path", files, ids=[name_of(path) for path in files])


def data_of(path: Path) -> dict[str, Any]:
    """What stands in the file."""
    return read(path.read_bytes(), path.name)


def texts_in(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text that somebody can read, with its place in the file."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in _NO_TEXT:
                yield from texts_in(value, f"{key}.{name}" if key else str(name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts_in(value, f"{key}.{number}")
    elif isinstance(data, str):
        yield key, data


def sentences_in(data: Any) -> Iterator[tuple[str, str]]:
    """Every sentence of those texts, with its place."""
    for key, text in texts_in(data):
        yield from ((key, sentence) for sentence in _END_OF_SENTENCE.split(text) if sentence.strip())


def counterpart(path: Path) -> Path:
    """The file in the other language, beside the nearest folder that has translations."""
    relative = path.relative_to(ROOT)
    folder = Path(relative.parts[0]) if relative.parts[0] in ("rules", "social-collection") else Path()
    return ROOT / folder / "translations" / "en" / relative.relative_to(folder)
