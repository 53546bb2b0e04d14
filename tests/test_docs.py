"""What exists is documented: commands, settings, pages, keys of content files, dependencies."""

import argparse
import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import cli
from model import content_files, version_files

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "questionnaires" / "README.md").read_text(encoding="utf-8")


def commands(parser=None, before=""):
    """The commands of the terminal, of one word or two, each with its options."""
    for action in (parser or cli._parser())._actions:
        for name, sub in action.choices.items() if isinstance(action, argparse._SubParsersAction) else ():
            deeper = list(commands(sub, f"{before}{name} "))
            options = [option for one in sub._actions for option in one.option_strings if option.startswith("--")]
            yield from deeper or [(f"{before}{name}", options)]


def test_commands_of_two_words_are_seen():
    """Among those that must stand in README."""
    assert {"check", "audit verify"} <= {name for name, _ in commands()}


@pytest.mark.parametrize(("command", "options"), list(commands()), ids=str)
def test_every_command_with_its_options_stands_in_the_readme(command, options):
    """`--help`, the content folder of the tests and the long form of -o need no words."""
    line = next((line for line in README.splitlines() if line.startswith(f"python cli.py {command}")), "")

    assert line, f"README has no line for {command}"
    for option in options:
        assert option in line or option in ("--help", "--content", "--output")


def test_every_setting_stands_in_the_readme():
    """Every environment variable that settings.py reads."""
    names = re.findall(r'environ\.get\(\s*"(\w+)"', (ROOT / "settings.py").read_text(encoding="utf-8"))

    assert names
    assert [name for name in names if f"`{name}`" not in README] == []


def test_every_page_has_a_picture_in_the_readme():
    """And the picture is there."""
    pages = sorted(path.stem for path in (ROOT / "ui" / "pages").glob("*.py"))

    assert [page for page in pages if f"docs/images/{page}.png" not in README] == []
    assert [page for page in pages if not (ROOT / "docs" / "images" / f"{page}.png").exists()] == []


def test_every_key_of_a_content_file_stands_in_the_authors_manual():
    """Whatever an author may write is explained."""
    shapes = [
        shape
        for module in (content_files, version_files)
        for shape in vars(module).values()
        if isinstance(shape, type) and issubclass(shape, BaseModel) and shape.__module__ == module.__name__
    ]
    keys = {field.alias or key for shape in shapes for key, field in shape.model_fields.items()}

    assert len(keys) > 30
    assert sorted(key for key in keys if f"`{key}" not in MANUAL and f"{key}:" not in MANUAL) == []


def test_every_dependency_has_its_reason():
    """One reason a line, and every version pinned."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", "-r"))]

        assert [line for line in packages if not re.fullmatch(r"[\w-]+(\[\w+\])?==\S+ +# \S.+", line)] == []


def test_the_list_of_parts_agrees_with_the_requirements():
    """Every line of requirements.txt stands in the SBOM with its version; nothing in it depends on when it was made."""
    parts = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    found = {(part["name"].lower(), part["version"]) for part in parts["components"]}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {tuple(re.match(r"([\w-]+)(?:\[\w+\])?==(\S+)", line).groups()) for line in lines if "==" in line}

    assert {(name.lower(), version) for name, version in pinned} - found == set(), "make sbom"
    assert len(found) > 2 * len(pinned), "what they bring along stands in it too"
    assert "serialNumber" not in parts
    assert "timestamp" not in parts["metadata"]


def test_links_in_the_documents_lead_somewhere():
    """Every relative link of the pages in the root, under docs/, deploy/ and questionnaires/."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text(encoding="utf-8"))
    ]

    assert links
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []
