"""Whom a criterion or a norm concerns, in three-valued logic."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.expressions import AllOf, AnyOf, Fact, Not, holds, named_facts, parse

NAMES = ("a", "b", "c")
FACTS = st.dictionaries(st.sampled_from(NAMES), st.booleans())
LEAVES = st.builds(Fact, st.sampled_from(NAMES), st.sampled_from([(True,), (False,), (True, False)]))
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
TRUE, FALSE, UNKNOWN = Fact("t", (True,)), Fact("f", (True,)), Fact("u", (True,))
STATES = {"t": True, "f": False}


@pytest.mark.parametrize(
    ("parts", "in_all", "in_any"),
    [
        ((TRUE, TRUE), True, True),
        ((TRUE, FALSE), False, True),
        ((TRUE, UNKNOWN), None, True),
        ((FALSE, FALSE), False, False),
        ((FALSE, UNKNOWN), False, None),
        ((UNKNOWN, UNKNOWN), None, None),
    ],
)
def test_all_and_any_follow_kleene(parts, in_all, in_any):
    """False decides all, true decides any, else unknown travels on; the order of the parts is of no account."""
    for ordered in (parts, parts[::-1]):
        assert holds(AllOf(ordered), STATES) is in_all
        assert holds(AnyOf(ordered), STATES) is in_any


@pytest.mark.parametrize(("part", "expected"), [(TRUE, False), (FALSE, True), (UNKNOWN, None)])
def test_not_turns_what_is_known(part, expected):
    """The opposite of unknown is unknown."""
    assert holds(Not(part), STATES) is expected


@pytest.mark.parametrize(
    ("expression", "facts", "expected"),
    [
        (None, {}, True),
        ({"sector": "energy"}, {"sector": "energy"}, True),
        ({"sector": ["energy", "bank"]}, {"sector": "bank"}, True),
        ({"sector": ["energy", "bank"]}, {"sector": "housing"}, False),
        ({"sector": "energy"}, {}, None),
        ({"has_staff": False}, {"has_staff": False}, True),
        ({"has_staff": True}, {"has_staff": False}, False),
    ],
)
def test_a_fact_is_compared_with_each_of_its_values(expression, facts, expected):
    """One value, any of several, or a fact that nobody gave; without an expression everything is concerned."""
    assert holds(expression and parse(expression), facts) is expected


def test_what_a_file_says_becomes_an_expression():
    """Words and nesting as an author writes them."""
    data = {"all": [{"any": [{"a": True}, {"b": ["x", "y"]}]}, {"not": {"c": False}}]}

    assert parse(data) == AllOf((AnyOf((Fact("a", (True,)), Fact("b", ("x", "y")))), Not(Fact("c", (False,)))))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "this has no keys"),
        ("energy", "this has no keys"),
        ({}, "this has 0 keys"),
        ({"a": True, "b": True}, "this has 2 keys (a, b)"),
        ({"all": []}, "all takes a list of expressions"),
        ({"any": {"a": True}}, "any takes a list of expressions"),
        ({"all": [True]}, "an expression has one key"),
        ({"not": [{"a": True}]}, "an expression has one key"),
        ({"a": []}, "a takes true, false or a word, or a list of words"),
        ({"a": 3}, "a takes true, false or a word, or a list of words"),
        ({"a": [None]}, "a takes true, false or a word, or a list of words"),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(data, sentence):
    """The sentence names what was found or what belongs there."""
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse(data)


def test_the_facts_of_an_expression_can_be_listed():
    """The content check asks every fact with the values looked for; without an expression there are none."""
    expression = parse({"all": [{"any": [{"a": True}, {"b": "x"}]}, {"not": {"c": False}}]})

    assert named_facts(expression) == [Fact("a", (True,)), Fact("b", ("x",)), Fact("c", (False,))]
    assert named_facts(None) == []


@given(EXPRESSIONS, EXPRESSIONS, FACTS)
def test_de_morgan(left, right, facts):
    """Not all is any not, and not any is all not, also where something is unknown."""
    assert holds(Not(AllOf((left, right))), facts) is holds(AnyOf((Not(left), Not(right))), facts)
    assert holds(Not(AnyOf((left, right))), facts) is holds(AllOf((Not(left), Not(right))), facts)


@given(EXPRESSIONS, FACTS)
def test_twice_not_is_nothing(expression, facts):
    """Negation undoes itself."""
    assert holds(Not(Not(expression)), facts) is holds(expression, facts)


@given(EXPRESSIONS, FACTS, FACTS)
def test_more_facts_never_change_what_is_known(expression, facts, more):
    """What was true or false stays so when the profile is filled in further; only unknown can change."""
    before, after = holds(expression, facts), holds(expression, {**more, **facts})

    assert before is None or after is before


@given(EXPRESSIONS, st.fixed_dictionaries({name: st.booleans() for name in NAMES}))
def test_a_complete_profile_leaves_nothing_unknown(expression, facts):
    """With every fact known every expression is true or false, as in ordinary logic."""
    assert holds(expression, facts) in (True, False)
