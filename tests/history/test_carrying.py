"""Answers to an earlier version brought to the newest: what comes along, how, and what stays behind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.carrying import carry, same_question
from model.answers import Answer
from model.milestones import Carried
from model.versions import CHANGE_CLASSES, SCALE, Change, VersionStep

IDS = ("a1", "a2", "b1", "b2", "law-1", "new-1", "new-2", "whole")
FULL = Answer(level=3, target=4, note="Zie de brief.", evidence=["https://example.org"], assurance="evidenced")
# As large a change of each class as there can be.
BECOMES = {
    "editorial": (("a1",), ("a1",)),
    "clarified": (("a1",), ("a1",)),
    "changed": (("a1",), ("a1",)),
    "new": ((), ("new-1",)),
    "retired": (("a1",), ()),
    "split": (("a1",), ("new-1", "new-2")),
    "merged": (("a1", "a2"), ("whole",)),
}

criterion_answers = st.builds(
    Answer,
    level=st.integers(1, 5),
    target=st.none() | st.integers(1, 5),
    note=st.none() | st.sampled_from(["a", "b", "a\nb", " "]),
    evidence=st.lists(st.sampled_from("xyz"), max_size=3),
    assurance=st.sampled_from(["stated", "evidenced", "reviewed"]),
) | st.builds(Answer, unknown=st.just(True))
many_answers = st.dictionaries(st.sampled_from(IDS), criterion_answers)


def change(kind, before=None, after=None):
    """A change of this class, with a reason that names it."""
    of = BECOMES[kind]
    return Change(kind, of[0] if before is None else before, of[1] if after is None else after, f"Why {kind}.")


def step(*changes, before="1", after="2"):
    """A step between two versions with these changes."""
    return VersionStep(before, after, changes, {}, date(2026, 1, 1))


def carried(answers, *steps, known=IDS):
    """What comes along from version 1."""
    return carry(answers, "1", steps, known)


changes = st.lists(st.sampled_from(CHANGE_CLASSES).map(change), max_size=1)
chains = st.lists(changes, max_size=3).map(
    lambda lists: [step(*each, before=str(n), after=str(n + 1)) for n, each in enumerate(lists, 1)]
)


def test_an_answer_to_an_unchanged_question_comes_along_whole():
    """Level, target, note, evidence and assurance, and nothing to explain."""
    assert carried({"a1": FULL}, step()) == {"a1": Carried(FULL, "carried", ("a1",))}
    assert carried({"a1": FULL}) == {"a1": Carried(FULL, "carried", ("a1",))}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("editorial", {"a1": Carried(FULL, "carried", ("a1",))}),
        ("clarified", {"a1": Carried(FULL, "clarified", ("a1",), "Why clarified.")}),
        ("changed", {}),
        ("new", {"a1": Carried(FULL, "carried", ("a1",))}),  # which is not new
        ("retired", {}),
        ("split", {id_: Carried(FULL, "split", ("a1",), "Why split.") for id_ in ("new-1", "new-2")}),
    ],
)
def test_the_class_of_a_change_says_what_comes_along(kind, expected):
    """As it was, with a question, to each part, or not at all."""
    assert carried({"a1": FULL}, step(change(kind))) == expected


def test_several_answers_to_a_merged_question_become_one():
    """The lowest level, the highest target, all notes and evidence; no more assured than the least of them."""
    answers = {
        "a1": Answer(level=4, target=4, note="Eén.", evidence=["x", "y"], assurance="evidenced"),
        "a2": Answer(level=2, target=5, note="Twee.", evidence=["y", "z"]),
    }
    expected = Answer(level=2, target=5, note="Eén.\nTwee.", evidence=["x", "y", "z"], assurance="stated")

    assert carried(answers, step(change("merged"))) == {
        "whole": Carried(expected, "merged", ("a1", "a2"), "Why merged.")
    }


def test_what_was_not_answered_to_all_parts_of_a_merged_question_stays_open():
    """Half an answer is none; but what was noted and aimed at is not lost."""
    found = carried({"a2": FULL}, step(change("merged")))["whole"]

    assert (found.answer.is_given, found.answer.target, found.answer.note) == (False, 4, "Zie de brief.")
    assert (found.came_from, found.answer.assurance) == (("a2",), "stated")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"unknown": True}, {"unknown": True}, {"unknown": True}),
        ({"not_applicable": "Nee."}, {"not_applicable": "Nee."}, {"not_applicable": "Nee."}),
        ({"check": "yes"}, {"check": "yes"}, {"check": "yes"}),
        ({"check": "yes"}, {"check": "unknown"}, {"check": "unknown"}),
        ({"check": "partly"}, {"check": "unknown"}, {"check": "partly"}),
        ({"check": "partly"}, {"check": "no"}, {"check": "no"}),
        ({"check": "yes", "in_bulk": True}, {"check": "yes"}, {"check": "yes", "in_bulk": True}),
    ],
)
def test_what_all_parts_of_a_merged_question_say_is_said_of_the_whole(first, second, expected):
    """A rule is met when all of it is; who checked part of it in bulk did not look at the whole."""
    answers = {"a1": Answer(**first), "a2": Answer(**second)}

    assert carried(answers, step(change("merged")))["whole"].answer == Answer(**expected)


def test_answers_that_say_different_things_give_no_answer_to_the_whole():
    """Nothing comes along when nothing is left."""
    answers = {"a1": Answer(unknown=True), "a2": Answer(not_applicable="Nee.")}

    assert carried(answers, step(change("merged"))) == {}


def test_a_merged_answer_is_not_longer_than_an_answer_may_be():
    """Notes are cut at their limit, and so is the evidence."""
    answers = {
        id_: Answer(level=3, note=id_ * 2500, evidence=[f"{id_}-{number}" for number in range(50)])
        for id_ in ("a1", "a2")
    }
    found = carried(answers, step(change("merged")))["whole"].answer

    assert (len(found.note), len(found.evidence)) == (5000, 50)
    assert Answer.model_validate(found.model_dump()) == found


def test_a_review_lapses():
    """A reviewer saw the answer to the question as it was."""
    reviewed = {"a1": FULL.model_copy(update={"assurance": "reviewed"}), "b1": Answer(level=1, assurance="reviewed")}

    assert {id_: one.answer.assurance for id_, one in carried(reviewed).items()} == {"a1": "evidenced", "b1": "stated"}


def test_a_check_comes_along_with_who_wrote_what_when():
    """Answers to rules are carried as answers to questions are."""
    check = Answer(check="yes", note="Zo doen wij dat.", by="Jansen", on=date(2025, 3, 1))
    clear = change("clarified", ("law-1",), ("law-1",))

    assert carried({"law-1": check}, step(clear))["law-1"] == Carried(check, "clarified", ("law-1",), clear.why)


def test_what_is_not_known_today_and_what_is_empty_stay_behind():
    """An id that no question has any more, a question only looked at, and an answer to what was not asked yet."""
    assert set(carried({"a1": FULL, "zz": FULL, "b1": Answer()}, step(), known=["a1", "b1"])) == {"a1"}
    assert carried({"new-1": FULL}, step(change("new"))) == {}


def test_through_several_steps_the_greatest_change_tells_how_an_answer_came_along():
    """With every reason on the way, and the question that was once answered."""
    first = step(change("split"))
    second = step(change("clarified", ("new-1",), ("new-1",)), before="2", after="3")
    third = step(change("editorial", ("new-1",), ("new-1",)), before="3", after="4")
    found = carried({"a1": FULL}, first, second, third)

    assert found["new-1"] == Carried(FULL, "split", ("a1",), "Why split.\nWhy clarified.")
    assert found["new-2"] == Carried(FULL, "split", ("a1",), "Why split.")


def test_parts_that_come_together_again_came_from_one_question():
    """It is named once, and so is its reason."""
    together = change("merged", ("new-1", "new-2"), ("whole",))
    found = carried({"a1": FULL}, step(change("split")), step(together, before="2", after="3"))

    assert found == {"whole": Carried(FULL, "merged", ("a1",), "Why split.\nWhy merged.")}


def test_only_the_steps_after_the_version_of_the_answers_count():
    """An answer to version 2 was given after the question of version 1 had changed."""
    steps = [step(change("changed")), step(before="2", after="3")]

    assert set(carry({"a1": FULL}, "2", steps, IDS)) == {"a1"}
    assert set(carry({"a1": FULL}, "3", steps, IDS)) == {"a1"}
    assert set(carry({"a1": FULL}, "1", steps, IDS)) == set()


def test_a_scale_that_changed_takes_no_level_along():
    """A 3 on the old scale says nothing on the new one; "I don't know" and a check say the same on both."""
    answers = {"a1": FULL, "a2": Answer(target=2), "b1": Answer(unknown=True), "law-1": Answer(check="yes")}
    scale = {kind: change(kind, (SCALE,), (SCALE,)) for kind in ("changed", "clarified", "editorial")}

    assert set(carried(answers, step(scale["changed"]))) == {"b1", "law-1"}
    assert {id_: one.kind for id_, one in carried(answers, step(scale["clarified"])).items()} == {
        **dict.fromkeys(("a1", "a2"), "clarified"),
        **dict.fromkeys(("b1", "law-1"), "carried"),
    }
    assert {one.kind for one in carried(answers, step(scale["editorial"])).values()} == {"carried"}


@given(many_answers, chains)
def test_no_answer_rises_on_the_way(answers, steps):
    """Whatever happens to the questions, a level that comes along is that of a question it came from, or the lowest."""
    for one in carried(answers, *steps).values():
        levels = [answers[id_].level for id_ in one.came_from]
        assert one.answer.level is None or one.answer.level == min(levels)
        assert one.answer.assurance != "reviewed"
        assert Answer.model_validate(one.answer.model_dump()) == one.answer


@given(many_answers, chains)
def test_an_answer_is_marked_as_soon_as_its_question_changed(answers, steps):
    """It is `carried` only where every question on the way asks the same, and then only under its own id."""
    same = same_question("1", steps)
    for id_, one in carried(answers, *steps).items():
        assert (one.kind == "carried") == (not one.why)
        if one.kind in ("carried", "clarified"):
            assert one.came_from == (id_,)
            assert same(id_) == id_


@given(many_answers, chains)
def test_every_question_that_is_the_same_gets_its_answer(answers, steps):
    """Nothing is lost that could have come along."""
    same = same_question("1", steps)

    assert {id_ for id_ in answers if same(id_)} <= set(carried(answers, *steps))


@pytest.mark.parametrize("kind", CHANGE_CLASSES)
def test_a_question_is_the_same_unless_its_meaning_changed(kind):
    """Merely said otherwise or more clearly, it is; all that a change names otherwise is not."""
    same = same_question("1", [step(change(kind))])
    before, after = BECOMES[kind]

    assert {id_ for id_ in IDS if same(id_) is None} == (
        set() if kind in ("editorial", "clarified") else {*before, *after}
    )


def test_on_another_scale_no_question_is_the_same():
    """A clearer one leaves them as they were; and of the newest version all are the same."""
    steps = [step(change("changed", (SCALE,), (SCALE,)))]

    assert same_question("1", steps)("a1") is None
    assert same_question("2", steps)("a1") == "a1"
    assert same_question("1", [step(change("clarified", (SCALE,), (SCALE,)))])("a1") == "a1"
