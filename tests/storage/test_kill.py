"""What was acknowledged survives kill -9: a child process answers, and is killed at a random moment, 200 times."""

import multiprocessing
import os
import random
import signal
import time
from collections import defaultdict
from datetime import date

import pytest
from sqlalchemy import create_engine, select, text

from auth.who import TERMINAL
from model.answers import Answer, Organisation
from storage.database import engine_for, migrate
from storage.store import Store
from storage.tables import ANSWER_HISTORY, ANSWERS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, as POSIX systems do")

KILLS = 200
LONGEST_LIFE = 0.08  # seconds of answering, so that a kill falls before, between and during writes
ITEMS = ("s1.1", "s1.3", "s2.2", "s2.3")


def _answer_on_and_on(url, assessment, first, acknowledged):
    """The child: one answer after the other by the call that the page uses, each acknowledged once it returned."""
    store = Store(engine_for(url), TERMINAL)
    number = first
    while True:
        item = ITEMS[number % len(ITEMS)]
        store.give_answer(assessment, item, {"level": number % 5 + 1, "note": f"answer {number}"})
        acknowledged.send((item, number))
        number += 1


def _live_and_be_killed(url, assessment, first, seconds):
    """The numbers that a child acknowledged before it was killed."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_answer_on_and_on, args=(url, assessment, first, sending), daemon=True)
    child.start()
    sending.close()
    if not receiving.poll(10):
        pytest.fail("the child did not answer anything")
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode == -signal.SIGKILL
    return _everything_in(receiving)


def _everything_in(receiving):
    found = []
    try:
        while True:
            found.append(receiving.recv())
    except (EOFError, OSError):  # the end, or half a message
        return found
    finally:
        receiving.close()


def _new_assessment(url):
    """An assessment in a new database; no connection stays open, for a child may not inherit one."""
    engine = create_engine(url)
    migrate(engine)
    store = Store(engine, TERMINAL)
    organisation = store.add_organisation(Organisation(name="Voorbeeld"))
    assessment = store.add_assessment(organisation, "social-collection", "2026.1", "core", date(2026, 11, 22))
    engine.dispose()
    return assessment


def _read(url):
    """What another process finds: the answers, their history in order, and SQLite's own verdict on the file."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            answers = {row.item: row.answer for row in connection.execute(select(ANSWERS))}
            history = defaultdict(list)
            for row in connection.execute(select(ANSWER_HISTORY).order_by(ANSWER_HISTORY.c.id)):
                history[row.item].append(row.answer)
            return answers, history, connection.execute(text("PRAGMA integrity_check")).scalar_one()
    finally:
        engine.dispose()


def test_every_acknowledged_answer_survives_kill_9(tmp_path):
    """Killed 200 times at random moments: each acknowledged answer is there with its history, none by half."""
    url = f"sqlite:///{tmp_path / 'answers.db'}"
    assessment = _new_assessment(url)
    moments = random.Random(9)
    acknowledged = {}
    next_number = 0

    for _ in range(KILLS):
        given = _live_and_be_killed(url, assessment, next_number, moments.uniform(0, LONGEST_LIFE))
        acknowledged |= {number: item for item, number in given}
        # One more than the last acknowledged may have been written before the kill.
        next_number = given[-1][1] + 2
        answers, history, verdict = _read(url)

        assert verdict == "ok"
        assert answers == {item: given_to_it[-1] for item, given_to_it in history.items()}
        for item, number in given:
            assert _answer(number) in history[item]

    _, history, _ = _read(url)
    for number, item in acknowledged.items():
        assert history[item].count(_answer(number)) == 1
    assert len(acknowledged) > KILLS


def _answer(number):
    return Answer(level=number % 5 + 1, note=f"answer {number}").model_dump(mode="json", exclude_defaults=True)
