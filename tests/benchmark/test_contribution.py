"""What is sent to an edition: levels, targets and scores of what applies, and not a word that was written."""

from dataclasses import replace

import pytest

from benchmark.contribution import contribution
from model.answers import AnswersFile
from model.contributions import Item
from model.errors import BadInput
from pipeline import assess

ANSWERS = {
    "a1": {"level": 2, "target": 3, "note": "Geheim", "assurance": "evidenced"},
    "a2": {"level": 3},
    "b1": {"level": 4, "target": 5},
    "b2": {"unknown": True, "target": 3},
    "b3": {"level": 5},
}
FACTS = {"sector": "energy", "size_class": "small"}


@pytest.fixture
def sent(little):
    """What is contributed of these answers, with these criteria sensitive."""

    def make(answers, facts=FACTS, sensitive=(), **keys):
        data = {"questionnaire": little.id, "version": little.version, "scope": "core", "on": "2026-11-22", **keys}
        file = AnswersFile.model_validate({**data, "organisation": {"name": "Geheim", **facts}, "answers": answers})
        criteria = {id_: replace(one, sensitive=id_ in sensitive) for id_, one in little.criteria.items()}
        questionnaire = replace(little, criteria=criteria)
        return contribution(questionnaire, assess(questionnaire, file))

    return make


def test_what_applies_and_has_a_level_is_sent(sent):
    """In its scope: not b3. A target without a level stays at home, and so does every name and note."""
    found = sent(ANSWERS)

    assert found.levels == {"a1": 2, "a2": 3, "b1": 4}
    assert found.targets == {"a1": 3, "b1": 5}
    assert (found.sector, found.size_class, found.scope) == ("energy", "small", "core")
    assert found.assurance_share == 1 / 3
    assert "Geheim" not in repr(found)


def test_a_theme_with_half_of_its_questions_has_a_score(sent):
    """In half points, cut down: 2.5 is 5, and 3.3 is 3.0. Of c no question has a level."""
    assert sent(ANSWERS).scores == {"a": 5, "b": 8, "overall": 6}
    assert sent({"a1": {"level": 4}}).scores == {"a": 8}


def test_scores_are_counted_within_their_scope(sent):
    """Levels in all scopes alike."""
    values = sent(ANSWERS).values()

    assert values[Item("score", "a", "core")] == 5
    assert values[Item("level", "a1")] == 4


def test_a_sensitive_criterion_is_not_sent_nor_in_any_score(sent):
    """Nor in the share with evidence."""
    found = sent(ANSWERS, sensitive=("a1",))

    assert found.levels == {"a2": 3, "b1": 4}
    assert found.targets == {"b1": 5}
    assert found.scores == {"a": 6, "b": 8, "overall": 7}
    assert found.assurance_share == 0


@pytest.mark.parametrize(
    ("answers", "facts", "sentence"),
    [
        (ANSWERS, {"size_class": "small"}, "sector"),
        (ANSWERS, {"sector": "bank"}, "size"),
        ({}, FACTS, "No question has a level"),
        ({"a1": {"unknown": True}}, FACTS, "No question has a level"),
    ],
)
def test_what_can_not_be_compared_is_not_sent(sent, answers, facts, sentence):
    """With what to do first."""
    with pytest.raises(BadInput, match=sentence):
        sent(answers, facts)
