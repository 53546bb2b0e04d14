"""The real content as a whole: every id of the fact base is there, and each norm reaches whom it should."""

from datetime import date
from pathlib import Path

import pytest

from model.answers import Answer, AnswersFile, Organisation
from model.expressions import named_facts
from model.reading import read_yaml
from pipeline import asked_criteria, asked_norms, assess

TESTS = Path(__file__).parent
ON = date(2026, 11, 22)
IDS = read_yaml((TESTS / "expected_ids.yaml").read_text(encoding="utf-8"), "expected_ids.yaml")
TYPICAL = read_yaml((TESTS / "typical_organisations.yaml").read_text(encoding="utf-8"), "typical_organisations.yaml")
JUDGED = [
    id_ for ids in IDS["norms"].values() for id_ in ids if id_ not in IDS["context"]
]  # the duties and the practices

# Facts that no expression looks at, and what they are asked for.
ASKED_ALL_THE_SAME = {
    "size_class": "for the comparison with peers of the same size",
    "direct_debit": "describes the organisation in its report; no rule depends on it",
}


@pytest.fixture(scope="module")
def questionnaire(real):
    """The real questionnaire in Dutch."""
    return real["nl"]


def answers_of(questionnaire, facts):
    """An organisation with these facts that has not answered anything yet."""
    return AnswersFile(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        scope="full",
        law=True,
        on=ON,
        organisation=Organisation(name="Voorbeeld (fictief)", **facts),
    )


@pytest.fixture(scope="module")
def organisations(questionnaire):
    """Organisations of every sector: one that does everything, one that does nothing, and each with one difference."""
    sectors = questionnaire.profile.facts["sector"].values
    yes_no = [id_ for id_, fact in questionnaire.profile.facts.items() if not fact.values]
    return [
        answers_of(questionnaire, {"sector": sector, "size_class": "medium", **dict.fromkeys(yes_no, most), **one})
        for sector in sectors
        for most in (True, False)
        for one in ({}, *({fact: not most} for fact in yes_no))
    ]


@pytest.fixture(scope="module")
def asked(questionnaire, organisations):
    """What each of them is asked: criteria and norms."""
    return [{*asked_criteria(questionnaire, one), *asked_norms(questionnaire, one)} for one in organisations]


def test_the_criteria_are_those_of_the_fact_base(questionnaire):
    """Ninety, each in its theme; a criterion that goes or comes is noticed here."""
    assert {theme.id: list(theme.criteria) for theme in questionnaire.themes} == IDS["criteria"]
    assert len(questionnaire.criteria) == 90


def test_the_norms_are_those_of_the_fact_base(questionnaire):
    """A hundred and ninety, each under its instrument."""
    norms = questionnaire.norms.values()
    found = {id_: {norm.id for norm in norms if norm.instrument == id_} for id_ in questionnaire.instruments}

    assert found == {instrument: set(ids) for instrument, ids in IDS["norms"].items()}
    assert len(questionnaire.norms) == 190


@pytest.mark.parametrize("kind", ["context", "practice"])
def test_a_norm_is_of_its_kind(questionnaire, kind):
    """What is no duty never counts in the outcome, so that is no thing to change by accident."""
    assert {norm.id for norm in questionnaire.norms.values() if norm.kind == kind} == set(IDS[kind])


def test_only_these_norms_can_be_set_aside(questionnaire):
    """Every other duty that binds stays, whatever an organisation thinks of it."""
    may = {norm.id for norm in questionnaire.norms.values() if norm.not_applicable_when}

    assert may == set(IDS["may_be_set_aside"])


def test_the_scopes_have_ten_thirty_and_ninety_criteria(questionnaire):
    """Each holds the one before, and full is everything."""
    quick, core, full = (questionnaire.scopes[scope] for scope in ("quick", "core", "full"))

    assert (len(quick), len(core), len(full)) == (10, 30, 90)
    assert set(quick) < set(core) < set(full) == set(questionnaire.criteria)


@pytest.mark.parametrize("id_", JUDGED)
def test_a_duty_or_practice_binds_some_organisations_and_not_all(questionnaire, asked, id_):
    """A rule that reaches nobody is a mistake in its condition, and so is one that reaches everybody."""
    assert questionnaire.norms[id_].binds is not None
    assert {id_ in ids for ids in asked} == {True, False}


def test_every_criterion_is_asked_of_somebody(questionnaire, asked):
    """And one with a condition is left out for somebody."""
    conditional = {id_ for id_, criterion in questionnaire.criteria.items() if criterion.applies_when is not None}

    assert set(questionnaire.criteria) - set.union(*asked) == set()
    assert conditional & set.intersection(*asked) == set()


def test_nobody_is_asked_what_is_only_explained(asked):
    """Whatever the profile."""
    assert set(IDS["context"]) & set.union(*asked) == set()


def in_full(entries):
    """The ids of norms that these ids and names of groups stand for."""
    return {id_ for entry in entries for id_ in TYPICAL["groups"].get(entry, [entry])}


def test_a_sector_gets_its_own_norms_and_no_others(questionnaire):
    """Beside an organisation of no sector in particular that also does everything."""
    profile = questionnaire.profile.facts
    everything = {id_: True for id_, fact in profile.items() if not fact.values}
    asked_of = {
        sector: set(asked_norms(questionnaire, answers_of(questionnaire, {**everything, "sector": sector})))
        for sector in profile["sector"].values
    }
    others = asked_of["other"]

    assert {sector: ids - others for sector, ids in asked_of.items() if ids - others} == {
        sector: in_full(entries) for sector, entries in IDS["more"].items()
    }
    assert {sector: others - ids for sector, ids in asked_of.items() if others - ids} == {
        sector: in_full(entries) for sector, entries in IDS["less"].items()
    }


@pytest.mark.parametrize("name", TYPICAL["organisations"])
def test_a_typical_organisation_gets_exactly_its_norms(questionnaire, name):
    """Those that the fact base gives it, and none that are not theirs."""
    organisation = TYPICAL["organisations"][name]
    expected = in_full(organisation["bound"])
    found = set(asked_norms(questionnaire, answers_of(questionnaire, organisation["facts"])))

    assert {"not theirs": sorted(found - expected), "not asked": sorted(expected - found)} == {
        "not theirs": [],
        "not asked": [],
    }


@pytest.mark.parametrize("name", TYPICAL["organisations"])
def test_a_typical_organisation_can_set_aside_only_what_says_when(questionnaire, name):
    """Whoever calls everything not applicable keeps every duty whose file does not allow that."""
    answers_file = answers_of(questionnaire, TYPICAL["organisations"][name]["facts"])
    answers = {id_: Answer(not_applicable="Wij niet.") for id_ in JUDGED}
    law = assess(questionnaire, answers_file.model_copy(update={"answers": answers})).law
    allowed = {id_ for id_ in JUDGED if questionnaire.norms[id_].not_applicable_when}
    kept = [id_ for id_ in JUDGED if law.norms[id_].verdict == "cannot_tell"]

    assert set(kept) == set(asked_norms(questionnaire, answers_file)) - allowed
    assert law.set_aside == len(set(asked_norms(questionnaire, answers_file)) & allowed)


@pytest.mark.parametrize("name", TYPICAL["organisations"])
def test_a_typical_organisation_has_answered_its_whole_profile(questionnaire, name):
    """An unknown fact would make a rule seem to bind."""
    facts = TYPICAL["organisations"][name]["facts"]
    asked_facts = questionnaire.profile.facts

    assert set(facts) == set(asked_facts)
    assert [id_ for id_, value in facts.items() if value not in (asked_facts[id_].values or (True, False))] == []


def test_the_typical_organisations_cover_the_published_table():
    """Twelve, and each group of norms is theirs or nobody's."""
    named = {entry for organisation in TYPICAL["organisations"].values() for entry in organisation["bound"]}

    assert len(TYPICAL["organisations"]) == 12
    assert set(TYPICAL["groups"]) <= named
    assert {id_ for ids in TYPICAL["groups"].values() for id_ in ids} | named - set(TYPICAL["groups"]) <= set(JUDGED)


def test_every_fact_is_asked_for_a_reason(questionnaire):
    """Some condition looks at it, or it stands in the list above with what it is for."""
    profile = questionnaire.profile
    criteria, norms = questionnaire.criteria.values(), questionnaire.norms.values()
    conditions = [
        *(criterion.applies_when for criterion in criteria),
        *(criterion.preset.when for criterion in criteria if criterion.preset),
        *(norm.binds for norm in norms),
        *profile.derived.values(),
    ]
    used = {fact.name for condition in conditions for fact in named_facts(condition)}

    assert {*profile.facts, *profile.derived} - used == set(ASKED_ALL_THE_SAME)


def test_every_department_has_something_to_do(questionnaire):
    """Each is asked something or owns an action."""
    criteria, norms = questionnaire.criteria.values(), questionnaire.norms.values()
    asked_departments = {department for criterion in criteria for department in criterion.ask}
    owners = {action.owner for criterion in criteria for action in criterion.actions.values()}

    assert asked_departments | owners | {norm.action.owner for norm in norms if norm.action} == set(
        questionnaire.departments
    )


def test_every_topic_has_norms_to_ask(questionnaire):
    """So every norm that is only explained stands beside one that is asked."""
    assert {questionnaire.norms[id_].topic for id_ in JUDGED} == set(questionnaire.topics)


def test_every_category_and_instrument_is_used(questionnaire):
    """A name without anything under it would be an empty heading."""
    assert {criterion.category for criterion in questionnaire.criteria.values()} == set(questionnaire.categories)
    assert {norm.instrument for norm in questionnaire.norms.values()} == set(questionnaire.instruments)
