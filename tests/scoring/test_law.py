"""Answers to verdicts, and the outcome that no average can hide."""

from dataclasses import replace
from datetime import date

import pytest

from model.answers import Answer
from model.assessment import Contradiction, Verdict
from scoring.law import contradictions, judge, outcome, verdict

ON = date(2026, 11, 22)
BOUND = {"wki_provider": True}
FREE = {"wki_provider": False}
YES, PARTLY, NO, UNKNOWN, NONE = (*(Answer(check=check) for check in ("yes", "partly", "no", "unknown")), Answer())
ASIDE = Answer(not_applicable="Wij gaan nooit langs.")

# The order of the cases is the rule (design 4, "verdict"): norm, facts, answer, levels, day → verdict, because.
CASES = {
    "outside the dates nothing else matters: before they begin": (
        ("code-1", {}, NO, {}, date(2026, 12, 31)),
        ("not_bound", "dates"),
    ),
    "on the first day the norm binds": (("code-1", {}, NO, {}, date(2027, 1, 1)), ("not_met", "check")),
    "on the last day the norm still binds": (("law-4", {}, NO, {}, date(2026, 12, 31)), ("not_met", "check")),
    "a day after the last it does not": (("law-4", {}, YES, {}, date(2027, 1, 1)), ("not_bound", "dates")),
    "dates go before not applicable": (("law-4", {}, ASIDE, {}, date(2027, 1, 1)), ("not_bound", "dates")),
    "not bound by the profile, whatever the check": (("law-1", FREE, YES, {}, ON), ("not_bound", "profile")),
    "not bound by the profile, also after a no": (("law-1", FREE, NO, {}, ON), ("not_bound", "profile")),
    "set aside where the norm allows it": (("law-4", {}, ASIDE, {}, ON), ("not_bound", "not_applicable")),
    "set aside where it is not allowed leaves the norm open": (
        ("law-1", BOUND, ASIDE, {}, ON),
        ("cannot_tell", "check"),
    ),
    "yes is met": (("law-1", BOUND, YES, {}, ON), ("met", "check")),
    "yes is met also when the profile is unknown": (("law-1", {}, YES, {}, ON), ("met", "check")),
    "yes goes before lower levels": (("law-2", {}, YES, {"a1": 1, "b1": 1}, ON), ("met", "check")),
    "an unknown profile goes before no": (("law-1", {}, NO, {}, ON), ("cannot_tell", "profile")),
    "an unknown profile goes before partly": (("law-1", {}, PARTLY, {}, ON), ("cannot_tell", "profile")),
    "an unknown profile without a check": (("law-1", {}, NONE, {}, ON), ("cannot_tell", "profile")),
    "partly is not met": (("law-1", BOUND, PARTLY, {}, ON), ("not_met", "check")),
    "no is not met": (("law-1", BOUND, NO, {}, ON), ("not_met", "check")),
    "no goes before reached levels": (("law-2", {}, NO, {"a1": 5, "b1": 5}, ON), ("not_met", "check")),
    "every level reached is met": (("law-2", {}, NONE, {"a1": 3, "b1": 2}, ON), ("met", "a1", "b1")),
    "a level above is met too": (("law-2", {}, UNKNOWN, {"a1": 5, "b1": 3}, ON), ("met", "a1", "b1")),
    "one level too low is not met, because of that one": (
        ("law-2", {}, NONE, {"a1": 2, "b1": 2}, ON),
        ("not_met", "a1"),
    ),
    "also after the answer unknown": (("law-2", {}, UNKNOWN, {"a1": 3, "b1": 1}, ON), ("not_met", "b1")),
    "a criterion without a level: cannot tell": (
        ("law-2", {}, NONE, {"a1": 3, "b1": None}, ON),
        ("cannot_tell", "a1", "b1"),
    ),
    "a lower level beside one that is missing: cannot tell": (
        ("law-2", {}, NONE, {"a1": 1, "b1": None}, ON),
        ("cannot_tell", "a1", "b1"),
    ),
    "a criterion out of scope or not applicable: cannot tell": (
        ("law-2", {}, NONE, {"a1": 3}, ON),
        ("cannot_tell", "a1", "b1"),
    ),
    "no check and no criteria: cannot tell": (("law-1", BOUND, NONE, {}, ON), ("cannot_tell", "check")),
    "unknown without criteria: cannot tell": (("law-1", BOUND, UNKNOWN, {}, ON), ("cannot_tell", "check")),
    "an unverified norm is judged like any other": (
        ("law-3", {"consumer_customers": True}, NO, {}, ON),
        ("not_met", "check"),
    ),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES.keys())
def test_the_first_case_that_fits_is_the_verdict(little, given, expected):
    """Each case of the table, true cases before false ones, gives this verdict and names why."""
    norm, facts, answer, levels, on = given
    name, *because = expected

    assert verdict(little.norms[norm], facts, answer, levels, on) == Verdict(name, tuple(because))


def law_of(little, facts=None, answers=None, applicable=("a1", "a2", "b1", "c1"), on=ON):
    """The law for these answers."""
    return judge(little, facts or {}, answers or {}, applicable, on)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["met", "cannot_tell", "not_bound", "not_met"], "not_met"),
        (["met", "cannot_tell", "not_bound"], "cannot_tell"),
        (["not_bound", "met"], "met"),
        (["not_bound"], "not_bound"),
        ([], "not_bound"),
    ],
)
def test_the_worst_verdict_is_the_outcome(verdicts, expected):
    """One duty not met outweighs any number that are."""
    assert outcome(verdicts) == expected


def test_only_duties_make_the_outcome(little):
    """A practice that is not met stands in the verdicts and leaves the outcome alone."""
    answers = {"law-2": YES, "law-3": YES, "code-1": NO}

    law = law_of(little, {"wki_provider": False, "consumer_customers": True}, answers, on=date(2027, 6, 1))

    assert law.norms["code-1"] == Verdict("not_met", ("check",))
    assert law.outcome == "met"


def test_context_is_never_judged(little):
    """A norm that only explains has no verdict and is in no count."""
    law = law_of(little)

    assert "law-5" not in law.norms
    assert sum(law.counts.values()) == len(law.norms) == 5


def test_an_unverified_norm_counts_as_cannot_tell_in_the_outcome(little):
    """Nobody fails on a rule that was not verified in the law's text; its own verdict stays."""
    answers = {"law-2": YES, "law-3": NO, "law-4": YES}

    law = law_of(little, {"wki_provider": False, "consumer_customers": True}, answers)

    assert law.norms["law-3"].verdict == "not_met"
    assert law.counts["not_met"] == 1
    assert law.outcome == "cannot_tell"


def test_an_unverified_norm_that_is_met_counts_as_met(little):
    """Only its "not met" is softened."""
    answers = {"law-2": YES, "law-3": YES, "law-4": YES}

    assert law_of(little, {"wki_provider": False, "consumer_customers": True}, answers).outcome == "met"


@pytest.mark.parametrize("checked", ["text", "secondary"])
def test_a_verified_norm_that_is_not_met_decides_the_outcome(little, checked):
    """The same answers on a norm that was read, in the law's text or in a secondary source, do make it not met."""
    source = replace(little.norms["law-3"].source, checked=checked)
    norms = {**little.norms, "law-3": replace(little.norms["law-3"], source=source)}
    answers = {"law-2": YES, "law-3": NO, "law-4": YES}

    law = law_of(replace(little, norms=norms), {"wki_provider": False, "consumer_customers": True}, answers)

    assert law.outcome == "not_met"


def test_norms_set_aside_as_not_applicable_are_counted(little):
    """The outcome always says how many the organisation set aside itself; the profile's are no part of it."""
    law = law_of(little, {"wki_provider": False}, {"law-4": ASIDE})

    assert law.set_aside == 1
    assert law.counts == {"met": 0, "not_met": 0, "cannot_tell": 2, "not_bound": 3}


def test_criteria_that_do_not_count_say_nothing_about_a_norm(little):
    """A level on a criterion out of scope is kept but proves nothing."""
    answers = {"a1": Answer(level=3), "b1": Answer(level=2)}

    assert law_of(little, answers=answers).norms["law-2"].verdict == "met"
    assert law_of(little, answers=answers, applicable=("a1",)).norms["law-2"].verdict == "cannot_tell"


def test_as_long_as_norms_are_missing_the_law_is_not_complete(little):
    """The content says itself whether all norms are there."""
    assert law_of(little).complete is False


@pytest.mark.parametrize(
    ("on", "later"),
    [(date(2026, 12, 31), ("code-1",)), (date(2027, 1, 1), ()), (date(2024, 3, 31), ("law-1", "code-1"))],
)
def test_norms_that_start_later_are_named(little, on, later):
    """Until the day before their first; the profile leaves them in."""
    assert law_of(little, on=on).later == later


def test_a_norm_that_the_profile_rules_out_does_not_start_later(little):
    """law-1 begins on the next day, but not for who is no provider."""
    assert law_of(little, FREE, on=date(2024, 3, 31)).later == ("code-1",)


def found(little, answers, applicable=("a1", "b1"), on=ON):
    """The contradictions in these answers."""
    law = judge(little, {}, answers, applicable, on)
    return contradictions(little, answers, law, applicable)


def test_yes_beside_a_lower_level_is_a_contradiction(little):
    """The check says yes, a1 says level 1 where 3 is needed; b1 agrees and is not named."""
    answers = {"law-2": YES, "a1": Answer(level=1), "b1": Answer(level=2)}

    assert found(little, answers) == (Contradiction("law-2", "yes", "a1", level=1, required=3),)


def test_no_beside_reached_levels_is_a_contradiction(little):
    """Every level says met and the check says no: both criteria are shown."""
    answers = {"law-2": NO, "a1": Answer(level=3), "b1": Answer(level=4)}

    assert found(little, answers) == (
        Contradiction("law-2", "no", "a1", level=3, required=3),
        Contradiction("law-2", "no", "b1", level=4, required=2),
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"law-2": YES, "a1": Answer(level=3), "b1": Answer(level=2)},
        {"law-2": NO, "a1": Answer(level=2), "b1": Answer(level=2)},
        {"law-2": NO, "a1": Answer(level=3)},
        {"law-2": PARTLY, "a1": Answer(level=5), "b1": Answer(level=5)},
        {"law-2": UNKNOWN, "a1": Answer(level=1)},
        {"law-2": YES, "a1": Answer(unknown=True)},
        {"law-1": YES},
        {"a1": Answer(level=1)},
    ],
    ids=[
        "yes and reached",
        "no and below",
        "no and one open",
        "partly",
        "unknown",
        "no level",
        "no criteria",
        "no check",
    ],
)
def test_answers_that_agree_are_no_contradiction(little, answers):
    """Only yes with a lower level, and no with every level reached, contradict."""
    assert found(little, answers) == ()


def test_a_norm_that_does_not_bind_contradicts_nothing(little):
    """Before the rule begins its check is of no consequence."""
    answers = {"law-2": YES, "a1": Answer(level=1)}

    assert found(little, answers, on=date(2012, 6, 30)) == ()


def test_a_criterion_that_does_not_count_contradicts_nothing(little):
    """a1 is out of scope, so its level says nothing against the check."""
    assert found(little, {"law-2": YES, "a1": Answer(level=1)}, applicable=("b1",)) == ()
