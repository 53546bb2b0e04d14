"""Plain data against a shape: every mistake a sentence."""

import pytest

from model.answers import AnswersFile
from model.checking import MAXIMUM_MISTAKES, at_most, shape
from model.errors import BadInput, ContentError, Mistake

WELL = {
    "questionnaire": "social-collection",
    "version": "2026.1",
    "scope": "core",
    "on": "2026-11-22",
    "organisation": {"name": "Voorbeeld"},
}


def sentences(data, kind=AnswersFile):
    """What a person reads when this data is refused."""
    with pytest.raises(BadInput) as refused:
        shape(kind, data, "a.yaml", BadInput)
    return [str(mistake) for mistake in refused.value.mistakes]


def test_good_data_takes_its_shape():
    """Data without mistakes becomes the object, dates and all."""
    file = shape(AnswersFile, WELL, "a.yaml", BadInput)

    assert (file.on.isoformat(), file.organisation.name, file.law) == ("2026-11-22", "Voorbeeld", False)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "a.yaml: found […] where keys with values belong."),
        ("text", 'a.yaml: found "text" where keys with values belong.'),
        (5, "a.yaml: found 5 where keys with values belong."),
        (None, "a.yaml: the file is empty."),
    ],
)
def test_a_file_without_keys_is_refused(data, sentence):
    """A list, a text, a number or nothing where a mapping belongs is one sentence."""
    assert sentences(data) == [sentence]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scope": "half"}, 'a.yaml: scope is "half"; allowed: quick, core, full.'),
        ({"law": "yes"}, 'a.yaml: law is "yes"; it must be true or false.'),
        ({"law": 1}, "a.yaml: law is 1; it must be true or false."),
        ({"on": None}, "a.yaml: on is null; that is no date. Write it as 2026-11-22."),
        ({"on": "2026-02-30"}, 'a.yaml: on is "2026-02-30"; that is no date. Write it as 2026-11-22.'),
        ({"on": "22-11-2026"}, 'a.yaml: on is "22-11-2026"; that is no date. Write it as 2026-11-22.'),
        ({"on": "1026-11-22"}, 'a.yaml: on is "1026-11-22"; the year must lie between 2000 and 2099.'),
        (
            {"colour": "blue"},
            (
                "a.yaml: unknown key colour. Allowed here: "
                "questionnaire, version, scope, law, on, closed, organisation, answers, plan."
            ),
        ),
        ({"version": 2026.1}, "a.yaml: version is 2026.1; it must be text. Put quotes around it."),
        ({"organisation": []}, "a.yaml: organisation is […]; it must be keys with values."),
        ({"organisation": {"name": ""}}, "a.yaml: organisation.name is empty. Fill it in or leave the key out."),
        ({"organisation": {"name": "a\nb"}}, "a.yaml: organisation.name has more than one line; one line is allowed."),
        ({"organisation": {"name": "x" * 5001}}, "a.yaml: organisation.name is too long; at most 5000 characters."),
        ({"organisation": {}}, "a.yaml: the key organisation.name is missing. Add it."),
        ({"answers": ["s1.1"]}, "a.yaml: answers is […]; it must be keys with values."),
        ({"answers": {"s1.1": 3}}, "a.yaml: answers.s1.1 is 3; it must be keys with values."),
        ({"answers": {1: {}}}, "a.yaml: answers.1 is 1; it must be text. Put quotes around it."),
        ({"plan": {"days_a_quarter": 0}}, "a.yaml: plan.days_a_quarter is 0; it must be 1 or more."),
        ({"plan": {"days_a_quarter": 1001}}, "a.yaml: plan.days_a_quarter is 1001; it must be 1000 or less."),
        (
            {"plan": {"actions": {"s1.3-4": {"start": "2027-1"}}}},
            'a.yaml: plan.actions.s1.3-4.start is "2027-1"; that is no quarter. Write it as 2027Q1.',
        ),
        (
            {"plan": {"actions": {"s1.3-4": {"status": "later"}}}},
            'a.yaml: plan.actions.s1.3-4.status is "later"; allowed: open, started, done.',
        ),
        ({"plan": {"own": [{"do": "x", "effort_days": 1}]}}, "a.yaml: the key plan.own.0.owner is missing. Add it."),
        ({"plan": {"own": {}}}, "a.yaml: plan.own is {…}; it must be a list."),
        (
            {"plan": {"own": [{"do": "x", "effort_days": 1, "owner": "o"}] * 201}},
            "a.yaml: plan.own has 201 items; the number allowed is 200.",
        ),
        (
            {"plan": {"actions": {"s1.3-4": {"colour": 1}}}},
            "a.yaml: unknown key plan.actions.s1.3-4.colour. Allowed here: owner, start, status, dropped.",
        ),
    ],
)
def test_each_mistake_has_its_sentence(change, sentence):
    """The sentence names file and key, says what was found and what is allowed."""
    assert sentences({**WELL, **change}) == [sentence]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"level": 7}, "a.yaml: answers.s1.1.level is 7; it must be 5 or less."),
        ({"level": 0}, "a.yaml: answers.s1.1.level is 0; it must be 1 or more."),
        ({"level": 2.5}, "a.yaml: answers.s1.1.level is 2.5; it must be a whole number."),
        ({"level": 3.0}, "a.yaml: answers.s1.1.level is 3.0; it must be a whole number."),
        ({"level": True}, "a.yaml: answers.s1.1.level is true; it must be a whole number."),
        ({"level": "3"}, 'a.yaml: answers.s1.1.level is "3"; it must be a whole number.'),
        ({"level": float("inf")}, "a.yaml: answers.s1.1.level is inf; it must be a whole number."),
        ({"level": [3]}, "a.yaml: answers.s1.1.level is […]; it must be a whole number."),
        ({"level": 2, "target": 0}, "a.yaml: answers.s1.1.target is 0; it must be 1 or more."),
        ({"unknown": False}, "a.yaml: answers.s1.1.unknown is false; allowed: true."),
        (
            {"level": 2, "unknown": True},
            "a.yaml: answers.s1.1 has more than one of level, unknown, not_applicable and check. Keep one.",
        ),
        (
            {"level": 2, "not_applicable": "x"},
            "a.yaml: answers.s1.1 has more than one of level, unknown, not_applicable and check. Keep one.",
        ),
        (
            {"check": "yes", "unknown": True},
            "a.yaml: answers.s1.1 has more than one of level, unknown, not_applicable and check. Keep one.",
        ),
        ({"not_applicable": ""}, "a.yaml: answers.s1.1.not_applicable is empty. Fill it in or leave the key out."),
        ({"not_applicable": " \n "}, "a.yaml: answers.s1.1.not_applicable is empty. Fill it in or leave the key out."),
        (
            {"not_applicable": True},
            "a.yaml: answers.s1.1.not_applicable is true; it must be text. Put quotes around it.",
        ),
        ({"check": True}, "a.yaml: answers.s1.1.check is true; allowed: yes, partly, no, unknown."),
        ({"note": 5}, "a.yaml: answers.s1.1.note is 5; it must be text. Put quotes around it."),
        ({"note": "a\x00b"}, "a.yaml: answers.s1.1.note has a character that can't be shown. Remove it."),
        ({"note": "a\rb"}, "a.yaml: answers.s1.1.note has a character that can't be shown. Remove it."),
        ({"note": "\ud800"}, "a.yaml: answers.s1.1.note has a character that can't be shown. Remove it."),
        ({"note": "x" * 5001}, "a.yaml: answers.s1.1.note is too long; at most 5000 characters."),
        ({"evidence": "https://a.example"}, 'a.yaml: answers.s1.1.evidence is "https://a.example"; it must be a list.'),
        ({"evidence": [""]}, "a.yaml: answers.s1.1.evidence.0 is empty. Fill it in or leave the key out."),
        ({"evidence": ["x"] * 51}, "a.yaml: answers.s1.1.evidence has 51 items; the number allowed is 50."),
        ({"assurance": "sure"}, 'a.yaml: answers.s1.1.assurance is "sure"; allowed: stated, evidenced, reviewed.'),
    ],
)
def test_each_mistake_in_an_answer_has_its_sentence(answer, sentence):
    """Levels are whole numbers from 1 to 5, states exclude each other, texts can be shown."""
    assert sentences({**WELL, "answers": {"s1.1": answer}}) == [sentence]


def test_every_mistake_is_told():
    """Two mistakes are two sentences, so that one mending is enough."""
    assert len(sentences({**WELL, "scope": "half", "law": "yes"})) == 2


def test_ten_thousand_mistakes_are_told_as_fifty():
    """Beyond fifty, one sentence says how many more there are."""
    found = sentences({**WELL, "answers": {f"x{number}": {"level": 9} for number in range(10_000)}})

    assert len(found) == MAXIMUM_MISTAKES + 1
    assert found[-1] == "a.yaml: and 9950 more mistakes. Mend these first."


def test_fifty_mistakes_are_told_in_full():
    """At the limit nothing is added or left out."""
    mistakes = [Mistake("{file}: x", file="a")] * MAXIMUM_MISTAKES

    assert at_most(mistakes, "a") == mistakes


def test_the_error_is_the_one_asked_for():
    """Content that falls short is an author's mistake, not a user's."""
    with pytest.raises(ContentError):
        shape(AnswersFile, [], "a.yaml", ContentError)
