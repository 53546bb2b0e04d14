"""Dividing the work: assigning, handing in, accepting, asking for a change."""

import pytest

from auth.who import Who
from model.answers import Answer
from model.division import Assignee
from model.errors import BadInput
from storage.store import Store
from storage.stored import Changed, NotFound

NOWHERE = "00000000-0000-0000-0000-000000000000"
LEVEL = Answer(level=3)


@pytest.fixture
def assessment(store, given):
    """The id of an assessment with two answers."""
    return store.add_answers_file(given({"a1": {"level": 3}, "law-1": {"check": "yes"}}))


@pytest.fixture
def organisation(store, assessment):
    """The id of its organisation."""
    return store.organisation_of(assessment)


@pytest.fixture
def owner(as_person, organisation):
    """The store as the owner asks it."""
    return as_person("Olga", **{organisation: "owner"})


@pytest.fixture
def colleague(as_person, organisation):
    """The store as a colleague asks it, who answers."""
    return as_person("Anna", **{organisation: "contributor"})


def states(store, assessment):
    """How far the questions are, of those that are not being worked on."""
    return {item: standing.state for item, standing in store.division(assessment).standings.items()}


def test_a_theme_and_a_question_are_given_to_a_person_or_a_department(owner, colleague, assessment):
    """All of an assessment in one look; a norm too; a second assignment takes the place of the first."""
    anna, hr = Assignee("person", colleague.who.id), Assignee("department", "hr")

    owner.assign(assessment, "a", anna)
    owner.assign(assessment, "a2", hr)
    owner.assign(assessment, "law-1", hr)
    owner.assign(assessment, "law-1", anna)

    assert colleague.division(assessment).assignments == {"a": anna, "a2": hr, "law-1": anna}
    division = colleague.division(assessment)
    assert [division.is_mine(item, "a") for item in ("a1", "a2")] == [True, False]
    assert division.assignee("b1", "b") is None


def test_an_assignment_can_be_taken_back(owner, colleague, assessment):
    """Nobody has the question then."""
    owner.assign(assessment, "a", Assignee("person", colleague.who.id))

    owner.assign(assessment, "a", None)

    assert owner.division(assessment).assignments == {}


def test_questions_of_my_department_are_mine(owner, as_person, add_person, store, organisation, assessment):
    """Of everyone who works there, and of nobody else."""
    anna = as_person("Anna", **{organisation: "contributor"})
    bram = as_person("Bram", **{organisation: "contributor"})
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE memberships SET department = 'hr' WHERE person_id = '{anna.who.id}'")

    owner.assign(assessment, "a", Assignee("department", "hr"))

    assert [person.division(assessment).is_mine("a1", "a") for person in (anna, bram, owner)] == [True, False, False]


@pytest.mark.parametrize("role", ["viewer", "auditor", "a stranger", "of another organisation", "nobody"])
def test_only_who_may_answer_here_can_have_questions(owner, as_person, store, given, organisation, assessment, role):
    """The same sentence for who may only look, a stranger, and an id that is nobody's; nothing changes."""
    roles = {"viewer": {organisation: "viewer"}, "auditor": {organisation: "auditor"}, "a stranger": {}}
    others = {"of another organisation": {store.organisation_of(store.add_answers_file(given({}))): "owner"}}
    person = NOWHERE if role == "nobody" else as_person("Bram", **{**roles, **others}[role]).who.id

    with pytest.raises(BadInput, match="Only someone who may answer in this organisation"):
        owner.assign(assessment, "a", Assignee("person", person))

    assert owner.division(assessment).assignments == {}


@pytest.mark.parametrize("role", ["owner", "contributor", "consultant"])
def test_whoever_answers_can_have_questions(owner, as_person, organisation, assessment, role):
    """A consultant too, when the client let them in."""
    anna = Assignee("person", as_person("Anna", **{organisation: role}).who.id)

    owner.assign(assessment, "a", anna)

    assert owner.division(assessment).assignments == {"a": anna}


def test_who_left_has_nothing_any_more(owner, colleague, assessment, withdraw):
    """Their questions are nobody's, and can be given to someone else."""
    owner.assign(assessment, "a", Assignee("person", colleague.who.id))

    withdraw(colleague.who.id)

    assert owner.division(assessment).assignments == {}


def test_who_may_not_answer_any_more_has_nothing(owner, colleague, assessment, store):
    """Whose role became that of someone who looks."""
    owner.assign(assessment, "a", Assignee("person", colleague.who.id))

    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE memberships SET role = 'viewer' WHERE person_id = '{colleague.who.id}'")

    assert owner.division(assessment).assignments == {}


def test_the_work_goes_from_answering_to_accepted(owner, colleague, assessment, trail):
    """Handed in, given back with a remark, changed, handed in again, accepted; each step in the trail."""
    colleague.hand_in(assessment, ["a1", "law-1"])
    assert states(owner, assessment) == {"a1": "handed_in", "law-1": "handed_in"}

    owner.ask_for_change(assessment, "a1", "Graag met een bron")
    standing = colleague.division(assessment).standings["a1"]
    assert (standing.state, standing.remark, standing.author.name) == ("change_asked", "Graag met een bron", "Olga")

    colleague.give_answer(assessment, "a1", {"note": "Bron: beleid"})
    assert states(owner, assessment)["a1"] == "change_asked"
    colleague.hand_in(assessment, ["a1"])
    owner.accept(assessment, {"a1": Answer(level=3, note="Bron: beleid"), "law-1": Answer(check="yes")})

    assert states(owner, assessment) == {"a1": "accepted", "law-1": "accepted"}
    assert owner.division(assessment).standings["a1"].remark is None
    steps = ["handed_in", "handed_in", "change_asked", "answer_given", "handed_in", "accepted", "accepted"]
    assert [event.action for event in trail()][-7:] == steps


@pytest.mark.parametrize("is_accepted", [False, True])
@pytest.mark.parametrize("changes", [{"level": 4}, {"note": "Toch niet"}, {"evidence": ["Map 3"]}, {"unknown": True}])
def test_another_answer_is_not_handed_in_any_more(owner, colleague, assessment, changes, is_accepted, trail):
    """What was accepted was the answer before it; the one who answers is told that it was set back."""
    colleague.hand_in(assessment, ["a1"])
    if is_accepted:
        owner.accept(assessment, {"a1": LEVEL})

    given = colleague.give_answer(assessment, "a1", {"level": None, **changes} if "unknown" in changes else changes)

    assert states(owner, assessment) == {}
    assert given.is_set_back
    assert [event.action for event in trail()][-2:] == ["answer_given", "work_reopened"]


def test_several_answers_at_once_and_putting_back_set_back_too(owner, colleague, assessment):
    """However another answer comes."""
    for answer in (
        lambda: colleague.give_answers(assessment, ["a1"], {"level": 5}),
        lambda: colleague.undo(assessment, "a1", seen=Answer(level=5)),
    ):
        colleague.hand_in(assessment, ["a1"])
        answer()
        assert states(owner, assessment) == {}


def test_the_same_answer_again_stays_accepted(owner, colleague, assessment):
    """Nothing changed, so there is nothing to accept anew."""
    colleague.hand_in(assessment, ["a1"])
    owner.accept(assessment, {"a1": LEVEL})

    given = colleague.give_answer(assessment, "a1", {"level": 3})

    assert states(owner, assessment) == {"a1": "accepted"}
    assert not given.is_set_back


def test_an_answer_of_another_question_changes_nothing(owner, colleague, assessment, store, given):
    """Nor does the same question in another assessment."""
    other = store.add_answers_file(given({"a1": {"level": 2}}))
    colleague.hand_in(assessment, ["a1"])

    colleague.give_answer(assessment, "a2", {"level": 1})
    store.give_answer(other, "a1", {"level": 1})

    assert states(owner, assessment) == {"a1": "handed_in"}


def test_only_the_answer_that_was_seen_is_accepted(owner, colleague, assessment):
    """Changed and handed in again while the page stood open: refused with the answer as it is; all or none."""
    colleague.hand_in(assessment, ["a1", "law-1"])
    colleague.give_answer(assessment, "a1", {"level": 5})
    colleague.hand_in(assessment, ["a1"])

    with pytest.raises(Changed) as refused:
        owner.accept(assessment, {"law-1": Answer(check="yes"), "a1": LEVEL})

    assert refused.value.answer == Answer(level=5)
    assert states(owner, assessment) == {"a1": "handed_in", "law-1": "handed_in"}


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (lambda store, a: store.hand_in(a, ["law-1", "a2"]), "Answer the question before you hand it in"),
        (lambda store, a: store.hand_in(a, ["law-1", "a1"]), "This question was handed in before"),
        (lambda store, a: store.accept(a, {"law-1": Answer(check="yes")}), "once it is handed in"),
        (lambda store, a: store.ask_for_change(a, "law-1", "Graag een bron"), "once the question is handed in"),
        (lambda store, a: store.ask_for_change(a, "a1", "  "), "remark"),
        (lambda store, a: store.ask_for_change(a, "a1", "\0"), "remark"),
    ],
)
def test_a_step_that_is_not_possible_is_refused_and_nothing_is_written(
    owner, assessment, everything, store, step, sentence
):
    """Not in part either."""
    owner.hand_in(assessment, ["a1"])
    before = everything(store.engine)

    with pytest.raises(BadInput, match=sentence):
        step(owner, assessment)

    assert everything(store.engine) == before


def test_everyone_sees_who_answered_and_when(owner, colleague, assessment, store):
    """By name; what was written without signing in has none."""
    given = colleague.give_answer(assessment, "a1", {"level": 4})

    marks = owner.division(assessment).marks

    assert (marks["a1"].author.name, marks["a1"].at) == ("Anna", given.at)
    assert (marks["law-1"].author.name, marks["law-1"].author.is_machine) == (None, True)


def test_who_was_removed_has_no_name(owner, colleague, assessment, store):
    """The answer stays; the name went with the person."""
    colleague.give_answer(assessment, "a1", {"level": 4})
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM people WHERE id = '{colleague.who.id}'")

    author = owner.division(assessment).marks["a1"].author

    assert (author.name, author.is_machine) == (None, False)


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.division(NOWHERE),
        lambda store: store.assign(NOWHERE, "a", None),
        lambda store: store.hand_in(NOWHERE, ["a1"]),
        lambda store: store.ask_for_change(NOWHERE, "a1", "Graag"),
        lambda store: store.accept(NOWHERE, {"a1": LEVEL}),
    ],
)
def test_what_does_not_exist_is_not_found(store, use):
    """A wrong address or an assessment that was removed."""
    with pytest.raises(NotFound):
        use(store)


def test_the_work_is_divided_through_the_second_lock(apart, given, add_person):
    """On PostgreSQL as the program's own role: everything of one's own organisation, nothing of another's."""
    owner, program = apart
    olga, stranger = (Store(program, Who(add_person(owner, name))) for name in ("Olga", "Bram"))
    assessment = olga.add_answers_file(given({"a1": {"level": 3}}))
    stranger.add_answers_file(given({"a1": {"level": 1}}))
    with owner.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO memberships SELECT organisation_id, '{add_person(owner, 'Carla')}', 'consultant', NULL, now()"
            f" FROM assessments WHERE id = '{assessment}'"
        )
    [carla] = [
        Store(program, Who(id_)) for id_, one in olga.division(assessment).colleagues.items() if one.name == "Carla"
    ]

    carla.assign(assessment, "a", Assignee("person", olga.who.id))
    olga.hand_in(assessment, ["a1"])
    carla.accept(assessment, {"a1": LEVEL})
    carla.review(assessment, "a1", LEVEL)
    carla.give_mirror_score(assessment, "a1", 2, "Te hoog")
    olga.give_answer(assessment, "a1", {"level": 4})
    olga.undo(assessment, "a1", seen=Answer(level=4))

    division = olga.division(assessment)
    assert (division.assignee("a1", "a"), division.state("a1")) == (Assignee("person", olga.who.id), "working")
    assert [score.author.name for score in division.mirror_scores["a1"]] == ["Carla"]
    assert [entry.author.name for entry in olga.history(assessment, "a1")] == ["Olga", "Olga", "Carla", "Olga"]
    with pytest.raises(NotFound):
        stranger.division(assessment)
