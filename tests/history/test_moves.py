"""What became of the level of every question."""

from datetime import date

from hypothesis import given as example_of
from hypothesis import strategies as st

from history.moves import Named, moves
from model.trends import Move
from model.versions import Change, VersionStep

THEMES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "b3": "b"}
TITLES = {id_: id_.upper() for id_ in THEMES}
LEVELS = st.dictionaries(st.sampled_from(list(THEMES)), st.integers(1, 5))


def between(before, after, *changes, titles=None):
    """The moves between these levels, with these changes of the questionnaire between them."""
    steps = (VersionStep("1", "2", changes, titles or {}, date(2026, 1, 1)),) if changes else ()
    other = {id_ for change in changes for id_ in (*change.before, *change.after)}
    return moves(
        Named(before, {**TITLES, **(titles or {})}), Named(after, TITLES), lambda id_: None if id_ in other else id_,
        steps, THEMES,
    )  # fmt: skip


def test_a_level_goes_up_or_down_or_stays():
    """Each with both levels; what went down is told like what went up."""
    found = between({"a1": 3, "a2": 2, "b1": 4}, {"a1": 2, "a2": 4, "b1": 4})

    assert found == (
        Move("down", "a1", "A1", "a", 3, 2),
        Move("up", "a2", "A2", "a", 2, 4),
        Move("same", "b1", "B1", "b", 4, 4),
    )


def test_the_order_is_that_of_the_questionnaire():
    """Not that of the alphabet, nor of the answers."""
    levels = Named({"a1": 3, "b1": 2, "a2": 1}, {})

    found = moves(levels, levels, lambda id_: id_, (), {"b1": "b", "a2": "a", "a1": "a"})

    assert [move.criterion for move in found] == ["b1", "a2", "a1"]


def test_a_level_on_one_side_only_is_new_or_gone():
    """The question is the same, so the reason is that it has no level that counts on the other side."""
    assert between({"a1": 3}, {"b1": 4}) == (
        Move("gone", "a1", "A1", "a", 3, None, "no_level"),
        Move("new", "b1", "B1", "b", None, 4, "no_level"),
    )


def test_a_question_that_came_or_went_says_so():
    """A retired one keeps its old title and has no theme any more; it stands last."""
    found = between(
        {"old": 3, "b1": 1}, {"a2": 2, "b1": 1},
        Change("retired", ("old",), (), "Achterhaald"), Change("new", (), ("a2",), "Nieuw"), titles={"old": "Vroeger"},
    )  # fmt: skip

    assert found == (
        Move("new", "a2", "A2", "a", None, 2, "new"),
        Move("same", "b1", "B1", "b", 1, 1),
        Move("gone", "old", "Vroeger", None, 3, None, "retired"),
    )


def test_a_question_that_means_something_else_stands_twice_and_is_not_compared():
    """Level 4 of then and level 2 of now say nothing of each other."""
    found = between({"a1": 4}, {"a1": 2}, Change("changed", ("a1",), ("a1",), "Strenger"))

    assert found == (
        Move("gone", "a1", "A1", "a", 4, None, "changed"),
        Move("new", "a1", "A1", "a", None, 2, "changed"),
    )


def test_split_and_merged_questions_are_not_compared_either():
    """One answer to several questions, or several to one, is no like for like."""
    found = between(
        {"a1": 4, "b2": 3, "b3": 5}, {"a1": 4, "a2": 4, "b1": 3},
        Change("split", ("a1",), ("a1", "a2"), "Twee"), Change("merged", ("b2", "b3"), ("b1",), "Eén"),
    )  # fmt: skip

    assert [(move.kind, move.criterion, move.reason) for move in found] == [
        ("gone", "a1", "split"), ("new", "a1", "split"), ("new", "a2", "split"),
        ("new", "b1", "merged"), ("gone", "b2", "merged"), ("gone", "b3", "merged"),
    ]  # fmt: skip


def test_another_scale_changes_every_question():
    """Then no change names the question itself, and none is comparable."""
    found = moves(Named({"a1": 3}, {}), Named({"a1": 3}, {}), lambda _id: None, (), THEMES)

    assert [(move.kind, move.title, move.reason) for move in found] == [
        ("gone", "a1", "changed"), ("new", "a1", "changed"),
    ]  # fmt: skip


@example_of(LEVELS, LEVELS, st.sets(st.sampled_from(list(THEMES))))
def test_every_level_of_both_sides_stands_in_exactly_one_move(before, after, changed):
    """Nothing is left out and nothing counts double, whatever changed; a reason stands where it must."""
    found = between(before, after, *(Change("changed", (id_,), (id_,), "…") for id_ in changed))

    assert {move.criterion: move.before for move in found if move.before} == before
    assert {move.criterion: move.after for move in found if move.after} == after
    assert sum(bool(move.before) + bool(move.after) for move in found) == len(before) + len(after)
    assert all((move.reason is None) == (move.before is not None and move.after is not None) for move in found)
    assert {move.reason for move in found if move.criterion in changed} <= {"changed"}
