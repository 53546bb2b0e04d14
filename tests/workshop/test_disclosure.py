"""What a round shows: dots per role only where nobody stands alone, and never a name where people vote anonymously."""

from itertools import count as numbers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.votes import Difference, Dots, Vote
from workshop.disclosure import OTHERS, by_role, difference, moved, reveal, shown_roles, voted_by_role

FLOOR = 3


def cast(**levels):
    """Votes by role: finance=[3, None] is one vote for level 3 and one who did not know."""
    number = numbers()
    return [
        Vote(f"p{next(number)}", role, level, name=f"{role} {place}")
        for role, chosen in levels.items()
        for place, level in enumerate(chosen)
    ]


roles = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"finance": 3, "legal": 5}, {"finance": "finance", "legal": "legal"}),
        ({"finance": 4, "legal": 2, "it": 1}, {"finance": "finance", "legal": OTHERS, "it": OTHERS}),
        ({"finance": 4, "legal": 2}, {}),  # two people in the pool
        ({"finance": 2, "legal": 2}, {}),  # nobody outside the pool
        ({"finance": 7}, {"finance": "finance"}),
        ({"finance": 4, "legal": 0}, {"finance": "finance"}),  # nobody of legal voted
        ({}, {}),
    ],
)
def test_small_roles_share_a_pool_or_no_role_shows(people, shown):
    """With a floor of three."""
    assert shown_roles(people, FLOOR) == shown


@given(roles, st.integers(1, 5))
def test_no_group_that_shows_and_no_rest_has_fewer_than_the_floor(people, floor):
    """Each group, the pool, and what is outside the pool."""
    shown = voted_by_role(people, floor)
    if not shown:
        return

    assert sum(shown.values()) == sum(people.values())
    assert all(number >= floor for number in shown.values())
    assert sum(shown.values()) - shown.get(OTHERS, 0) >= floor


def test_the_dots_of_all_groups_together_are_those_of_all():
    """The pool stands last."""
    votes = cast(legal=[1], it=[2, None], finance=[3, 3, 4, None])

    groups = by_role(votes, FLOOR)

    assert groups == {"finance": Dots((0, 0, 2, 1, 0), 1), OTHERS: Dots((1, 1, 0, 0, 0), 1)}
    assert list(groups)[-1] == OTHERS
    assert sum(dots.people for dots in groups.values()) == reveal(votes).total.people == 7


def test_a_closed_round_shows_its_figures():
    """Who did not know stands beside the levels, and in no figure."""
    found = reveal(cast(finance=[3, 3, 4, None]))

    assert found.total == Dots((0, 0, 2, 1, 0), 1)
    assert (found.median, found.middle_half, found.outlier) == (3, (3, 3.5), None)
    assert 0.8 < found.consensus < 1


def test_a_round_in_which_nobody_knew_shows_that():
    """Without figures."""
    found = reveal(cast(finance=[None, None, None]))

    assert found.total == Dots((0, 0, 0, 0, 0), 3)
    assert (found.median, found.middle_half, found.consensus, found.outlier) == (None, None, None, None)


def test_anonymous_reasons_say_neither_role_nor_name():
    """Nor the level, which the dots may show of one role only; and they come in the order of the alphabet."""
    votes = [
        Vote("p1", "finance", 4, reason="Zo doen wij het", name="Anna"),
        Vote("p2", "legal", 2, reason="Nog niet bij iedereen", name="Bas"),
        Vote("p3", "legal", None, reason="Nooit gezien", name="Cem"),
        Vote("p4", "legal", 3, name="Dirk"),
    ]

    hidden, open_ = reveal(votes), reveal(votes, anonymous=False)

    assert [(reason.text, reason.level, reason.role, reason.name) for reason in hidden.reasons] == [
        (text, "hidden", "", "") for text in ("Nog niet bij iedereen", "Nooit gezien", "Zo doen wij het")
    ]
    assert hidden.names == ()
    assert [(reason.level, reason.role, reason.name) for reason in open_.reasons] == [
        (None, "legal", "Cem"), (2, "legal", "Bas"), (4, "finance", "Anna"),
    ]  # fmt: skip
    assert open_.names == ((None, ("Cem",)), (2, ("Bas",)), (3, ("Dirk",)), (4, ("Anna",)))


def test_who_moved_between_two_rounds():
    """Another level, knowing now or no longer, and who voted in one of both."""
    before = [Vote("a", "r", 3), Vote("b", "r", None), Vote("c", "r", 2), Vote("d", "r", None), Vote("f", "r", None)]
    after = [Vote("a", "r", 3), Vote("b", "r", 1), Vote("c", "r", 4), Vote("e", "r", None), Vote("f", "r", None)]

    assert moved(before, after) == {"b", "c", "d", "e"}


def test_a_revote_in_which_few_moved_shows_only_the_new_total():
    """Where people vote anonymously: the roles of both rounds together would show who it was."""
    before = cast(finance=[3, 3, 3, 3], legal=[2, 2, 2, 2])
    two, three = cast(finance=[4, 4, 3, 3], legal=[2] * 4), cast(finance=[4, 4, 4, 3], legal=[2] * 4)

    assert reveal(two, before=before).roles == {}
    assert reveal(two, before=before).total == Dots((0, 4, 2, 2, 0), 0)
    assert set(reveal(three, before=before).roles) == {"finance", "legal"}
    assert set(reveal(two, before=before, anonymous=False).roles) == {"finance", "legal"}


def test_a_higher_floor_holds_everywhere():
    """For the roles and for who moved."""
    before = cast(finance=[3] * 4, legal=[2] * 5)
    after = cast(finance=[4] * 4, legal=[2] * 5)

    assert set(reveal(after, floor=4).roles) == {"finance", "legal"}
    assert reveal(after, floor=5).roles == {}
    assert reveal(after, floor=4, before=before).roles != {}
    assert reveal([*after, Vote("x", "legal", 1)], floor=6, before=before).roles == {}


def test_the_difference_is_between_the_two_roles_furthest_apart():
    """Each with enough people who chose a level; the pool of small roles is no role."""
    votes = cast(finance=[2, 2, 3], legal=[4, 4, 5], sales=[3, 3, 3], it=[1], hr=[1, 1])
    groups = by_role(votes, FLOOR)

    assert difference(groups, FLOOR) == Difference("finance", "legal", 2, 4) == reveal(votes).difference
    assert difference(by_role(cast(a=[3, 3, 3], b=[5, None, None]), FLOOR), FLOOR) is None
    assert difference(by_role(cast(a=[3, 3, 3], b=[3, 3, 4]), FLOOR), FLOOR) is None
    assert difference({}, FLOOR) is None


def test_ambition_shows_as_a_median_of_enough_people():
    """Where people vote anonymously; by name each may know."""
    votes = [Vote(f"p{number}", "r", 2, ambition) for number, ambition in enumerate([3, 5, None, 4])]

    assert (reveal(votes).ambition, reveal(votes).ambitions) == (4, 3)
    assert (reveal(votes[1:]).ambition, reveal(votes[1:]).ambitions) == (None, 2)
    assert reveal(votes[1:], anonymous=False).ambition == 4.5
    assert reveal(votes[2:3], anonymous=False).ambition is None


def test_one_role_alone_is_all_there_is():
    """Where people vote anonymously its name says nothing more, and would stand beside the reasons."""
    assert reveal(cast(finance=[2, 3, 4])).roles == {}
    assert set(reveal(cast(finance=[2, 3, 4]), anonymous=False).roles) == {"finance"}
