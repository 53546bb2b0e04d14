"""What the plan brought."""

from history.moves import Named
from history.progress import progress
from model.answers import ActionChange, OwnAction, PlanChanges
from model.trends import DoneAction

ORDER = {"a1": "a", "a2": "a", "b1": "b", "s1.3": "s"}
DONE, STARTED = ActionChange(status="done"), ActionChange(status="started")


def between(then, now, before, after, same=lambda id_: id_):
    """The progress between two plans with these actions and these levels."""
    plans = PlanChanges(actions=then), PlanChanges(actions=now)
    return progress(plans, Named(before, {}), Named(after, {"a1": "Heldere factuur"}), same, ORDER)


def test_an_action_reaches_its_level_or_not():
    """Both are told: one action brought level 3, the other was done and its question stayed at 1."""
    found = between({}, {"b1-2": DONE, "a1-3": DONE}, {"a1": 2, "b1": 1}, {"a1": 3, "b1": 1})

    assert found.done == (DoneAction("a1", "Heldere factuur", 3, 2, 3), DoneAction("b1", "b1", 2, 1, 1))
    assert [action.is_reached for action in found.done] == [True, False]
    assert (found.reached, found.gained, found.others) == (1, 1, 0)


def test_only_done_is_done():
    """Started is not, and what was dropped is not either, whatever it said before that."""
    assert between({}, {"a1-3": STARTED, "a2-2": ActionChange(status="done", dropped=True)}, {}, {}).done == ()


def test_what_was_done_before_counts_when_its_level_was_not_there_yet():
    """An action finished just before closing shows its gain only the next time; one that had shown it does not."""
    found = between({"a1-3": DONE, "b1-2": DONE}, {"a1-3": DONE}, {"a1": 2, "b1": 2}, {"a1": 3, "b1": 2})

    assert found.done == (DoneAction("a1", "Heldere factuur", 3, 2, 3),)


def test_several_steps_of_one_question_gain_once():
    """From 1 to 3 is two levels, also when two actions brought them."""
    found = between({}, {"a1-3": DONE, "a1-2": DONE}, {"a1": 1}, {"a1": 3})

    assert [action.reaches for action in found.done] == [2, 3]
    assert (found.reached, found.gained) == (2, 2)


def test_a_loss_is_a_loss():
    """Done, and yet a level lower: it is told so."""
    found = between({}, {"a1-3": DONE}, {"a1": 2}, {"a1": 1})

    assert (found.reached, found.gained) == (0, -1)


def test_without_a_level_on_both_sides_nothing_was_gained():
    """It can't be told; a level that is there now may reach the action's all the same."""
    found = between({}, {"a1-3": DONE, "a2-2": DONE}, {"a2": 1}, {"a1": 3})

    assert [(action.before, action.after, action.is_reached) for action in found.done] == [
        (None, 3, True), (1, None, False),
    ]  # fmt: skip
    assert found.gained == 0


def test_the_action_of_a_question_that_means_something_else_is_left_out():
    """The level that it was to bring is of another question."""
    found = between({"a1-3": DONE}, {"a1-3": DONE}, {"a1": 2}, {"a1": 3}, same=lambda _id: None)

    assert found.done == ()


def test_actions_of_rules_and_own_ones_are_counted_apart():
    """They have no level to reach; ids with dots and dashes are told apart."""
    own = OwnAction(do="Bellen", effort_days=1, owner="Anna", status="done")
    plans = (
        PlanChanges(actions={"wki-13.1": DONE}, own=[own]),
        PlanChanges(actions={"wki-13.1": DONE, "bki-4.2.1": DONE, "cred-8": DONE, "s1.3-4": DONE}, own=[own, own]),
    )

    found = progress(plans, Named({"s1.3": 3}, {}), Named({"s1.3": 4}, {}), lambda id_: id_, ORDER)

    assert [(action.criterion, action.reaches) for action in found.done] == [("s1.3", 4)]
    assert found.others == 3


def test_fewer_own_actions_are_no_less_than_none():
    """Who removed an own action that was done has done none since."""
    own = OwnAction(do="Bellen", effort_days=1, owner="Anna", status="done")

    found = progress((PlanChanges(own=[own]), PlanChanges()), Named({}, {}), Named({}, {}), lambda id_: id_, ORDER)

    assert found.others == 0
