"""Like for like: only the questions that all assessments have in common."""

from fractions import Fraction

from hypothesis import given as example_of
from hypothesis import strategies as st

from history.alike import common, counted_levels, mean, means, renamed
from model.answers import Answer
from model.trends import Mean

THEMES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}
LEVELS = st.dictionaries(st.sampled_from(list(THEMES)), st.integers(1, 5))


def test_a_level_counts_only_where_todays_version_still_asks_for_it():
    """Switched off by the profile, set aside, unknown or outside the scope: none of these counts."""
    answers = {
        "a1": Answer(level=3), "a2": Answer(level=4), "b1": Answer(unknown=True), "b2": Answer(not_applicable="Nee"),
    }  # fmt: skip

    assert counted_levels(answers, lambda id_: id_, {"a1", "b1"}) == {"a1": 3}


def test_the_level_of_a_question_that_is_gone_is_taken_to_have_counted():
    """Whether it did can't be told from today's version; what it said is shown, and not compared."""
    answers = {"old": Answer(level=2), "old-unknown": Answer(unknown=True)}

    assert counted_levels(answers, {}.get, {"a1"}) == {"old": 2}


def test_questions_that_mean_something_else_are_not_compared():
    """The mapping tells the new id of what still means the same; the rest is left out."""
    assert renamed({"a1": 3, "b1": 2}, {"a1": "a2"}.get) == {"a2": 3}


def test_common_is_what_has_a_level_in_all():
    """One assessment without a level is enough to leave a question out for all."""
    assert common([{"a1": 1, "a2": 2, "b1": 3}, {"b1": 4, "a1": 5}, {"a1": 1, "b1": 1, "b2": 1}]) == ("a1", "b1")
    assert common([{"a1": 1}, {}]) == ()
    assert common([]) == ()


def test_the_mean_says_on_how_many_questions_it_rests():
    """3 and 4 make 7 over 2; no question makes no mean."""
    assert mean({"a1": 3, "a2": 4, "b1": 1}, ("a1", "a2")) == Mean(7, 2)
    assert Mean(7, 2).score == 3.5
    assert mean({"a1": 3}, ()) is None


def test_a_theme_without_common_questions_is_absent():
    """It is no zero."""
    assert means({"a1": 3, "a2": 4, "b1": 1}, ("a1", "a2"), THEMES) == {"a": Mean(7, 2)}


@example_of(st.lists(LEVELS, min_size=1, max_size=4))
def test_the_themes_together_are_the_whole(every):
    """The sums and numbers of the themes add up to the mean over all, in every assessment, on as many questions."""
    shared = common(every)
    for levels in every:
        themes, whole = means(levels, shared, THEMES).values(), mean(levels, shared)
        assert sum(theme.count for theme in themes) == len(shared)
        assert sum(theme.total for theme in themes) == (whole.total if whole else 0)
        assert whole is None or whole.exact == Fraction(sum(levels[id_] for id_ in shared), len(shared))
