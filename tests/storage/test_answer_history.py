"""The history of one answer, and putting an earlier one back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from model.answers import Answer
from storage.stored import Changed, NotFound

NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def people(store, given, as_person):
    """An assessment without answers, and two colleagues."""
    assessment = store.add_answers_file(given({}))
    organisation = store.organisation_of(assessment)
    return assessment, *(as_person(name, **{organisation: "contributor"}) for name in ("Anna", "Bram"))


def levels(store, assessment, item="a1"):
    """The levels in the history, the newest first."""
    return [entry.answer.level for entry in store.history(assessment, item)]


def test_the_history_says_who_answered_what_and_what_changed(people, store):
    """The newest first, of this question only; a name where there is one."""
    assessment, anna, bram = people
    store.give_answer(assessment, "a1", {"level": 2})
    given = anna.give_answer(assessment, "a1", {"level": 3, "note": "Ja"})
    bram.give_answer(assessment, "a1", {"note": None, "target": 4})
    bram.give_answer(assessment, "b1", {"level": 1})

    entries = anna.history(assessment, "a1")

    assert [(entry.author.name, entry.answer, entry.changed) for entry in entries] == [
        ("Bram", Answer(level=3, target=4), ("target", "note")),
        ("Anna", Answer(level=3, note="Ja"), ("level", "note")),
        (None, Answer(level=2), ("level",)),
    ]
    assert entries[1].at == given.at
    assert [entry.author.is_machine for entry in entries] == [False, False, True]


def test_a_question_without_answer_has_no_history(people):
    """Nothing to show."""
    assessment, anna, _ = people

    assert anna.history(assessment, "a1") == []


def test_undo_gives_the_answer_before_as_a_new_one(people):
    """Nothing of the history goes; a second undo takes the first one back."""
    assessment, anna, bram = people
    anna.give_answer(assessment, "a1", {"level": 2, "note": "Zie beleid"})
    bram.give_answer(assessment, "a1", {"level": 4})

    given = bram.undo(assessment, "a1", seen=Answer(level=4, note="Zie beleid"))

    assert given.answer == Answer(level=2, note="Zie beleid") == anna.answer(assessment, "a1")
    assert levels(anna, assessment) == [2, 4, 2]
    assert anna.history(assessment, "a1")[0].author.name == "Bram"
    assert bram.undo(assessment, "a1", seen=given.answer).answer.level == 4


def test_undo_of_the_first_answer_leaves_none(people):
    """The question is open again."""
    assessment, anna, _ = people
    anna.give_answer(assessment, "a1", {"level": 2})

    anna.undo(assessment, "a1", seen=Answer(level=2))

    assert anna.answer(assessment, "a1") == Answer()
    assert levels(anna, assessment) == [None, 2]


def test_any_earlier_answer_can_be_put_back(people):
    """As it was, with all its keys."""
    assessment, anna, _ = people
    for level in (1, 2, 3):
        anna.give_answer(assessment, "a1", {"level": level, "note": f"nota {level}"})
    first = anna.history(assessment, "a1")[-1]

    anna.undo(assessment, "a1", seen=Answer(level=3, note="nota 3"), to=first.id)

    assert anna.answer(assessment, "a1") == Answer(level=1, note="nota 1")


def test_what_someone_else_changed_meanwhile_is_not_undone(people):
    """Refused with the answer as it is now; nothing is written."""
    assessment, anna, bram = people
    anna.give_answer(assessment, "a1", {"level": 2})
    anna.give_answer(assessment, "a1", {"level": 3})
    bram.give_answer(assessment, "a1", {"note": "Nieuw"})

    with pytest.raises(Changed) as refused:
        anna.undo(assessment, "a1", seen=Answer(level=3))

    assert refused.value.answer == Answer(level=3, note="Nieuw") == anna.answer(assessment, "a1")
    assert levels(anna, assessment) == [3, 3, 2]


def test_an_entry_of_something_else_is_not_found(people, store, given):
    """Of another question, of another assessment, of nothing: the same."""
    assessment, anna, _ = people
    other = store.add_answers_file(given({"a1": {"level": 1, "note": "Geheim"}}))
    anna.give_answer(assessment, "a1", {"level": 2})
    anna.give_answer(assessment, "b1", {"level": 3})

    ids = [store.history(other, "a1")[0].id, anna.history(assessment, "b1")[0].id, 999_999]
    for id_ in ids:
        with pytest.raises(NotFound):
            anna.undo(assessment, "a1", seen=Answer(level=2), to=id_)

    assert levels(anna, assessment) == [2]


@pytest.mark.parametrize(
    "use", [lambda store: store.history(NOWHERE, "a1"), lambda store: store.undo(NOWHERE, "a1", seen=Answer())]
)
def test_what_does_not_exist_is_not_found(store, use):
    """A wrong address or an assessment that was removed."""
    with pytest.raises(NotFound):
        use(store)


def test_two_who_undo_at_once_undo_once(people):
    """The second one is told that the answer is another already."""
    assessment, anna, bram = people
    for level in (1, 2, 3):
        anna.give_answer(assessment, "a1", {"level": level})
    barrier = Barrier(2)

    def undo(person):
        barrier.wait()
        try:
            person.undo(assessment, "a1", seen=Answer(level=3))
        except Changed:
            return "changed"
        return "undone"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(undo, (anna, bram))) == ["changed", "undone"]
    assert levels(anna, assessment) == [2, 3, 2, 1]
