"""What the summary points at is fair: nothing is both strong and weak, ambition is the mean of what is wanted."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.findings import category_standings, extremes, missing, overall_ambition, state, theme_standings

LEVELS = st.lists(st.none() | st.integers(1, 5), min_size=30, max_size=30)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def answered(levels):
    """A change that answers the core set with these levels, None being no answer."""

    def change(data):
        data["plan"] = {}
        ids = [id_ for id_, answer in data["answers"].items() if answer.keys() & {"level", "unknown"}]
        data["answers"] = {id_: {"level": level} for id_, level in zip(ids, levels, strict=True) if level}

    return change


@QUIET
@given(levels=LEVELS)
def test_nothing_is_both_strong_and_weak(assessed, levels):
    """Every strongest scores above every weakest, and there are at most three of each."""
    found = extremes(*assessed(answered(levels)))

    assert len(found.strongest) <= 3
    assert len(found.weakest) <= 3
    assert not {title for title, _ in found.strongest} & {title for title, _ in found.weakest}
    if found.strongest and found.weakest:
        assert min(score for _, score in found.strongest) > max(score for _, score in found.weakest)


@QUIET
@given(levels=LEVELS)
def test_what_is_missing_and_what_is_answered_are_everything(assessed, levels):
    """Unanswered and unknown are exactly the applicable questions without a level."""
    assessment, questionnaire = assessed(answered(levels))
    unanswered, unknown = missing(assessment, questionnaire)

    assert len(unanswered) + len(unknown) == sum(level is None for level in levels)


def test_equal_scores_have_no_extremes(assessed):
    """When all score the same, nothing is called weak."""
    found = extremes(*assessed(answered([3] * 30)))

    assert (found.strongest, found.weakest) == ((), ())


def test_ambition_is_the_mean_of_the_higher_of_level_and_target(assessed):
    """A target below the level counts as the level; what has no level does not count."""

    def change(data):
        data["plan"] = {}
        data["answers"] = {"s1.1": {"level": 4, "target": 2}, "s1.3": {"level": 1, "target": 4}, "v1": {"level": 3}}
        data["answers"]["v3"] = {"unknown": True, "target": 5}

    assessment, questionnaire = assessed(change)
    themes = {standing.title: standing.ambition for standing in theme_standings(assessment, questionnaire)}
    categories = category_standings(assessment, questionnaire)

    assert themes[questionnaire.theme("s1").title] == 4
    assert themes[questionnaire.theme("v").title] == 3
    assert themes[questionnaire.theme("m").title] is None
    assert overall_ambition(assessment) == 11 / 3
    assert {standing.title for standing in categories} == set(questionnaire.categories.values())


def test_each_question_has_one_state(assessed):
    """A level, unknown, not applicable, outside the scope, or still unanswered."""

    def change(data):
        data["scope"] = "quick"
        data["plan"] = {}
        data["answers"] = {
            "s1.3": {"level": 1},
            "s2.3": {"unknown": True},
            "s3.1": {"not_applicable": "x"},
            "s1.1": {"level": 1},
        }

    pair = assessed(change)
    states = {id_: state(*pair, id_) for id_ in ("s1.3", "s2.3", "s3.1", "s4.1", "s1.1")}

    assert states == {
        "s1.3": "level",
        "s2.3": "unknown",
        "s3.1": "not_applicable",
        "s4.1": "unanswered",
        "s1.1": "outside",
    }
