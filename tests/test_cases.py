"""Cases that a jurist can read: an answers file in, and what must come out of it."""

import json
from pathlib import Path

import pytest

from model.loading import load
from model.reading import read_yaml
from model.submission import check_answers
from pipeline import assess
from reports.result import result_json

ROOT = Path(__file__).parent.parent
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def contents():
    """The two content trees that a case can name."""
    return {name: load(ROOT / name)["nl"] for name in ("questionnaires", "tests/content")}


def found_at(result, path):
    """What stands in the result at a dotted path; a key may have dots itself. "absent" when nothing does."""
    if path == "":
        return result
    for key in sorted(result or {}, key=len, reverse=True):
        if path == key or path.startswith(f"{key}."):
            return found_at(result[key], path[len(key) + 1 :])
    return "absent"


def as_far_as_named(found, expected):
    """What was found, without the keys that the case does not name."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: as_far_as_named(found.get(key, "absent"), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list):
        named = [*expected, *[None] * (len(found) - len(expected))]
        return [as_far_as_named(item, value) for item, value in zip(found, named, strict=False)]
    return found


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_answers_give_what_the_case_expects(file, contents):
    """Every value that the case names is what comes out; a list has exactly the items that the case names."""
    case = read_yaml(file.read_text(encoding="utf-8"), file.name)
    questionnaire = contents[case["content"]]
    answers_file = check_answers(case["answers_file"], file.name, questionnaire)

    result = json.loads(result_json(assess(questionnaire, answers_file)))

    for path, expected in case["expected"].items():
        assert (path, as_far_as_named(found_at(result, path), expected)) == (path, expected)


def test_a_case_sees_what_is_missing_or_too_much():
    """The comparison itself: a missing key, a longer list and a shorter list are differences."""
    assert as_far_as_named({"a": 1}, {"b": 1}) == {"b": "absent"}
    assert as_far_as_named([{"a": 1}, {"a": 2}], [{"a": 1}]) == [{"a": 1}, {"a": 2}]
    assert as_far_as_named([], [{"a": 1}]) == []
    assert found_at({"norms": {"bki-4.2.1": {"verdict": "met"}}}, "norms.bki-4.2.1.verdict") == "met"
    assert found_at({"norms": {}}, "norms.x") == "absent"
