"""A plan to a roadmap of quarters."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from model.assessment import Need, PlanEntry
from planning.quarters import between, later
from planning.roadmap import schedule, starts_too_early

ON = date(2026, 11, 22)


def entry(id_, days=5, weeks=4, **values):
    """An action of the plan, called after what it reaches."""
    criterion, _, level = id_.rpartition("-")
    standard = {"norms": (), "do": id_, "owner": "it", "impact": 1}
    return PlanEntry(
        id=id_, criterion=criterion, reaches=int(level), effort_days=days, lead_weeks=weeks, **{**standard, **values}
    )


def times(entries):
    """Start and end of each action."""
    return {scheduled.id: (scheduled.start, scheduled.end) for scheduled in entries}


def test_work_starts_in_the_quarter_of_the_day_itself():
    """On 22 November 2026 that is the fourth quarter of 2026."""
    assert times(schedule([entry("a1-2")], ON, 20)) == {"a1-2": ("2026Q4", "2026Q4")}


def test_a_full_quarter_sends_the_next_action_to_a_later_one():
    """Two times ten days fill twenty; the third starts in the next quarter."""
    plan = [entry(id_, days=10) for id_ in ("a1-2", "b1-2", "c1-2")]

    starts = [start for start, _ in times(schedule(plan, ON, 20)).values()]

    assert starts == ["2026Q4", "2026Q4", "2027Q1"]


def test_work_that_does_not_fit_goes_on_in_the_next_quarter():
    """Fifteen days, then ten: five of those are left for the next quarter."""
    plan = [entry("a1-2", days=15), entry("b1-2", days=10), entry("c1-2", days=15)]

    assert times(schedule(plan, ON, 20)) == {
        "a1-2": ("2026Q4", "2026Q4"),
        "b1-2": ("2026Q4", "2027Q1"),
        "c1-2": ("2027Q1", "2027Q1"),
    }


def test_work_of_more_than_a_quarter_takes_several():
    """Fifty days at twenty a quarter end in the third quarter; exactly forty end in the second."""
    assert times(schedule([entry("a1-2", days=50)], ON, 20)) == {"a1-2": ("2026Q4", "2027Q2")}
    assert times(schedule([entry("a1-2", days=40)], ON, 20)) == {"a1-2": ("2026Q4", "2027Q1")}


def test_an_action_lasts_at_least_its_lead_time():
    """Thirteen weeks are one quarter, fourteen are two, none are one."""
    ends = [times(schedule([entry("a1-2", weeks=weeks)], ON, 20))["a1-2"][1] for weeks in (0, 13, 14, 26, 27)]

    assert ends == ["2026Q4", "2026Q4", "2027Q1", "2027Q1", "2027Q2"]


def test_an_action_waits_until_what_it_needs_has_ended():
    """a1-3 takes two quarters, so a2-3 starts in the third, though there are days left."""
    plan = [entry("a1-3", weeks=26), entry("a2-3", needs=(Need("a1", 3, "planned"),))]

    assert times(schedule(plan, ON, 20))["a2-3"] == ("2027Q2", "2027Q2")


def test_a_step_waits_for_the_level_below():
    """Level 3 of a criterion begins after the action for level 2 has ended."""
    assert times(schedule([entry("a1-2"), entry("a1-3")], ON, 20)) == {
        "a1-2": ("2026Q4", "2026Q4"),
        "a1-3": ("2027Q1", "2027Q1"),
    }


def test_a_need_that_is_not_in_the_plan_makes_nothing_wait():
    """It is reached, unknown or outside the scope, or the user dropped it."""
    plan = [entry("a2-3", needs=(Need("a1", 3, "reached"),))]

    assert times(schedule(plan, ON, 20)) == {"a2-3": ("2026Q4", "2026Q4")}


def test_a_start_of_the_user_is_kept_and_takes_its_days_first():
    """b1-2 was put in this quarter and fills it, so the better ranked a1-2 moves."""
    plan = [entry("a1-2", days=10), entry("b1-2", days=20, start="2026Q4", start_is_set=True)]

    assert times(schedule(plan, ON, 20)) == {"a1-2": ("2027Q1", "2027Q1"), "b1-2": ("2026Q4", "2026Q4")}


def test_the_order_of_the_plan_stays():
    """The roadmap fills in quarters and moves nothing."""
    plan = [entry("a1-2"), entry("b1-2", start="2026Q4", start_is_set=True), entry("c1-2")]

    assert [scheduled.id for scheduled in schedule(plan, ON, 20)] == ["a1-2", "b1-2", "c1-2"]


def test_a_start_of_the_user_may_overfill_a_quarter():
    """Two times fifteen days in one quarter of twenty: both stay, and the rest finds no room there."""
    plan = [
        entry("a1-2", days=15, start="2027Q1"),
        entry("b1-2", days=15, start="2027Q1"),
        entry("c1-2", days=30),
    ]

    assert times(schedule(plan, ON, 20)) == {
        "a1-2": ("2027Q1", "2027Q1"),
        "b1-2": ("2027Q1", "2027Q1"),
        "c1-2": ("2026Q4", "2027Q2"),
    }


def test_a_start_of_the_user_that_is_too_early_is_kept_and_can_be_told():
    """The user may start a2-3 before a1-3 has ended; the page can say so."""
    plan = schedule(
        [entry("a1-3", weeks=26), entry("a2-3", start="2027Q1", needs=(Need("a1", 3, "planned"),)), entry("b1-2")],
        ON,
        20,
    )

    assert times(plan)["a2-3"] == ("2027Q1", "2027Q1")
    assert [starts_too_early(scheduled, plan) for scheduled in plan] == [False, True, False]


def test_the_quarter_after_what_it_needs_is_not_too_early():
    """a1-3 ends in the first quarter of 2027; the second is in time."""
    plan = schedule([entry("a1-3", weeks=26), entry("a2-3", start="2027Q2", needs=(Need("a1", 3, "planned"),))], ON, 20)

    assert starts_too_early(plan[1], plan) is False


def test_what_needs_a_later_start_of_the_user_waits_for_it():
    """a1-2 was put off to 2028, so a1-3 follows after that."""
    plan = schedule([entry("a1-2", start="2028Q1"), entry("a1-3")], ON, 20)

    assert times(plan)["a1-3"] == ("2028Q2", "2028Q2")


def test_work_that_is_done_takes_no_days():
    """Twenty days are done, so the quarter still has all of its days."""
    plan = [entry("a1-2", days=20, status="done"), entry("b1-2", days=20)]

    assert times(schedule(plan, ON, 20))["b1-2"] == ("2026Q4", "2026Q4")


def test_work_that_is_done_needs_no_room():
    """The quarter is full and what is done stands in it all the same."""
    plan = [entry("a1-2", days=20), entry("b1-2", days=20, status="done")]

    assert times(schedule(plan, ON, 20))["b1-2"] == ("2026Q4", "2026Q4")


def test_nothing_waits_for_work_that_is_done():
    """a1-2 would last half a year, but it is done: a1-3 can start now and is not too early."""
    plan = schedule([entry("a1-2", weeks=26, status="done"), entry("a1-3", start="2026Q4")], ON, 20)

    assert times(schedule([entry("a1-2", weeks=26, status="done"), entry("a1-3")], ON, 20))["a1-3"][0] == "2026Q4"
    assert starts_too_early(plan[1], plan) is False


def test_an_action_of_the_user_or_of_a_norm_stands_on_no_level():
    """Without a criterion there is no level below to wait for."""
    own = PlanEntry("own-1", None, None, (), "Bellen", 2, 0, "Anna", 0, own=True)

    assert times(schedule([own], ON, 20)) == {"own-1": ("2026Q4", "2026Q4")}


def test_a_roadmap_ends_however_little_time_there_is():
    """200,000 days at one a quarter would take 50,000 years; what finds no room in 25 lands in the last quarter."""
    plan = [PlanEntry(f"own-{number}", None, None, (), "Bellen", 1000, 0, "Anna", 0) for number in range(200)]

    ends = [end for _, end in times(schedule(plan, ON, 1)).values()]

    assert max(ends) == later("2026Q4", 100)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=20), st.integers(1, 40))
def test_the_plan_takes_no_longer_than_its_days_need(efforts, days_a_quarter):
    """Without lead times and needs the work ends exactly when the days run out."""
    plan = [entry(f"c{number}-2", days=days, weeks=0) for number, days in enumerate(efforts)]

    last = max(end for _, end in times(schedule(plan, ON, days_a_quarter)).values())

    assert last == later("2026Q4", min(100, (sum(efforts) - 1) // days_a_quarter))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=15), st.integers(1, 40))
def test_actions_that_the_user_did_not_place_never_overfill_a_quarter(efforts, days_a_quarter):
    """As many actions start in each run of quarters as its days allow."""
    plan = [entry(f"c{number}-2", days=days, weeks=0) for number, days in enumerate(efforts)]

    scheduled = schedule(plan, ON, days_a_quarter)

    for quarter in {done.end for done in scheduled if done.end < later("2026Q4", 100)}:
        within = sum(done.effort_days for done in scheduled if done.end <= quarter)
        assert within <= len(between("2026Q4", quarter)) * days_a_quarter
