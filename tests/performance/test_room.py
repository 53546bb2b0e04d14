"""A room full of phones: measured small, to see that the measuring works."""

import pytest

from performance import room
from performance.answering import NotSaved
from performance.subjects import subject


@pytest.fixture
def small(monkeypatch):
    """Four phones for two seconds."""
    values = {"PHONES": 4, "SECONDS_TO_VOTE": 2.0, "SECONDS_IDLE": 0.5, "VOTES_ALONE": 3, "WARM_UP": 1}
    for name, value in values.items():
        monkeypatch.setattr(room, name, value)


def test_four_phones_vote_and_the_screen_counts_them(small, tmp_path):
    """No phone is refused, every vote is stored, and the screen counts the last one too."""
    lines = {line.name.strip(): line for line in room.measure_room(subject(), tmp_path)}

    assert lines["votes of 4 phones in 2 s that are stored"].ours == 4
    assert lines["phones that were refused"].ours == 0
    assert lines["(i) one vote confirmed"].floor > 0
    assert 0 < lines["(j) p95 until the screen counts a vote"].ours < 30


def test_a_vote_that_is_not_confirmed_is_told(small, tmp_path, monkeypatch):
    """Nothing is measured of a phone that heard something else."""
    monkeypatch.setattr(room.Phone, "CONFIRMED", "nothing that is on a page")

    with pytest.raises(NotSaved):
        room.measure_room(subject(), tmp_path)


def test_a_vote_that_the_screen_never_counts_takes_endlessly():
    """The third was counted late, the fourth not at all."""
    assert room.behind([1.0, 2.0, 3.0, 9.0], [(1.5, 1), (2.5, 2), (5.0, 3)]) == [0.5, 0.5, 2.0, float("inf")]
