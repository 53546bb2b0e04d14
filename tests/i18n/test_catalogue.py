"""Every text of the interface has its Dutch words, and the catalogue holds nothing else."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from i18n.words import CATALOGUES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("ui", "web", "analytics", "reports", "i18n", "model")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "Mistake": None}
# What these refuse is told on a page; the rest of the storage speaks in the terminal, in English.
STORAGE = ("members", "invitations", "associations", "consents", "editions", "contributions")
# These mistakes are for the authors of content, who read English.
FOR_AUTHORS = {
    f"model/{name}.py"
    for name in (
        "loading",
        "content_checks",
        "content_files",
        "content_tree",
        "expressions",
        "translations",
        "version_checks",
    )
}


def _said() -> dict[str | tuple[str, ...], str]:
    """Every text that the code asks a translation of, with a file that does."""
    said = {}
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, keywords=KEYWORDS, comment_tags=())
        for name, _line, message, *_rest in found:
            if f"{folder}/{name}" not in FOR_AUTHORS:
                said[message] = f"{folder}/{name}"
    templates = extract_from_dir(ROOT / "web", method_map=[("templates/**.html", "jinja2")])
    for name, _line, message, *_rest in templates:
        said[message] = f"web/{name}"
    for name in ("peilstok.py", *(f"storage/{module}.py" for module in STORAGE)):
        for _line, message, *_rest in extract_from_file("python", ROOT / name, keywords=KEYWORDS):
            said[message] = name
    return said


@pytest.fixture(scope="module")
def catalogue():
    """The Dutch texts by their English ones."""
    with (CATALOGUES / "nl.po").open("rb") as source:
        return {message.id: message for message in read_po(source, locale="nl") if message.id}


def _literals(*names: str) -> set[str]:
    """Every string literal in the code of these folders and files; one over several lines is one."""
    folders = [ROOT / name for name in names]
    paths = [path for folder in folders for path in (folder.rglob("*.py") if folder.is_dir() else [folder])]
    read = [path for path in paths if path.relative_to(ROOT).as_posix() not in FOR_AUTHORS]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in read]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_text_has_dutch_words(catalogue):
    """Nothing falls back to English."""
    missing = {text: file for text, file in _said().items() if text not in catalogue or not catalogue[text].string}

    assert missing == {}


def test_every_text_stands_once(catalogue):
    """Of a text that stands twice only the last translation would be shown, everywhere."""
    texts = re.findall(r"^msgid ", (CATALOGUES / "nl.po").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(texts) == len(catalogue) + 1  # the header


def test_every_mistake_has_dutch_words(catalogue):
    """A mistake in a file names that file, wherever in the code its sentence waits to be told."""
    sentences = {text for text in _literals("model", "reports", "ui") if "{file}" in text}

    assert sentences - set(catalogue) == set()
    assert len(sentences) > 20


def test_every_translation_keeps_its_placeholders(catalogue):
    """A value is filled in for every placeholder, and no placeholder stands without a value."""
    changed = []
    for id_, message in catalogue.items():
        texts = id_ if isinstance(id_, tuple) else (id_,)
        dutch = message.string if isinstance(message.string, tuple) else (message.string,)
        # The plural has all values; the Dutch singular may, like the English, leave the number out.
        allowed = {frozenset(re.findall(r"{(\w*)}", text)) for text in texts}
        changed += [text for text in dutch if frozenset(re.findall(r"{(\w*)}", text)) not in allowed]

    assert changed == []


def test_no_text_of_the_catalogue_is_unused(catalogue):
    """What no page and no report says any more is gone from the catalogue."""
    used = set(_said()) | _literals(
        *FOLDERS, "planning", "benchmark", "pipeline.py", "cli.py", "commands", "storage", "settings.py", "demo"
    )

    assert [id_ for id_ in catalogue if id_ not in used] == []


def test_no_translation_is_marked_as_uncertain(catalogue):
    """A fuzzy text would not be shown."""
    assert [id_ for id_, message in catalogue.items() if message.fuzzy] == []
