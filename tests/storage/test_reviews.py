"""Reviews: marking an answer of someone else, and a mirror score beside it."""

import pytest
from sqlalchemy import select

from model.answers import Answer
from model.division import Assignee
from model.errors import BadInput
from storage.audit import digest_of, subject_of
from storage.stored import Changed
from storage.tables import ANSWERS, ASSIGNMENTS, MIRROR_SCORES, ORGANISATIONS, WORK

STATED, REVIEWED = Answer(level=3), Answer(level=3, assurance="reviewed")


@pytest.fixture
def people(store, given, as_person):
    """An assessment without answers, with a colleague who answers and a consultant who reviews."""
    assessment = store.add_answers_file(given({}))
    organisation = store.organisation_of(assessment)
    roles = {"Anna": "contributor", "Carla": "consultant", "Adil": "auditor"}
    return assessment, *(as_person(name, **{organisation: role}) for name, role in roles.items())


@pytest.mark.parametrize("answer", [{"level": 3}, {"check": "yes"}, {"not_applicable": "Geen pauze"}])
def test_a_reviewer_marks_an_answer_of_someone_else(people, answer):
    """A criterion or a norm; who answered stays who answered, and the history says who reviewed."""
    assessment, anna, carla, _ = people
    given = anna.give_answer(assessment, "a1", answer)

    carla.review(assessment, "a1", given.answer)

    assert anna.answer(assessment, "a1") == Answer(**answer, assurance="reviewed")
    mark = anna.division(assessment).marks["a1"]
    assert (mark.author.name, mark.at) == ("Anna", given.at)
    assert [(entry.author.name, entry.changed) for entry in anna.history(assessment, "a1")] == [
        ("Carla", ("assurance",)),
        ("Anna", tuple(answer)),
    ]


def test_a_review_is_of_the_answer_that_was_seen(people):
    """Changed while the page stood open: refused, and the newer answer is not reviewed."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"level": 3})
    anna.give_answer(assessment, "a1", {"level": 5})

    with pytest.raises(Changed):
        carla.review(assessment, "a1", STATED)

    assert anna.answer(assessment, "a1") == Answer(level=5)


def test_a_review_of_nothing_is_refused(people):
    """A note alone is no answer."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"note": "Volgt"})

    with pytest.raises(BadInput, match="no answer to review"):
        carla.review(assessment, "a1", Answer(note="Volgt"))


def test_nobody_reviews_their_own_answer(people):
    """Not at once, not after someone else added a note, and not after writing in it last."""
    assessment, anna, carla, _ = people
    carla.give_answer(assessment, "a1", {"level": 3})
    with pytest.raises(BadInput, match="You gave this answer yourself"):
        carla.review(assessment, "a1", STATED)

    noted = anna.give_answer(assessment, "a1", {"note": "Zie beleid"}).answer
    with pytest.raises(BadInput, match="You gave this answer yourself"):
        carla.review(assessment, "a1", noted)

    anna.give_answer(assessment, "b1", {"level": 3})
    written = carla.give_answer(assessment, "b1", {"note": "Zie beleid"}).answer
    with pytest.raises(BadInput, match="You gave this answer yourself"):
        carla.review(assessment, "b1", written)
    assert {answer.assurance for answer in anna.answers(assessment).values()} == {"stated"}


def test_an_answer_that_someone_else_gave_anew_can_be_reviewed(people):
    """It is theirs from then on; another reviewer could do so all along."""
    assessment, anna, carla, adil = people
    carla.give_answer(assessment, "a1", {"level": 3})
    adil.review(assessment, "a1", STATED)
    given = anna.give_answer(assessment, "a1", {"level": 4}).answer
    assert given.assurance == "stated"

    carla.review(assessment, "a1", given)

    assert anna.answer(assessment, "a1").assurance == "reviewed"


@pytest.mark.parametrize(
    ("changes", "assurance"),
    [
        ({"note": "Zie beleid"}, "reviewed"),
        ({"target": 5}, "reviewed"),
        ({"level": 4}, "stated"),
        ({"level": None, "unknown": True}, "stated"),
        ({"level": 4, "assurance": "reviewed"}, "stated"),
    ],
)
def test_a_review_lapses_with_what_was_reviewed(people, changes, assurance):
    """A note leaves it; another level ends it, also for who says otherwise; who answers is told."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"level": 3})
    carla.review(assessment, "a1", STATED)

    given = anna.give_answer(assessment, "a1", changes)

    assert given.answer.assurance == assurance
    assert given.is_set_back is (assurance != "reviewed")


def test_nobody_answers_their_way_to_a_review(people, store, given):
    """Not by an answer, not by several, not by putting one back, not by opening a file that says so."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"level": 3, "assurance": "reviewed"})
    anna.give_answers(assessment, ["b1"], {"level": 3, "assurance": "reviewed"})
    assert {answer.assurance for answer in anna.answers(assessment).values()} == {"stated"}

    carla.review(assessment, "a1", STATED)
    anna.give_answer(assessment, "a1", {"level": 4})
    anna.undo(assessment, "a1", seen=Answer(level=4))
    assert anna.answer(assessment, "a1") == STATED

    file = given({"a1": {"level": 3, "assurance": "reviewed"}, "b1": {"level": 3, "assurance": "evidenced"}})
    opened = anna.answers(anna.add_answers_file(file))
    assert opened == {"a1": STATED, "b1": Answer(level=3, assurance="evidenced")}
    assert store.answers(store.add_answers_file(file))["a1"] == REVIEWED


def test_a_review_can_be_taken_back(people):
    """By a reviewer; only where there is one."""
    assessment, anna, carla, adil = people
    anna.give_answer(assessment, "a1", {"level": 3})
    carla.review(assessment, "a1", STATED)

    adil.take_back_review(assessment, "a1", REVIEWED)

    assert anna.answer(assessment, "a1") == STATED
    with pytest.raises(BadInput, match="not marked as reviewed"):
        adil.take_back_review(assessment, "a1", STATED)


def test_a_reviewed_answer_stays_handed_in(people):
    """A review changes nothing of what was answered."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"level": 3})
    anna.hand_in(assessment, ["a1"])

    carla.review(assessment, "a1", STATED)

    assert anna.division(assessment).state("a1") == "handed_in"


def test_every_reviewer_has_one_mirror_score(people):
    """The last one counts; those of others stay; everyone reads them, and no answer changes."""
    assessment, anna, carla, adil = people
    anna.give_answer(assessment, "a1", {"level": 4})
    carla.give_mirror_score(assessment, "a1", 3, "Niet aangetroffen")
    adil.give_mirror_score(assessment, "a1", 1, "Geen bewijs")
    carla.give_mirror_score(assessment, "a1", 2, "Alleen in het beleid")

    scores = anna.division(assessment).mirror_scores["a1"]

    assert [(score.author.name, score.level, score.reason) for score in scores] == [
        ("Adil", 1, "Geen bewijs"),
        ("Carla", 2, "Alleen in het beleid"),
    ]
    assert anna.answers(assessment) == {"a1": Answer(level=4)}


def test_a_mirror_score_can_be_taken_back(people):
    """One's own; another's stays."""
    assessment, anna, carla, adil = people
    carla.give_mirror_score(assessment, "a1", 3, "Niet aangetroffen")
    adil.give_mirror_score(assessment, "a1", 1, "Geen bewijs")

    carla.take_back_mirror_score(assessment, "a1")

    assert [score.author.name for score in anna.division(assessment).mirror_scores["a1"]] == ["Adil"]


@pytest.mark.parametrize(
    ("level", "reason"), [(0, "Ja"), (6, "Ja"), (2.5, "Ja"), (None, "Ja"), (2, ""), (2, " \n"), (2, "\0")]
)
def test_a_mirror_score_has_a_level_and_a_reason(people, level, reason):
    """Without either it is refused, and the one before it stays."""
    assessment, anna, carla, _ = people
    carla.give_mirror_score(assessment, "a1", 3, "Niet aangetroffen")

    with pytest.raises(BadInput):
        carla.give_mirror_score(assessment, "a1", level, reason)

    [score] = anna.division(assessment).mirror_scores["a1"]
    assert (score.level, score.reason) == (3, "Niet aangetroffen")


def test_reviews_stand_in_the_trail(people, trail):
    """Each step, by who took it, with nothing of what was said."""
    assessment, anna, carla, _ = people
    anna.give_answer(assessment, "a1", {"level": 3})
    carla.review(assessment, "a1", STATED)
    carla.give_mirror_score(assessment, "a1", 2, "Geheim")
    carla.take_back_mirror_score(assessment, "a1")
    carla.take_back_review(assessment, "a1", REVIEWED)

    events = [event for event in trail() if event.by == carla.who.id and event.action != "read"]

    steps = ["reviewed", "mirror_score_given", "mirror_score_taken_back", "review_taken_back"]
    assert [event.action for event in events] == steps
    assert all(set(event.detail) <= {"history"} for event in events)  # a digest of the line in the history
    assert "Geheim" not in str(events)


def test_the_trail_seals_what_stands_there(people, store, trail):
    """Of everything that is written when work is divided and reviewed, the last event fits the row as it is."""
    assessment, anna, carla, _ = people
    for item in ("a1", "b1"):
        anna.give_answer(assessment, item, {"level": 3})
        anna.hand_in(assessment, [item])
    carla.review(assessment, "a1", STATED)
    carla.give_mirror_score(assessment, "a1", 2, "Geheim")
    carla.ask_for_change(assessment, "b1", "Graag een bron")
    carla.assign(assessment, "a", Assignee("person", anna.who.id))
    carla.assign(assessment, "b", Assignee("department", "hr"))

    last = {event.subject: event.digest for event in trail()}
    for table, count in ((ANSWERS, 2), (WORK, 2), (MIRROR_SCORES, 1), (ASSIGNMENTS, 2)):
        with store.engine.connect() as connection:
            seal = connection.execute(select(ORGANISATIONS.c.seal)).scalar_one()
            rows = connection.execute(select(table)).mappings().all()
        assert len(rows) == count
        assert [last[subject_of(table, row)] for row in rows] == [digest_of(table, row, seal) for row in rows]
