"""What may be shown of a round without giving anyone away: dots per role only where enough people stand together."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from statistics import median

from model.votes import Difference, Dots, Reason, Revealed, Vote
from workshop.consensus import consensus, middle, middle_half, outlier

LEVELS = 5
FLOOR = 3  # people; a workshop may set a higher one
OTHERS = ""  # the role of a pool of small roles


def reveal(
    votes: Sequence[Vote], floor: int = FLOOR, *, anonymous: bool = True, before: Sequence[Vote] | None = None
) -> Revealed:
    """What a closed round shows; `before` are the votes of the round that was shown before it.

    Anonymous: no names; reasons without role, and also without level, as the dots would tell the role that chose it;
    and a revote in which fewer than the floor changed shows no roles, as two pictures together would tell who moved.
    """
    total = count(votes)
    few_moved = before is not None and len(moved(before, votes)) < floor
    levels = total.levels
    is_counted = sum(levels) > 0
    roles = by_role(votes, floor)
    if anonymous and (few_moved or len(roles) < 2):
        roles = {}
    ambitions = [vote.ambition for vote in votes if vote.ambition is not None]
    return Revealed(
        total=total,
        roles=roles,
        reasons=_reasons(votes, anonymous=anonymous),
        names=() if anonymous else _names(votes),
        median=middle(levels) if is_counted else None,
        middle_half=middle_half(levels) if is_counted else None,
        consensus=consensus(levels) if is_counted else None,
        outlier=outlier(levels),
        difference=difference(roles, floor),
        ambition=float(median(ambitions)) if ambitions and (len(ambitions) >= floor or not anonymous) else None,
        ambitions=len(ambitions),
    )


def difference(roles: Mapping[str, Dots], floor: int) -> Difference | None:
    """The two roles furthest apart, each with at least the floor of people who chose a level; None when none differ."""
    medians = {role: middle(dots.levels) for role, dots in roles.items() if role and sum(dots.levels) >= floor}
    pairs = [sorted(pair, key=lambda role: medians[role]) for pair in combinations(medians, 2)]
    furthest = max(pairs, key=lambda pair: medians[pair[1]] - medians[pair[0]], default=None)
    if furthest is None or medians[furthest[0]] == medians[furthest[1]]:
        return None
    lower, higher = furthest
    return Difference(lower, higher, medians[lower], medians[higher])


def count(votes: Iterable[Vote]) -> Dots:
    """How many chose what."""
    chosen = [vote.level for vote in votes]
    return Dots(tuple(chosen.count(level) for level in range(1, LEVELS + 1)), chosen.count(None))


def shown_roles(people: Mapping[str, int], floor: int) -> dict[str, str]:
    """Under which name each role is shown, given how many people it has; the small ones share OTHERS.

    Empty when no role may be shown: the pool of the small ones, or all that is not in it, has fewer than the floor.
    """
    voted = {role: number for role, number in people.items() if number}
    small = {role for role, number in voted.items() if number < floor}
    pooled = sum(voted[role] for role in small)
    rest = sum(voted.values()) - pooled
    if (small and pooled < floor) or rest < floor:
        return {}
    return {role: OTHERS if role in small else role for role in voted}


def by_role(votes: Sequence[Vote], floor: int) -> dict[str, Dots]:
    """The dots per role that may be shown, the pool of the small ones last under OTHERS; empty when none may be."""
    people: dict[str, int] = {}
    for vote in votes:
        people[vote.role] = people.get(vote.role, 0) + 1
    shown = shown_roles(people, floor)
    names = sorted(set(shown.values()), key=lambda role: (role == OTHERS, role))
    return {name: count(vote for vote in votes if shown[vote.role] == name) for name in names}


def voted_by_role(people: Mapping[str, int], floor: int) -> dict[str, int]:
    """How many of each role voted while a round is open: only counts at or above the floor, small roles together."""
    shown = shown_roles(people, floor)
    counts: dict[str, int] = {}
    for role, name in shown.items():
        counts[name] = counts.get(name, 0) + people[role]
    return counts


def moved(before: Iterable[Vote], after: Iterable[Vote]) -> set[str]:
    """Whose level is another than in the round before; who voted only once counts too."""
    first = {vote.participant: vote.level for vote in before}
    second = {vote.participant: vote.level for vote in after}
    return {
        person for person in first.keys() | second.keys() if first.get(person, _ABSENT) != second.get(person, _ABSENT)
    }


_ABSENT = -1  # no level, and not None either: who did not know did vote


def _reasons(votes: Iterable[Vote], *, anonymous: bool) -> tuple[Reason, ...]:
    """The reasons by level and text: an order that says nothing of who gave them."""
    given = [vote for vote in votes if vote.reason]
    if anonymous:
        return tuple(Reason(text, "hidden") for text in sorted(vote.reason for vote in given))
    reasons = [Reason(vote.reason, vote.level, vote.role, vote.name) for vote in given]
    return tuple(sorted(reasons, key=lambda reason: (reason.level or 0, reason.text)))


def _names(votes: Iterable[Vote]) -> tuple[tuple[int | None, tuple[str, ...]], ...]:
    found: dict[int | None, list[str]] = {}
    for vote in votes:
        found.setdefault(vote.level, []).append(vote.name)
    return tuple((level, tuple(sorted(found[level]))) for level in sorted(found, key=lambda level: level or 0))
