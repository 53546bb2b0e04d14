"""Users who answer at the same time, on two processes: measured small, to see that the measuring works."""

import pytest

from performance import crowd
from performance.answering import NotSaved
from performance.databases import FilledDatabase
from performance.subjects import subject


@pytest.fixture
def small(monkeypatch):
    """Four users for a second, on two processes."""
    values = {"USERS": (4,), "PROCESSES": (2,), "THINK": (0.1, 0.2), "ROUNDS": 1, "SECONDS_A_ROUND": 1.0}
    for name, value in values.items():
        monkeypatch.setattr(crowd, name, value)


def test_four_users_on_two_processes_lose_no_answer(small, tmp_path):
    """Both sides answer without an error, each line beside its floor, and every answer is in the database."""
    lines = {line.name.strip(): line for line in crowd.measure_crowd(subject(), tmp_path)}

    assert lines["errors, 2 processes"].ours == 0
    assert lines["(g) p95 of an answer, 4 users, 2 processes"].floor > 0
    assert lines["memory, 4 users, 2 processes"].ours > 1


def test_an_answer_that_is_not_in_the_database_is_told(small, tmp_path, monkeypatch):
    """What a page shows as given is looked up."""
    monkeypatch.setattr(FilledDatabase, "saved", lambda self: 0)

    with pytest.raises(NotSaved):
        crowd.measure_crowd(subject(), tmp_path)
