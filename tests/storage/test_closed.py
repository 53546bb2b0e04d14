"""What closing does to everybody else: whatever writes is refused, also at the same moment; and undoing a click."""

import ast
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from model.answers import Answer
from model.division import Assignee
from model.errors import BadInput
from model.milestones import Carried
from model.report import ReportDetails
from storage.access import CHANGES, CLOSED
from storage.milestones import HAS_NEXT
from tests.evidence_files import WHOLE

STORAGE = Path(__file__).resolve().parents[2] / "storage"
ON = date(2027, 11, 22)
SETUP = {"roles": ["Finance"]}
RESULT = {
    "questionnaire": {"id": "test", "version": "test", "digest": "sha256:of-then"}, "engine": "1", "on": "2026-11-22",
    "maturity": {"overall": None, "themes": {}}, "law": None,
}  # fmt: skip
# Whatever the program writes in an assessment without changing it: texts that are erased, what was taken out.
NO_CHANGE = {"erase_earlier_texts", "use_link"}


def judge(_answers_file):
    """A result of nothing."""
    return RESULT


def same(answers_file):
    """Carries every answer as it was."""
    return {item: Carried(answer, "carried", (item,)) for item, answer in answers_file.answers.items()}


@pytest.fixture
def closed(store, filled, as_person):
    """A closed assessment in which everything was used once: its id, its file and workshop, and colleagues by role."""
    organisation = store.organisation_of(filled)
    people = {role: as_person(role, **{organisation: role}) for role in ("owner", "contributor", "consultant")}
    people["contributor"].add_file(filled, "a1", *WHOLE["pdf"])
    [file] = store.files(filled)["a1"]
    people["contributor"].hand_in(filled, ["a1"])
    people["consultant"].give_mirror_score(filled, "a1", 2, "Te hoog")
    workshop = store.add_workshop(filled, SETUP, ["a1"])
    store.close(filled, judge)
    return filled, file, workshop, people


def by(role, write):
    """A write by someone in this role, of an assessment with its file and workshop."""
    return pytest.param(role, write, id=write.__code__.co_names[0])


@pytest.mark.parametrize(
    ("role", "write"),
    [
        by("owner", lambda store, a, _f, _w: store.give_answer(a, "a1", {"level": 5})),
        by("owner", lambda store, a, _f, _w: store.give_answers(a, ["a1"], {"level": 5})),
        by("owner", lambda store, a, _f, _w: store.undo(a, "a1", seen=Answer(level=4))),
        by("owner", lambda store, a, _f, _w: store.change_assessment(a, scope="full")),
        by("owner", lambda store, a, _f, _w: store.change_plan(a, lambda plan: plan)),
        by("owner", lambda store, a, _f, _w: store.change_report(a, ReportDetails())),
        by("owner", lambda store, a, _f, _w: store.add_file(a, "a1", *WHOLE["pdf"])),
        by("owner", lambda store, a, f, _w: store.remove_file(a, f.id)),
        by("owner", lambda store, a, _f, _w: store.confirm(a, ["a1"])),
        by("owner", lambda store, a, _f, _w: store.close(a, judge)),
        by("owner", lambda store, a, _f, _w: store.hand_in(a, ["a1"])),
        by("owner", lambda store, a, _f, _w: store.accept(a, {"a1": Answer(level=4)})),
        by("owner", lambda store, a, _f, _w: store.ask_for_change(a, "a1", "Anders")),
        by("owner", lambda store, a, _f, _w: store.assign(a, "s1", Assignee("department", "finance"))),
        by("consultant", lambda store, a, _f, _w: store.review(a, "a1", Answer(level=4))),
        by("consultant", lambda store, a, _f, _w: store.take_back_review(a, "a1", Answer(level=4))),
        by("consultant", lambda store, a, _f, _w: store.give_mirror_score(a, "a1", 3, "Toch")),
        by("consultant", lambda store, a, _f, _w: store.take_back_mirror_score(a, "a1")),
        by("consultant", lambda store, a, _f, _w: store.add_workshop(a, SETUP, ["a1"])),
        by("consultant", lambda store, a, _f, w: store.change_workshop(a, w, SETUP)),
        by("consultant", lambda store, a, _f, w: store.open_workshop(a, w)),
        by("consultant", lambda store, a, _f, w: store.close_workshop(a, w)),
    ],
)
def test_whoever_may_write_is_told_that_it_is_closed(closed, everything, store, role, write):
    """By one sentence, and no row anywhere is another one."""
    assessment, file, workshop, people = closed
    before = everything(store.engine)

    with pytest.raises(BadInput) as refused:
        write(people[role], assessment, file, workshop)

    assert refused.value.mistakes == (CLOSED,)
    assert everything(store.engine) == before


def test_whatever_writes_in_an_assessment_says_what_it_does():
    """By the name of an action that closing refuses; what is refused nowhere else is in the list above."""
    found = {}
    for path in STORAGE.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                is_writing = isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "_writing"
                if is_writing and any(keyword.arg == "assessment" for keyword in call.keywords):
                    found[function.name] = getattr(call.args[0], "value", None)

    assert len(found) > 20
    assert {name for name, action in found.items() if action not in CHANGES} == NO_CHANGE


def test_nobody_sees_a_way_to_change_what_is_closed(closed):
    """Not the owner and not a reviewer; reading stays."""
    assessment, _file, _workshop, people = closed

    for store in people.values():
        division = store.division(assessment)
        assert not any(division.may(action) for action in CHANGES)
        assert division.may("read")


def at_once(*acts):
    """What each of these came to, done at the same moment: its value, or the mistakes it was refused for."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except BadInput as error:
            return error.mistakes

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_close_it_at_once_one_does(store, filled):
    """The other is told; there is one result."""
    found = at_once(*[lambda: store.close(filled, judge)] * 2)

    assert sorted(found, key=str) == [(CLOSED,), None]
    assert len(store.milestones(filled)) == 1


def test_of_two_who_begin_the_next_one_at_once_one_does(store, filled):
    """Otherwise an organisation would go on in two."""
    store.close(filled, judge)

    found = at_once(*[lambda: store.begin_next(filled, "test", ON, same)] * 2)

    assert sorted(isinstance(one, str) for one in found) == [False, True]
    assert (HAS_NEXT,) in found


def test_an_answer_given_while_it_closes_is_in_the_result_or_refused(store, filled):
    """Never accepted and left out of what is closed."""
    seen = []

    def judge_slowly(answers_file):
        seen.append(answers_file.answers["a1"].level)
        return RESULT

    _closed, given = at_once(
        lambda: store.close(filled, judge_slowly), lambda: store.give_answer(filled, "a1", {"level": 1})
    )

    assert store.answer(filled, "a1").level == seen[0] == (4 if given == (CLOSED,) else 1)


def test_who_imports_a_closed_one_goes_on_in_an_open_copy(store, filled):
    """The file says that it was closed, and on which day; the copy has no result, and takes answers."""
    store.close(filled, judge)
    file = store.answers_file(filled)
    copy = store.add_answers_file(file)

    assert file.closed == store.in_time(filled).closed_at.astimezone().date()
    assert store.answers_file(copy) == file.model_copy(update={"closed": None})
    assert store.give_answer(copy, "a1", {"level": 1}).answer.level == 1


@pytest.fixture
def following(store, filled):
    """The assessment after a closed one, with its answers to be confirmed."""
    store.close(filled, judge)
    return store.begin_next(filled, "test", ON, same)


def said(store, following):
    """What the history says, the newest first."""
    return [(entry.came_along, entry.confirmed, entry.answer.level) for entry in store.history(following, "a1")]


def test_the_history_says_what_came_along_and_who_confirmed_it(store, following):
    """Each once; another answer confirms nothing."""
    store.confirm(following, ["a1"])
    store.give_answer(following, "a1", {"level": 2})

    assert said(store, following) == [(False, False, 2), (False, True, 4), (True, False, 4)]


def test_who_gives_another_answer_confirms_nothing(store, following):
    """The history says what they answered, and no more."""
    store.give_answer(following, "a1", {"level": 2})

    assert said(store, following) == [(False, False, 2), (True, False, 4)]


def test_undoing_a_confirmation_asks_again(store, following):
    """The answer stays, and waits as before the click."""
    answer = store.answer(following, "a1")
    store.confirm(following, ["a1"])

    store.undo(following, "a1", seen=answer)

    assert store.answer(following, "a1") == answer
    assert store.to_confirm(following) == {"a1": "carried", "b2": "carried"}
    assert said(store, following) == [(True, False, 4), (False, True, 4), (True, False, 4)]


def test_undoing_another_answer_brings_back_what_came_along_to_be_confirmed(store, following):
    """As it was before that answer."""
    given = store.give_answer(following, "a1", {"level": 2})

    store.undo(following, "a1", seen=given.answer)

    assert store.answer(following, "a1").level == 4
    assert "a1" in store.to_confirm(following)


def test_who_puts_back_what_came_along_has_chosen_it(store, following):
    """Out of the history, where it stands beside others."""
    came_along = store.history(following, "a1")[0].id
    given = store.give_answer(following, "a1", {"level": 2})

    store.undo(following, "a1", seen=given.answer, to=came_along)

    assert store.answer(following, "a1").level == 4
    assert "a1" not in store.to_confirm(following)


def test_undoing_what_came_along_leaves_the_question_open(store, following):
    """There was no answer before it."""
    store.undo(following, "a1", seen=store.answer(following, "a1"))

    assert store.answer(following, "a1") == Answer()
    assert "a1" not in store.to_confirm(following)


def test_who_reviews_confirms_nothing(store, following, as_person):
    """A reviewer looks at the answer of someone else; that one still says whether it holds."""
    reviewer = as_person("Carla", **{store.organisation_of(following): "consultant"})
    answer = store.answer(following, "a1")

    reviewer.review(following, "a1", answer)
    assert "a1" in store.to_confirm(following)
    reviewer.take_back_review(following, "a1", store.answer(following, "a1"))
    assert "a1" in store.to_confirm(following)

    store.confirm(following, ["a1"])
    assert "a1" not in store.to_confirm(following)
