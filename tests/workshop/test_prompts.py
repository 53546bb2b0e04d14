"""Which cards fit what was chosen."""

import pytest

from model.votes import Vote
from workshop.disclosure import reveal
from workshop.prompts import prompts


def chosen(*levels, **per_role):
    """What a round shows of these levels, of one role or of more."""
    votes = [Vote(f"{place}", "Finance", level) for place, level in enumerate(levels)]
    votes += [
        Vote(f"{role}{place}", role, level) for role, all_ in per_role.items() for place, level in enumerate(all_)
    ]
    return reveal(votes)


@pytest.mark.parametrize(
    ("shown", "first"),
    [
        (chosen(1, 1, 3, 5, 5), "lowest_first"),
        (chosen(3, 3, 3, 3), "evidence"),
        (chosen(2, 2, 2, 2, 2, 2, 5), "apart"),
        (chosen(2, 2, 3, None, None), "find_out"),
        (chosen(None, None), "find_out"),
        (chosen(Finance=[2, 2, 2], Klantcontact=[4, 4, 4]), "roles"),
        (chosen(2, 3, 3, 4), "lowest_first"),
        (chosen(), "customer"),
    ],
)
def test_what_fits_best_comes_first(shown, first):
    """A spread, agreement, one apart, not knowing, or roles that differ: each begins with its own card."""
    assert prompts(shown)[0] == first


def test_some_always_fit_and_none_comes_twice():
    """The customer, the evidence and one level up, whatever was chosen."""
    for shown in (chosen(), chosen(1, 5), chosen(3, 3, 3), chosen(2, 2, 2, 2, 2, 2, 5, None)):
        found = prompts(shown)
        assert {"customer", "evidence", "one_up"} <= set(found)
        assert len(set(found)) == len(found)


def test_one_who_stands_apart_is_not_called_to_speak_first_or_last():
    """Asking the lowest first and the highest then would point at one person."""
    assert "lowest_first" not in prompts(chosen(2, 2, 2, 2, 2, 2, 5))


def test_agreement_is_asked_who_is_missing_and_a_spread_is_not():
    """Blind spots are of those who agree."""
    assert "blind_spot" in prompts(chosen(3, 3, 3, 3))
    assert "blind_spot" not in prompts(chosen(1, 3, 5))


def test_an_ambition_far_away_asks_for_the_way_there():
    """Two levels or more; one is what every plan does."""

    def aiming(ambition):
        return prompts(reveal([Vote(str(number), "Finance", 2, ambition) for number in range(3)]))

    assert "way_there" in aiming(4)
    assert "way_there" not in aiming(3)


def test_a_few_who_do_not_know_are_no_reason_to_stop():
    """From a third on."""
    assert prompts(chosen(2, 2, 3, 3, None))[0] != "find_out"
