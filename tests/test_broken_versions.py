"""One file per mistake in what is told of earlier versions, and the sentence that must follow; and none without one.

`older` is what the version before has otherwise than the small content tree (null: it did not have that), `oldest`
the same of the version before that; `changes` and `before` are the steps from them.
"""

import json
import shutil
from pathlib import Path

import pytest

from model.errors import ContentError
from model.loading import load
from model.reading import read_yaml

FILES = sorted((Path(__file__).parent / "broken_versions").glob("*.yaml"))
REASON = {"nl": "Daarom.", "en": "Because."}
CLASSED = {
    "older": {"a1": "other", "a2": "other", "b1": "other", "b2": None, "b9": "x", "law-1": "other", "law-2": "x"},
    "changes": [
        {"class": "editorial", "from": ["a1"], "to": ["a1"]},
        {"class": "clarified", "from": ["law-1"], "to": ["law-1"]},
        {"class": "changed", "from": ["law-2"], "to": ["law-2"]},
        {"class": "merged", "from": ["a2", "b9"], "to": ["a2"]},
        {"class": "split", "from": ["b1"], "to": ["b1", "b2"]},
    ],
}


def write(root, path, data):
    """Writes a file of keys with values, which YAML reads as JSON does."""
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")


def with_past(root, past):
    """The content tree with the earlier versions that this tells of."""
    now = load(root)["nl"].meanings
    versions = {"older": ("test", "2025-01-01", "changes"), "oldest": ("older", "2024-01-01", "before")}
    for version, (after, valid_from, step) in versions.items():
        if version in past:
            meanings = {id_: meaning for id_, meaning in {**now, **past[version]}.items() if meaning}
            items = {
                id_: {"meaning": meaning, "title": {"nl": f"{id_} in {version}", "en": f"{id_} of {version}"}}
                for id_, meaning in meanings.items()
            }
            write(root, f"changes/{version}.yaml", {"version": version, "valid_from": valid_from, "items": items})
        if step in past:
            changes = [{"why": REASON, **change} for change in past[step]]
            write(root, f"changes/{version}-{after}.yaml", {"from": version, "to": after, "changes": changes})
    for path, text in past.get("files", {}).items():
        write(root, path, text)
    return root


@pytest.fixture
def copy(little_content, tmp_path):
    """A copy of the small content tree, which has no past."""
    return shutil.copytree(little_content, tmp_path / "content")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_author_is_told_what_is_wrong_between_versions(file, copy):
    """The mistake of each file is refused with the sentences it names, and with these only."""
    mistake = read_yaml(file.read_text(encoding="utf-8"), file.name)
    if "changes" in mistake:
        mistake.setdefault("older", {})
    with_past(copy, mistake)

    with pytest.raises(ContentError) as caught:
        load(copy)

    assert [str(found) for found in caught.value.mistakes] == mistake["expected"]


def test_changes_that_are_all_classed_are_steps_in_the_readers_language(copy):
    """With the reasons, the earlier titles, and the day from which the later version holds."""
    both = load(with_past(copy, CLASSED))
    [dutch], [english] = both["nl"].steps, both["en"].steps

    assert (dutch.before, dutch.after, dutch.valid_from) == ("older", "test", both["nl"].valid_from)
    assert [change.kind for change in dutch.changes] == ["editorial", "clarified", "changed", "merged", "split"]
    assert (dutch.changes[4].before, dutch.changes[4].after) == (("b1",), ("b1", "b2"))
    assert (dutch.changes[0].why, english.changes[0].why) == ("Daarom.", "Because.")
    assert (dutch.titles["b9"], english.titles["b9"]) == ("b9 in older", "b9 of older")
    assert "b2" not in dutch.titles
    assert not dutch.fictional


def test_steps_stand_oldest_first(copy):
    """From the oldest version to this one, whatever the order of their names."""
    past = {**CLASSED, "oldest": CLASSED["older"] | {"b9": "y"}}
    past["before"] = [{"class": "changed", "from": ["b9"], "to": ["b9"]}]
    steps = load(with_past(copy, past))["nl"].steps

    assert [(step.before, step.after) for step in steps] == [("oldest", "older"), ("older", "test")]
    assert steps[0].valid_from.isoformat() == "2025-01-01"


def test_the_past_goes_round_in_no_circle(copy):
    """Changes from this version lead away from it, even when they would lead back."""
    now = load(copy)["nl"].meanings
    items = {id_: {"meaning": meaning, "title": {"nl": id_, "en": id_}} for id_, meaning in now.items()}
    with_past(copy, CLASSED)
    write(copy, "changes/test.yaml", {"version": "test", "valid_from": "2026-01-01", "items": items})
    write(copy, "changes/test-older.yaml", {"from": "test", "to": "older", "changes": []})

    assert [(step.before, step.after) for step in load(copy)["nl"].steps] == [("older", "test")]


def test_what_comes_after_this_version_is_no_concern_of_it(copy):
    """A later version and the changes that lead to it may already stand there."""
    now = load(copy)["nl"]
    items = {id_: {"meaning": meaning, "title": {"nl": id_, "en": id_}} for id_, meaning in now.meanings.items()}
    write(copy, "changes/test.yaml", {"version": "test", "valid_from": "2026-01-01", "items": items})
    write(copy, "changes/later.yaml", {"version": "later", "valid_from": "2027-01-01", "items": {}})
    write(copy, "changes/test-later.yaml", {"from": "test", "to": "later", "changes": []})

    assert load(copy)["nl"].steps == ()


def test_the_past_is_no_part_of_the_digest(copy, little):
    """A better reason for a change changes no result."""
    assert load(with_past(copy, CLASSED))["nl"].digest == little.digest


def test_a_step_can_be_fictional(copy):
    """Then nobody ever saw the earlier version."""
    with_past(copy, CLASSED)
    path = copy / "changes/older-test.yaml"
    write(copy, path, {**json.loads(path.read_text(encoding="utf-8")), "fictional": True})

    assert load(copy)["nl"].steps[0].fictional
