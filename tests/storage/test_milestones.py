"""Closed assessments: nothing in them changes, their result stays, and the next one begins where they ended."""

import json
from datetime import UTC, date, datetime

import pytest

from auth.permissions import ALLOWED
from model.answers import Organisation, PlanChanges
from model.errors import BadInput
from model.milestones import Carried
from pipeline import assess
from reports.result import result_json
from storage.access import CHANGES
from storage.milestones import HAS_NEXT, NOTHING_ANSWERED, STILL_OPEN, WORKSHOP_OPEN, InTime
from storage.stored import NotFound
from storage.verification import verify

TODAY = date(2026, 11, 22)


def judged(questionnaire, version="2026.1", digest="sha256:of-then"):
    """What judges an answers file: the real result, under this version and digest."""

    def judge(answers_file):
        result = json.loads(result_json(assess(questionnaire, answers_file)))
        return {**result, "questionnaire": {**result["questionnaire"], "version": version, "digest": digest}}

    return judge


def same(answers_file):
    """Carries every answer as it was."""
    return {item: Carried(answer, "carried", (item,)) for item, answer in answers_file.answers.items()}


@pytest.fixture(scope="module")
def questionnaire(real):
    """The published questionnaire."""
    return real["nl"]


@pytest.fixture
def judge(questionnaire):
    """The real result of an answers file."""
    return judged(questionnaire)


@pytest.fixture
def assessment(store):
    """An assessment with two answers."""
    organisation = store.add_organisation(Organisation(name="Woonstichting Zuid", sector="housing"))
    id_ = store.add_assessment(organisation, "social-collection", "2026.1", "quick", TODAY)
    store.give_answer(id_, "s1.3", {"level": 2, "target": 4, "evidence": ["https://example.org"],
                                    "assurance": "evidenced"})  # fmt: skip
    store.give_answer(id_, "s2.3", {"level": 3})
    return id_


def test_a_closed_assessment_has_its_result_and_its_answers(store, assessment, judge):
    """As they were at that moment, with what they were judged by."""
    before = store.answers_file(assessment)
    store.close(assessment, judge)

    [milestone] = store.milestones(assessment)
    assert milestone.answers == before.model_copy(update={"closed": milestone.closed_at.astimezone().date()})
    assert milestone.reported.overall.score == 2.5
    assert (milestone.reported.version, milestone.reported.digest) == ("2026.1", "sha256:of-then")
    assert milestone.reported.on == TODAY
    assert milestone.closed_at <= datetime.now(UTC)


def test_what_the_profile_says_later_changes_no_closed_one(store, assessment, judge):
    """Its facts are those of then; an open one follows the profile."""
    store.close(assessment, judge)
    organisation = store.organisation_of(assessment)
    store.change_organisation(organisation, Organisation(name="Woonstichting Noord", sector="energy"))
    later = store.add_assessment(organisation, "social-collection", "2026.1", "quick", TODAY)

    assert store.answers_file(assessment).organisation.facts == {"sector": "housing"}
    assert store.answers_file(later).organisation.facts == {"sector": "energy"}


def test_every_action_that_changes_an_assessment_is_refused_once_it_is_closed():
    """A new action is either in the list or reads, manages people, or removes."""
    every = frozenset().union(*ALLOWED.values())

    assert every - CHANGES == {"read", "export", "read_trail", "manage_people", "consent", "remove"}


def test_without_an_answer_there_is_nothing_to_close(store, judge):
    """An empty result would mean nothing."""
    organisation = store.add_organisation(Organisation(name="Leeg"))
    empty = store.add_assessment(organisation, "social-collection", "2026.1", "quick", TODAY)

    with pytest.raises(BadInput) as refused:
        store.close(empty, judge)

    assert refused.value.mistakes == (NOTHING_ANSWERED,)


def test_while_a_workshop_is_open_the_assessment_stays_open(store, assessment, judge):
    """The group could not agree on anything any more."""
    workshop = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    store.open_workshop(assessment, workshop)

    with pytest.raises(BadInput) as refused:
        store.close(assessment, judge)

    assert refused.value.mistakes == (WORKSHOP_OPEN,)
    assert store.milestones(assessment) == []


def test_a_result_that_can_not_be_made_closes_nothing(store, assessment):
    """All or nothing."""

    def fails(_answers_file):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.close(assessment, fails)

    store.give_answer(assessment, "s1.3", {"level": 4})
    assert store.milestones(assessment) == []


def test_the_next_one_begins_where_the_closed_one_ended(store, assessment, judge):
    """Same scope and plan; each answer is marked until someone confirms or changes it."""
    store.change_plan(assessment, lambda plan: PlanChanges(days_a_quarter=7))
    store.close(assessment, judge)
    following = store.begin_next(assessment, "2027.1", date(2027, 11, 22), same)

    begun = store.answers_file(following)
    assert (begun.version, begun.on, begun.scope) == ("2027.1", date(2027, 11, 22), "quick")
    assert begun.plan.days_a_quarter == 7
    assert begun.answers == store.answers_file(assessment).answers
    assert store.to_confirm(following) == {"s1.3": "carried", "s2.3": "carried"}
    assert store.previous(following).id == assessment
    assert store.in_time(assessment).followed_by == following
    assert store.in_time(following) == InTime(None, assessment, None)
    assert store.previous(assessment) is None


def test_confirming_takes_the_mark_and_keeps_the_answer(store, assessment, judge):
    """The history says that it was given again, and by whom; what nobody asked to confirm stays marked."""
    store.close(assessment, judge)
    following = store.begin_next(assessment, "2026.1", TODAY, same)
    before = store.answer(following, "s1.3")

    store.confirm(following, ["s1.3", "s9.9"])

    assert store.to_confirm(following) == {"s2.3": "carried"}
    assert store.answer(following, "s1.3") == before
    assert len(store.history(following, "s1.3")) == 2


def test_another_answer_takes_the_mark_too(store, assessment, judge):
    """Who answers has looked at it."""
    store.close(assessment, judge)
    following = store.begin_next(assessment, "2026.1", TODAY, same)

    store.give_answer(following, "s2.3", {"level": 4})

    assert store.to_confirm(following) == {"s1.3": "carried"}


def test_evidence_that_was_only_a_file_does_not_come_along(store, assessment, judge):
    """The file stays with the closed one, so the answer is stated until it is added again."""
    store.give_answer(assessment, "s2.3", {"assurance": "evidenced"})
    store.close(assessment, judge)
    following = store.begin_next(assessment, "2026.1", TODAY, same)

    assert store.answer(following, "s2.3").assurance == "stated"
    assert store.answer(following, "s1.3").assurance == "evidenced"


def test_the_next_one_begins_once_and_only_after_closing(store, assessment, judge):
    """Of two clicks one begins it, the other is told."""
    with pytest.raises(BadInput) as refused:
        store.begin_next(assessment, "2026.1", TODAY, same)
    assert refused.value.mistakes == (STILL_OPEN,)

    store.close(assessment, judge)
    store.begin_next(assessment, "2026.1", TODAY, same)
    with pytest.raises(BadInput) as refused:
        store.begin_next(assessment, "2026.1", TODAY, same)
    assert refused.value.mistakes == (HAS_NEXT,)


def test_a_result_computed_again_stands_beside_the_first(store, assessment, judge, questionnaire):
    """Of the same content and engine there is one, and none takes the place of another."""
    store.close(assessment, judge)
    anew = judged(questionnaire, "2027.1", "sha256:later")(store.answers_file(assessment))

    assert store.add_result(assessment, anew)
    assert not store.add_result(assessment, {**anew, "on": "2020-01-01"})

    [milestone] = store.milestones(assessment)
    assert milestone.reported.version == "2026.1"
    assert [result.version for result in milestone.recomputed] == ["2027.1"]
    assert milestone.recomputed[0].on == TODAY


def test_an_open_assessment_gets_no_result(store, assessment, judge):
    """Its answers can still change."""
    with pytest.raises(BadInput):
        store.add_result(assessment, judge(store.answers_file(assessment)))


def test_the_trail_holds_for_closed_assessments_and_those_that_follow(store, assessment, judge):
    """Closing, carrying, confirming and computing again leave it whole."""
    store.close(assessment, judge)
    following = store.begin_next(assessment, "2026.1", TODAY, same)
    store.confirm(following, ["s1.3"])
    store.give_answer(following, "s2.3", {"level": 1})
    store.close(following, judge)

    assert list(verify(store.engine)) == []


def test_several_milestones_come_in_the_order_in_which_they_were_closed(store, assessment, judge):
    """The oldest first, whichever was made first."""
    store.close(assessment, judge, at=datetime(2025, 6, 1, tzinfo=UTC))
    following = store.begin_next(assessment, "2026.1", TODAY, same)
    store.close(following, judge, at=datetime(2024, 6, 1, tzinfo=UTC))

    assert [milestone.id for milestone in store.milestones(following)] == [following, assessment]


def test_who_runs_the_installation_finds_every_closed_one(store, assessment, judge):
    """By its id, to compute it again; an open one is no milestone."""
    with pytest.raises(NotFound):
        store.milestone(assessment)
    assert store.all_closed() == []

    store.close(assessment, judge)

    assert store.all_closed() == [assessment]
    assert [store.milestone(assessment)] == store.milestones(assessment)


def test_nothing_of_it_is_for_a_stranger(store, assessment, judge, as_person):
    """Who may not read it may neither close it nor see that it is closed."""
    stranger = as_person()
    for ask in (
        lambda: stranger.close(assessment, judge),
        lambda: stranger.milestones(assessment),
        lambda: stranger.previous(assessment),
        lambda: stranger.in_time(assessment),
        lambda: stranger.to_confirm(assessment),
        lambda: stranger.confirm(assessment, ["s1.3"]),
        lambda: stranger.begin_next(assessment, "2026.1", TODAY, same),
        lambda: stranger.add_result(assessment, {}),
        lambda: stranger.milestone(assessment),
        stranger.all_closed,
    ):
        with pytest.raises(NotFound):
            ask()


def test_only_who_runs_the_installation_goes_through_all(store, assessment, judge, as_person):
    """A person sees those of their own organisations, one organisation at a time."""
    store.close(assessment, judge)

    assert store.all_closed() == [assessment]
    with pytest.raises(NotFound):
        as_person().all_closed()
    with pytest.raises(NotFound):
        as_person().has_real_contributions()
