"""Gaps and verdicts to a plan, in the order of doing."""

from dataclasses import replace
from datetime import date

import pytest

from model.answers import ActionChange, Answer, OwnAction, PlanChanges
from model.assessment import Need
from planning.plan import apply_changes, draft_plan, dropped_from
from scoring.gaps import find_gaps
from scoring.law import judge

CORE = ("a1", "a2", "b1", "b2", "c1")
NO, YES = Answer(check="no"), Answer(check="yes")


def plan_of(little, answers, applicable=CORE, facts=None, *, law=False):
    """The plan that these answers lead to; with the law only when asked."""
    judged = judge(little, facts or {}, answers, applicable, date(2026, 11, 22)) if law else None
    return draft_plan(little, find_gaps(answers, applicable), judged, answers, applicable)


def ids(entries):
    """The actions of the plan, by id."""
    return [entry.id for entry in entries]


def step(level, target):
    """An answer with a gap."""
    return Answer(level=level, target=target)


def test_without_gaps_and_duties_there_is_no_plan(little):
    """Whoever is where they want to be has nothing to do."""
    assert plan_of(little, {"a1": step(3, 3), "b1": Answer(level=1)}) == ()


def test_a_gap_is_closed_one_step_per_level(little):
    """From 1 to 4 takes three actions, the lower first, also where a higher one would rank before it."""
    assert ids(plan_of(little, {"a1": step(1, 4)})) == ["a1-2", "a1-3", "a1-4"]


def test_a_step_says_what_it_takes(little):
    """The action's own words and numbers come along."""
    [entry] = plan_of(little, {"a1": step(2, 3)})

    assert (entry.id, entry.criterion, entry.reaches, entry.norms) == ("a1-3", "a1", 3, ())
    assert entry.do == "Zet stap 3 van heldere rekening."
    assert (entry.effort_days, entry.lead_weeks, entry.owner, entry.impact) == (4, 8, "finance", 3)
    assert (entry.pulled_in, entry.own, entry.status, entry.start) == (False, False, "open", "")


def test_the_most_impact_for_a_day_of_effort_comes_first(little):
    """b1-2 gives 2 a day, b2-2 gives 1, a1-3 gives 0.75 and c1-2 gives 0.67."""
    answers = {"a1": step(2, 3), "b1": step(1, 2), "b2": step(1, 2), "c1": step(1, 2)}

    assert ids(plan_of(little, answers)) == ["b1-2", "b2-2", "a1-3", "c1-2"]


def test_of_equal_ratios_the_least_effort_comes_first(little):
    """a1-4 takes 8 days for 2, c1-3 takes 4 for 1: the smaller first, though it is later in the manifest."""
    assert ids(plan_of(little, {"a1": step(3, 4), "c1": step(2, 3)})) == ["c1-3", "a1-4"]


def test_of_equal_ratio_and_effort_the_manifest_decides(little):
    """b2-3 and c1-2 both give 2 for 3 days; b2 stands first in the questionnaire."""
    assert ids(plan_of(little, {"c1": step(1, 2), "b2": step(2, 3)})) == ["b2-3", "c1-2"]


def test_an_unmet_prerequisite_is_pulled_in_before_and_marked(little):
    """a2-3 needs a1 at level 3; nobody asked for it, so both steps of a1 come first, marked."""
    plan = plan_of(little, {"a1": Answer(level=1), "a2": step(2, 3)})

    assert ids(plan) == ["a1-2", "a1-3", "a2-3"]
    assert [entry.pulled_in for entry in plan] == [True, True, False]
    assert plan[2].needs == (Need("a1", 3, "planned"),)


def test_a_prerequisite_of_a_prerequisite_comes_first_too(little):
    """b1-3 needs a2 at level 2; a2-2 comes before it, however it ranks."""
    plan = plan_of(little, {"a2": Answer(level=1), "b1": step(2, 3)})

    assert [(entry.id, entry.pulled_in) for entry in plan] == [("a2-2", True), ("b1-3", False)]


def test_a_prerequisite_that_is_planned_anyway_is_moved_up_and_not_marked(little):
    """a1-3 closes a gap of its own, and stands once in the plan."""
    plan = plan_of(little, {"a1": step(2, 3), "a2": step(2, 4)})

    assert [(entry.id, entry.pulled_in) for entry in plan] == [("a1-3", False), ("a2-3", False), ("a2-4", False)]


def test_a_step_that_outranks_its_prerequisite_still_waits_for_it(little):
    """b1-4 now takes one day and gives the most for it; c1-2, which it needs, still comes first."""
    criteria = dict(little.criteria)
    actions = {**criteria["b1"].actions, 4: replace(criteria["b1"].actions[4], effort_days=1)}
    criteria["b1"] = replace(criteria["b1"], actions=actions)

    plan = plan_of(replace(little, criteria=criteria), {"b1": step(3, 4), "c1": step(1, 2)})

    assert ids(plan) == ["c1-2", "b1-4"]


def test_a_prerequisite_that_is_reached_asks_for_nothing(little):
    """a1 is at 3 already, exactly what a2-3 needs."""
    [entry] = plan_of(little, {"a1": Answer(level=3), "a2": step(2, 3)})

    assert entry.needs == (Need("a1", 3, "reached"),)


def test_a_prerequisite_outside_the_scope_never_blocks(little):
    """In the quick scan a2 is not asked: b1-3 stands in the plan with a note, alone."""
    [entry] = plan_of(little, {"b1": step(2, 3), "a2": Answer(level=1)}, applicable=("a1", "b1"))

    assert (entry.id, entry.needs) == ("b1-3", (Need("a2", 2, "outside"),))


@pytest.mark.parametrize("unknown", [Answer(unknown=True), None])
def test_a_prerequisite_of_unknown_level_is_named_and_not_pulled_in(little, unknown):
    """Nobody knows whether a1 is at 3, so no work is planned for it."""
    answers = {"a2": step(2, 3)} | ({"a1": unknown} if unknown else {})

    [entry] = plan_of(little, answers)

    assert (entry.id, entry.needs) == ("a2-3", (Need("a1", 3, "unknown"),))


def test_duties_come_first_the_one_with_the_least_effort_before_others(little):
    """law-2 takes 2 days and law-1 takes 3; both go before the best step."""
    answers = {"law-1": NO, "law-2": NO, "law-4": NO, "b1": step(1, 2)}

    plan = plan_of(little, answers, facts={"wki_provider": True}, law=True)

    assert ids(plan) == ["law-4", "law-2", "law-1", "b1-2"]
    assert (plan[2].criterion, plan[2].reaches, plan[2].norms, plan[2].impact) == (None, None, ("law-1",), 3)
    assert (plan[2].do, plan[2].effort_days, plan[2].lead_weeks, plan[2].owner) == (
        "Zet een slot op de belcomputer.",
        3,
        3,
        "it",
    )


def test_only_duties_that_are_not_met_ask_for_an_action(little):
    """Met, cannot tell and not bound ask for nothing."""
    answers = {"law-1": NO, "law-2": YES, "law-4": Answer(check="unknown")}

    assert plan_of(little, answers, law=True) == ()


def test_a_practice_that_is_not_met_asks_for_nothing(little):
    """A code of conduct is shown and not planned, even if it had an action."""
    norms = {**little.norms}
    norms["code-1"] = replace(norms["code-1"], valid_from=date(2020, 1, 1), action=norms["law-1"].action)

    assert plan_of(replace(little, norms=norms), {"code-1": NO}, law=True) == ()


def test_without_the_law_no_duty_stands_in_the_plan(little):
    """Who did not ask for the law gets only the steps of the criteria."""
    assert plan_of(little, {"law-2": NO}) == ()


def test_a_duty_without_action_is_left_out(little):
    """Content refuses a duty without action; a plan from older content does not fail over it."""
    norms = {**little.norms, "law-2": replace(little.norms["law-2"], action=None)}

    assert plan_of(replace(little, norms=norms), {"law-2": NO}, law=True) == ()


def test_a_step_names_the_norms_that_it_helps_to_meet(little):
    """law-2 is met at a1 level 3: that step carries its name, the step before it does not."""
    plan = plan_of(little, {"a1": step(1, 3), "b1": Answer(level=2)}, law=True)

    assert [(entry.id, entry.norms) for entry in plan] == [("law-2", ("law-2",)), ("a1-2", ()), ("a1-3", ("law-2",))]


def test_a_step_names_no_norm_that_is_met_already(little):
    """The check says that law-2 is met, so a1-3 does not bring it about."""
    [entry] = plan_of(little, {"a1": step(2, 3), "law-2": YES}, law=True)

    assert entry.norms == ()


@pytest.fixture
def two_steps(little):
    """A plan of b1-2 and a1-2."""
    return plan_of(little, {"a1": step(1, 2), "b1": step(1, 2)})


def test_changes_of_owner_start_and_status_are_taken_over(two_steps):
    """What the user changed stands, the rest stays as drafted."""
    changes = PlanChanges(actions={"a1-2": ActionChange(owner="Anna", start="2027Q2", status="started")})

    untouched, changed = apply_changes(two_steps, changes)

    assert untouched == two_steps[0]
    assert (changed.owner, changed.start, changed.start_is_set, changed.status) == ("Anna", "2027Q2", True, "started")
    assert (changed.do, changed.effort_days) == (two_steps[1].do, two_steps[1].effort_days)


def test_a_change_without_owner_keeps_the_owner(two_steps):
    """Only the status was changed: owner stays and no start is set."""
    _, changed = apply_changes(two_steps, PlanChanges(actions={"a1-2": ActionChange(status="done")}))

    assert (changed.owner, changed.start, changed.start_is_set, changed.status) == ("finance", "", False, "done")


def test_a_dropped_action_leaves_the_plan_and_is_kept_apart(two_steps):
    """It can be taken back, so it isn't lost; a mere change is not dropped."""
    changes = PlanChanges(actions={"b1-2": ActionChange(dropped=True), "a1-2": ActionChange(owner="Anna")})

    assert ids(apply_changes(two_steps, changes)) == ["a1-2"]
    assert ids(dropped_from(two_steps, changes)) == ["b1-2"]


def test_own_actions_come_last_and_are_numbered(two_steps):
    """What the user added stands at the end, with its own start and status."""
    own = [
        OwnAction(do="Praat met de raad", effort_days=2, owner="Anna"),
        OwnAction(do="Bel een buur", effort_days=1, owner="Ben", start="2027Q1", status="started"),
    ]

    *_, first, second = apply_changes(two_steps, PlanChanges(own=own))

    assert (first.id, first.do, first.effort_days, first.owner, first.own) == ("own-1", own[0].do, 2, "Anna", True)
    assert (first.lead_weeks, first.start, first.start_is_set, first.norms) == (0, "", False, ())
    assert (second.id, second.start, second.start_is_set, second.status) == ("own-2", "2027Q1", True, "started")


def test_a_change_to_an_action_that_is_gone_changes_nothing(two_steps):
    """The gap was closed since; its change waits and harms nothing."""
    changes = PlanChanges(actions={"c1-4": ActionChange(dropped=True)})

    assert apply_changes(two_steps, changes) == two_steps
    assert dropped_from(two_steps, changes) == ()
