"""The straight line from answers to assessment."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as example_of
from hypothesis import strategies as st

from model.contributions import Cell, Edition, Item
from model.expressions import parse
from model.milestones import Carried, Milestone, result_of
from model.releases import Figure
from model.submission import export_json, read_answers
from model.versions import Change, VersionStep
from model.votes import Vote
from model.workshops import Outcome, Question, Round, Setup, Workshop
from pipeline import (
    ENGINE,
    agenda_of,
    asked_criteria,
    asked_norms,
    assess,
    assess_anew,
    assess_by,
    carried,
    draw,
    explained_norms,
    is_provider,
    make_release,
    proposed,
    sensitive,
    suggested_reason,
    topics,
    trend,
)
from reports.result import result_json

ANSWERS = {
    "a1": {"level": 2, "target": 3},
    "a2": {"level": 2, "target": 3},
    "b1": {"level": 1, "target": 2},
    "b2": {"not_applicable": "Geen pauze nodig."},
    "c1": {"unknown": True},
    "law-1": {"check": "no"},
    "law-2": {"check": "yes"},
}
FACTS = {"sector": "energy", "consumer_customers": True, "collects_for_third_parties": True}
LEVELS = st.fixed_dictionaries({}, optional={id_: st.integers(1, 5) for id_ in ("a1", "a2", "b1", "b2", "c1")})


def test_answers_become_scores_verdicts_gaps_and_a_plan(little, given):
    """One call gives all that pages, terminal and reports show."""
    assessment = assess(little, given(ANSWERS, facts=FACTS, law=True, plan={"days_a_quarter": 4}))

    assert (assessment.engine, assessment.questionnaire_id, assessment.version) == (ENGINE, little.id, "test")
    assert assessment.digest == little.digest
    assert assessment.maturity.overall.score == 5 / 3
    assert assessment.law.outcome == "not_met"
    assert [contradiction.criterion for contradiction in assessment.contradictions] == ["a1", "b1"]
    assert [gap.criterion for gap in assessment.gaps] == ["a1", "a2", "b1"]
    assert [entry.id for entry in assessment.plan] == ["law-1", "b1-2", "a1-3", "a2-3"]
    assert [entry.start for entry in assessment.plan] == ["2026Q4", "2026Q4", "2027Q1", "2027Q2"]
    assert assessment.dropped == ()


def test_derived_facts_reach_the_norms(little, given):
    """law-1 binds a provider, which nobody asks and the profile tells."""
    facts = {**FACTS, "collects_for_third_parties": False}

    assert assess(little, given(ANSWERS, facts=facts, law=True)).law.norms["law-1"].because == ("profile",)


def test_without_the_law_there_is_no_law(little, given):
    """No verdicts, no contradictions, no duties in the plan."""
    assessment = assess(little, given(ANSWERS, facts=FACTS))

    assert (assessment.law, assessment.contradictions) == (None, ())
    assert "law-1" not in [entry.id for entry in assessment.plan]


def test_what_the_user_changed_in_the_plan_is_taken_over(little, given):
    """A dropped action is kept apart, an own one is added, a start is kept."""
    plan = {
        "actions": {"b1-2": {"dropped": True}, "a1-3": {"start": "2028Q1"}},
        "own": [{"do": "Bellen", "effort_days": 1, "owner": "Anna"}],
    }

    assessment = assess(little, given(ANSWERS, plan=plan))

    assert [(entry.id, entry.start) for entry in assessment.plan] == [
        ("a1-3", "2028Q1"),
        ("a2-3", "2028Q2"),
        ("own-1", "2026Q4"),
    ]
    assert [entry.id for entry in assessment.dropped] == ["b1-2"]


def test_the_questions_to_ask_are_those_of_the_scope_that_apply(little, given):
    """Set aside by the user is still asked; switched off by the profile is not."""
    answers_file = given(ANSWERS, facts={"sector": "collection_agency"})

    assert asked_criteria(little, answers_file) == ("a1", "a2", "b1", "c1")
    assert asked_criteria(little, given(ANSWERS)) == ("a1", "a2", "b1", "b2", "c1")


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        (
            {"collects_for_third_parties": True, "consumer_customers": True},
            date(2026, 11, 22),
            "law-1 law-3 law-4 law-2",
        ),
        ({}, date(2026, 11, 22), "law-1 law-3 law-4 law-2"),
        ({"collects_for_third_parties": False}, date(2026, 11, 22), "law-3 law-4 law-2"),
        ({"consumer_customers": False}, date(2026, 11, 22), "law-4 law-2"),
        ({}, date(2026, 12, 31), "law-1 law-3 law-4 law-2"),
        ({}, date(2027, 1, 1), "law-1 law-3 code-1 law-2"),
        ({}, date(2020, 1, 1), "law-3 law-4 law-2"),
        ({}, date(2019, 12, 31), "law-3 law-2"),
    ],
    ids=[
        "everything binds",
        "unknown counts as bound",
        "a derived fact rules one out",
        "a fact rules out two",
        "the last day of law-4",
        "the day after, and the first of code-1",
        "the first day of law-4",
        "the day before",
    ],
)
def test_the_norms_to_ask_are_those_that_may_bind_by_topic(little, given, facts, on, expected):
    """Duties and practices that hold on the day, topics in their order; what is only explained is never asked."""
    assert asked_norms(little, given({}, facts=facts, on=str(on))) == tuple(expected.split())


def test_an_answer_does_not_change_what_is_asked(little, given):
    """Who has set a norm aside can come back to it, and a yes does not hide a question."""
    answers = {"law-4": {"not_applicable": "Wij gaan nooit langs."}, "law-1": {"check": "yes"}}

    assert asked_norms(little, given(answers)) == asked_norms(little, given({}))


@pytest.mark.parametrize(("facts", "shown"), [({"has_staff": True}, True), ({}, True), ({"has_staff": False}, False)])
def test_an_explanation_is_shown_in_its_topic_to_whom_it_may_concern(little, given, facts, shown):
    """Norms of kind context, in their topic only; an unknown profile sees them too."""
    explained = replace(little.norms["law-5"], binds=parse({"has_staff": True}))
    questionnaire = replace(little, norms={**little.norms, "law-5": explained})

    assert explained_norms(questionnaire, given({}, facts=facts), "contact") == ((explained,) if shown else ())
    assert explained_norms(questionnaire, given({}, facts=facts), "costs") == ()


@pytest.mark.parametrize(
    ("criterion", "facts", "reason"),
    [
        ("b1", {"sector": "collection_agency"}, "U belt namens een ander."),
        ("b1", {"sector": "energy"}, None),
        ("b1", {}, None),
        ("a1", {"sector": "collection_agency"}, None),
    ],
    ids=["likely not applicable", "likely applicable", "not known", "no preset"],
)
def test_a_reason_is_offered_only_to_whom_the_preset_is_for(little, given, criterion, facts, reason):
    """It is an offer: the question is asked all the same."""
    assert suggested_reason(little, given({}, facts=facts), criterion) == reason
    assert criterion in asked_criteria(little, given({}, facts=facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"collects_for_third_parties": True, "consumer_customers": True}, True),
        ({"collects_for_third_parties": True, "consumer_customers": False}, False),
        ({"collects_for_third_parties": True}, False),
    ],
)
def test_a_provider_is_who_certainly_collects_for_others(little, given, facts, expected):
    """As long as the profile leaves it open, nobody is asked to sign a record."""
    assert is_provider(little, given({}, facts=facts)) is expected


def test_the_same_input_gives_the_same_output(little, given):
    """Also in bytes, and whatever the order in which the answers stand."""
    turned = dict(reversed(ANSWERS.items()))

    first, second = (assess(little, given(answers, facts=FACTS, law=True)) for answers in (ANSWERS, turned))

    assert first == second
    assert result_json(first) == result_json(second)


def test_an_exported_file_gives_the_same_result(little, given):
    """Every number can be computed again from the file that was handed over."""
    answers_file = given(ANSWERS, facts=FACTS, law=True)
    again = read_answers(export_json(answers_file), "export.json", little)

    assert result_json(assess(little, again)) == result_json(assess(little, answers_file))


def test_the_language_changes_no_number(real):
    """The same answers give the same scores, gaps and order in Dutch and in English."""
    answers = {id_: {"level": number % 4 + 1, "target": 5} for number, id_ in enumerate(real["nl"].criteria)}
    data = {"questionnaire": "social-collection", "version": "2026.1", "scope": "core", "on": "2026-11-22"}
    content = json.dumps({**data, "law": True, "organisation": {"name": "Test"}, "answers": answers}).encode()

    results = [result_json(assess(each, read_answers(content, "test.json", each))) for each in real.values()]

    assert results[0] == results[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example_of(LEVELS, st.integers(1, 5))
def test_every_gap_is_closed_by_the_plan(little, given, levels, target):
    """Whatever the answers: each level between a level and its target is a step of the plan, once, in order."""
    assessment = assess(little, given({id_: {"level": level, "target": target} for id_, level in levels.items()}))
    steps = [(entry.criterion, entry.reaches) for entry in assessment.plan]

    assert len(steps) == len(set(steps))
    for gap in assessment.gaps:
        wanted = [(gap.criterion, level) for level in range(gap.level + 1, gap.target + 1)]
        assert [step for step in steps if step[0] == gap.criterion and step[1] <= gap.target] == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example_of(LEVELS, st.integers(1, 5))
def test_what_an_action_needs_stands_before_it(little, given, levels, target):
    """In the plan, and in the roadmap in an earlier quarter."""
    plan = assess(little, given({id_: {"level": level, "target": target} for id_, level in levels.items()})).plan
    places = {(entry.criterion, entry.reaches): number for number, entry in enumerate(plan)}

    for number, entry in enumerate(plan):
        for need in entry.needs:
            if need.state == "planned":
                before = places[(need.criterion, need.level)]
                assert before < number
                assert plan[before].end < entry.start


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [("scope", "b1 a1 a2 b2 c1"), ("theme", "a1 a2"), ("gaps", "a2 b1 a1 c1"), ("law", "b1 a1")],
)
def test_criteria_are_proposed_for_a_workshop_in_four_ways(little, given, proposal, expected):
    """What matters most to the customer and what the law asks is in front; gaps go by their size."""
    answers = {**ANSWERS, "a2": {"level": 1, "target": 4}}

    assert proposed(little, given(answers), proposal, "a") == tuple(expected.split())


def test_what_the_profile_switches_off_or_does_not_bind_is_not_proposed(little, given):
    """Of the scope, only what is asked; of the law, only duties that hold on the day."""
    elsewhere = {"sector": "collection_agency"}

    assert proposed(little, given({}, facts=elsewhere), "scope") == ("b1", "a1", "a2", "c1")
    assert proposed(little, given({}, on="2012-06-30"), "law") == ()
    assert proposed(little, given({}, scope="quick"), "law") == ("b1", "a1")


def test_why_a_question_has_its_place(little, given):
    """Its consensus, the effect of the steps to its levels, and the duties that rest on it."""
    [b1] = topics(little, given({}), {"b1": 0.25}, ["b1"])

    assert (b1.consensus, b1.impact, b1.duties, b1.weight) == (0.25, 3, 1, 4.5)


def test_the_agenda_of_a_workshop_is_what_is_done_and_then_what_divides(little, given):
    """Also of questions that are no longer asked; the last vote counts."""
    now, setup = datetime(2026, 11, 22, tzinfo=UTC), Setup(roles=["Finance"])

    def shown(*levels):
        votes = [Vote(str(number), "Finance", level) for number, level in enumerate(levels)]
        return Round(1, now, {}, now, draw(setup)(votes, None))

    questions = (
        Question("a1", (shown(3, 3, 3),)), Question("c1", (shown(2, 4),)),
        Question("b3", (shown(3, 3, 3), shown(1, 1, 5, 5))), Question("b1", (shown(1, 5),), Outcome(level=3)),
        Question("a2", (Round(1, now, {"Finance": 2}),)),
    )  # fmt: skip
    workshop = Workshop(
        "w", "a", setup, "open", "ACDEFG", None, None, 1, now, now, None, {}, questions, ()
    )  # fmt: skip

    found = agenda_of(little, given({}), workshop)

    assert [topic.criterion for topic in found] == ["b1", "b3", "a2", "c1", "a1"]
    assert [topic.consensus for topic in found] == [0.0, 0.0, None, pytest.approx(0.585, abs=0.001), 1.0]


@pytest.fixture
def since(little):
    """The small questionnaire, after a version in which a1 asked something else, and b1 less clearly."""
    changes = (Change("changed", ("a1",), ("a1",), "Anders."), Change("clarified", ("b1",), ("b1",), "Helderder."))
    return replace(little, steps=(VersionStep("older", little.version, changes, {}, date(2026, 1, 1)),))


def test_answers_to_an_earlier_version_come_along_to_this_one(since, given):
    """What changed stays behind, and so does what is only explained today."""
    older = given(ANSWERS).model_copy(update={"version": "older"})
    explained = replace(since, norms={**since.norms, "law-1": replace(since.norms["law-1"], kind="context")})
    found = carried(since, older)

    assert set(found) == set(ANSWERS) - {"a1"}
    assert found["b1"] == Carried(older.answers["b1"], "clarified", ("b1",), "Helderder.")
    assert found["a2"].kind == found["law-1"].kind == "carried"
    assert set(carried(explained, older)) == set(found) - {"law-1"}


def test_a_reason_comes_along_only_where_a_rule_still_takes_one(since, given):
    """Else the file with it could not be read again."""
    older = given({"law-4": {"not_applicable": "Nooit."}, "b2": {"not_applicable": "Geen."}})
    older = older.model_copy(update={"version": "older"})
    strict = replace(since, norms={**since.norms, "law-4": replace(since.norms["law-4"], not_applicable_when=None)})

    assert set(carried(since, older)) == {"law-4", "b2"}
    assert set(carried(strict, older)) == {"b2"}


def test_answers_to_this_version_come_along_whole_and_those_to_an_unknown_one_not(since, given):
    """Nobody can tell what was asked then."""
    answers_file = given(ANSWERS)

    assert {one.kind for one in carried(since, answers_file).values()} == {"carried"}
    assert set(carried(since, answers_file)) == set(ANSWERS)
    assert carried(since, answers_file.model_copy(update={"version": "unheard of"})) == {}


def test_old_answers_are_assessed_anew_on_their_own_day(since, given):
    """The same answers without what changed, under this version."""
    older = given(ANSWERS, law=True).model_copy(update={"version": "older"})
    kept = {id_: answer for id_, answer in ANSWERS.items() if id_ != "a1"}
    anew = assess_anew(since, older)

    assert anew == replace(assess(since, given(kept, law=True)), answered_version="older")
    assert (anew.version, anew.answers.version, anew.answers.on) == (since.version, since.version, older.on)
    assert anew.maturity.overall.answered == assess(since, older).maturity.overall.answered - 1


def test_closed_assessments_and_the_open_one_become_a_trend(little, given):
    """The open one stands last; a milestone is told as it was stored, in today's numbers, and on the common questions.

    What the store keeps of an assessment and what the trend makes of an open one are the same result.
    """
    before, now = given({"a1": {"level": 2}, "a2": {"level": 4}}), assess(little, given({"a1": {"level": 3}}))
    stored = result_of(json.loads(result_json(assess(little, before))))

    found = trend(little, [Milestone("m", datetime(2026, 1, 1, tzinfo=UTC), before, stored)], now)

    first, second = found.points
    assert first.reported == stored == first.anew
    assert second.reported == result_of(json.loads(result_json(now)))
    assert (first.alike.score, second.alike.score, found.common) == (2, 3, ("a1",))
    assert [move.kind for move in found.periods[0].moves] == ["up", "gone"]
    assert len(trend(little, [], None).points) == 0


COUNTED = {Item("level", id_): {Cell("bank", "small", is_assured=False): {2: 3, 6: 4}} for id_ in ("a1", "a2")}


@pytest.fixture
def edition(little):
    """An edition about the small questionnaire, closed, of examples only."""
    opened, closed = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    about = (little.id, little.version, little.digest)
    return Edition(1, "a", "Voorbeeld", "2026", *about, opened, closed, None, fictional=True)


def test_an_edition_becomes_a_release_without_what_is_sensitive(little, edition):
    """Prices, fees and volumes of competitors stay out, whatever was counted."""
    criteria = {id_: replace(criterion, sensitive=id_ == "a1") for id_, criterion in little.criteria.items()}
    release = make_release(replace(little, criteria=criteria), edition, COUNTED, {})

    assert sensitive(replace(little, criteria=criteria)) == {"a1"}
    assert [item.of for item in release.figures] == ["a2"]
    assert (release.questionnaire, release.version, release.digest) == (little.id, little.version, little.digest)
    told = (release.association, release.edition, release.closed_on, release.fictional)
    assert told == ("Voorbeeld", "2026", date(2026, 11, 22), True)


def test_a_release_stays_about_the_version_that_its_edition_was_opened_for(little, edition):
    """Also where the questionnaire went on since; and while it is open there is none."""
    release = make_release(replace(little, version="later", digest="other"), edition, COUNTED, {})

    assert (release.version, release.digest) == (little.version, little.digest)
    with pytest.raises(ValueError, match="closed_at"):
        make_release(little, replace(edition, closed_at=None), COUNTED, {})


def test_a_release_that_breaks_a_rule_is_not_made(little, edition, monkeypatch):
    """It is looked at apart from how it was made; what is wrong is said."""
    monkeypatch.setattr("benchmark.release.figure", lambda counts: Figure(sum(counts.values()), (1.0, 5.0)))

    with pytest.raises(ValueError, match=r"level:a1, all: the band is not 1 wide"):
        make_release(little, edition, COUNTED, {})


def test_answers_are_assessed_by_the_version_they_were_given_to_or_carried(since, given):
    """To this version as they are, also what a reviewer said; to an earlier one what comes along."""
    now = given({"a1": {"level": 3, "assurance": "reviewed"}, "b1": {"level": 2}})
    older = now.model_copy(update={"version": "older"})

    assert assess_by(since, now) == assess(since, now)
    assert assess_by(since, older) == assess_anew(since, older)
    assert "a1" not in assess_by(since, older).answers.answers
