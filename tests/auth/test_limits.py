"""Failures are counted per address or person; who guesses is slowed down, and nobody else waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.limits import Failures, network_of


class Clock:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self):
        """The moment it stands at."""
        return self.now


@pytest.fixture
def clock():
    """A clock that stands still until the test moves it."""
    return Clock()


def test_a_few_failures_at_once_are_let_pass(clock):
    """Three, and then who fails waits until the first is forgotten; nobody else does."""
    failures = Failures(at_once=3, seconds=10, clock=clock)
    for _ in range(3):
        assert failures.wait("guesser") == 0
        failures.failed("guesser")

    assert failures.wait("guesser") == 10
    assert failures.wait("room") == 0


def test_after_waiting_there_is_one_try_more(clock):
    """One every ten seconds, and all of them again after a while without failing."""
    failures = Failures(at_once=3, seconds=10, clock=clock)
    for _ in range(3):
        failures.failed("guesser")
    clock.now += 9.5
    assert failures.wait("guesser") == 1

    clock.now += 0.5
    assert failures.wait("guesser") == 0
    failures.failed("guesser")
    assert failures.wait("guesser") == 10

    clock.now += 30
    for _ in range(3):
        assert failures.wait("guesser") == 0
        failures.failed("guesser")
    assert failures.wait("guesser") > 0


@given(at_once=st.integers(1, 20), pauses=st.lists(st.floats(0, 5), max_size=60))
def test_who_keeps_trying_never_fails_more_often_than_allowed(at_once, pauses):
    """Over any time: at once, and one more for each stretch that passed."""
    clock = Clock()
    failures = Failures(at_once=at_once, seconds=2, clock=clock)
    failed = 0
    for pause in pauses:
        clock.now += pause
        if failures.wait("guesser") == 0:
            failures.failed("guesser")
            failed += 1
        assert failed <= at_once + (clock.now - 1000) / 2 + 1e-6


def test_whoever_no_longer_waits_is_forgotten(clock, monkeypatch):
    """So that a flood of addresses does not fill the memory; who still waits is remembered."""
    monkeypatch.setattr("auth.limits._REMEMBERED", 5)
    failures = Failures(at_once=1, seconds=10, clock=clock)
    for number in range(4):
        failures.failed(f"old {number}")
    clock.now += 11
    failures.failed("guesser")

    failures.failed("new")

    assert set(failures._forgotten_at) == {"guesser", "new"}
    assert failures.wait("guesser") == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_one_visitor_has_one_network(address, network):
    """With IPv6 one visitor has so many addresses that each could be used once."""
    assert network_of(address) == network
