"""Whose question it is, and how far: the rules of dividing the work."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.words import words_in
from model.division import Assignee, State, Step, after_answering, after_step, assignee_of, has
from model.errors import BadInput

ANNA, HR = Assignee("person", "anna"), Assignee("department", "hr")
ALLOWED = {
    ("hand_in", "working"): "handed_in",
    ("hand_in", "change_asked"): "handed_in",
    ("ask_for_change", "handed_in"): "change_asked",
    ("ask_for_change", "accepted"): "change_asked",
    ("accept", "handed_in"): "accepted",
}


@pytest.mark.parametrize(("step", "state"), [*product(get_args(Step), get_args(State))])
def test_a_step_leads_to_its_state_or_is_refused_with_a_sentence(step, state):
    """Every pair of step and state; nothing is accepted that was not handed in."""
    if (step, state) in ALLOWED:
        assert after_step(step, state) == ALLOWED[step, state]
        return
    with pytest.raises(BadInput) as refused:
        after_step(step, state)
    [mistake] = refused.value.mistakes
    assert words_in("nl").sentence(mistake) != str(mistake)


@given(st.lists(st.sampled_from([*get_args(Step), "answer"]), max_size=30))
def test_what_is_accepted_was_handed_in_and_not_answered_since(steps):
    """However the steps come: between the last answer and an acceptance stands a handing in."""
    state, is_handed_in = "working", False
    for step in steps:
        if step == "answer":
            state, is_handed_in = after_answering(state), False
            continue
        try:
            state = after_step(step, state)
        except BadInput:
            continue
        is_handed_in = is_handed_in or step == "hand_in"
        assert state != "accepted" or is_handed_in


def test_what_must_change_is_asked_until_it_is_handed_in_again():
    """Answering alone does not take the remark away; the other states end with it."""
    assert {state: after_answering(state) for state in get_args(State)} == {
        "working": "working",
        "handed_in": "working",
        "accepted": "working",
        "change_asked": "change_asked",
    }


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        ({}, None),
        ({"s1": ANNA}, ANNA),
        ({"s1": ANNA, "s1.3": HR}, HR),
        ({"s2": ANNA, "s1.4": HR}, None),
    ],
)
def test_an_assignment_of_its_own_goes_before_that_of_the_theme(assignments, expected):
    """A theme covers its questions, until one of them is given to someone else."""
    assert assignee_of("s1.3", "s1", assignments) == expected


@pytest.mark.parametrize(
    ("person", "department", "assignee", "expected"),
    [
        ("anna", None, ANNA, True),
        ("bram", "hr", ANNA, False),
        ("bram", "hr", HR, True),
        ("bram", None, HR, False),
        ("bram", "finance", HR, False),
        ("hr", None, HR, False),
        ("bram", "anna", ANNA, False),
        ("anna", "hr", None, False),
    ],
)
def test_a_question_is_of_the_person_or_of_all_of_a_department(person, department, assignee, expected):
    """A person is no department, whatever they are called."""
    assert has(person, department, assignee) is expected


def test_a_target_names_one_thing(real):
    """A theme, a topic, a criterion and a norm never share an id: an assignment would be of both."""
    content = real["nl"]
    ids = [
        *(theme.id for theme in content.themes),
        *content.topics,
        *content.criteria,
        *content.norms,
    ]

    assert len(ids) == len(set(ids))
    assert max(map(len, ids)) <= 30
