"""Which groups may be published beside each other, so that no few organisations follow by adding and subtracting.

Hiding the groups below the floor is not enough: the one hidden sector is all minus the others. So more is hidden
(complementary suppression; Cox, "Suppression methodology and statistical disclosure control", Journal of the American
Statistical Association 75, 1980). The test is as strict as can be: as if of every published group all values were
known, and of every organisation in which groups it is, no set of one to five may follow.

Such a set is a row of zeros and ones, a column for each cell of organisations, that is a sum of published groups with
any factors. Cells of six and more stand for zero in it, which leaves few sums to look through.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from benchmark.figures import FLOOR
from model.contributions import Cell
from model.releases import Group

# Sums are made in whole numbers modulo a prime: exact, as the factors that occur in such tables are small fractions.
PRIME = 2**31 - 1
Row: TypeAlias = dict[int, int]  # by the number of the cell


def publishable(cells: Mapping[Cell, int]) -> frozenset[Group]:
    """The groups of one item that may be published, given how many contributions each cell has.

    In a fixed order, each when no few organisations follow from it and those before: all; sectors, the largest first;
    size classes; sectors by size class; and then the same of those with evidence only.
    """
    filled = {cell: number for cell, number in cells.items() if number}
    members: dict[Group, list[int]] = {}
    for column, cell in enumerate(filled):
        for group in groups_of(cell):
            members.setdefault(group, []).append(column)
    weights = tuple(filled.values())
    sizes = {group: sum(weights[column] for column in columns) for group, columns in members.items()}
    candidates = sorted((group for group, size in sizes.items() if size >= FLOOR), key=lambda g: _order(g, sizes[g]))
    if min(weights, default=0) >= FLOOR:
        return frozenset(candidates)
    published = _Published(weights)
    return frozenset(group for group in candidates if published.takes(members[group]))


@lru_cache(maxsize=1000)
def groups_of(cell: Cell) -> tuple[Group, ...]:
    """Every group that the contributions of a cell belong to."""
    of_all = [Group(sector, size) for sector in ("", cell.sector) for size in ("", cell.size_class)]
    assured = [Group(group.sector, group.size_class, is_assured=True) for group in of_all if cell.is_assured]
    return (*of_all, *assured)


def _order(group: Group, size: int) -> tuple[bool, bool, bool, int, Group]:
    return group.is_assured, bool(group.size_class), bool(group.sector), -size, group


class _Published:
    """The groups published so far, as rows from which no few cells follow.

    `_large` are rows in echelon form that begin with a cell of six and more, each its own; `_few` are the sums in
    which all those cells cancelled out, in reduced echelon form.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self._weights = weights
        self._large: list[tuple[int, Row]] = []
        self._few: list[tuple[int, Row]] = []

    def takes(self, group: Iterable[int]) -> bool:
        """Adds a group, if no few organisations follow from it and the groups before; whether it did."""
        row = _cleared(dict.fromkeys(group, 1), self._large)
        lead = next((cell for cell in row if self._weights[cell] >= FLOOR), None)
        if lead is not None:
            self._large.append((lead, _scaled(row, lead)))
            return True
        row = _cleared(row, self._few)
        if not row:
            return True
        heaviest = max(row, key=lambda cell: (self._weights[cell], -cell))
        new = (heaviest, _scaled(row, heaviest))
        few = [new, *((own, _cleared(other, [new])) for own, other in self._few)]
        if self._has_few([row for _, row in few]):
            return False
        self._few = few
        return True

    def _has_few(self, rows: Sequence[Row]) -> bool:
        """Whether some of these rows together are a set of fewer organisations than the floor.

        Each row has a cell that no other has, so that it counts once or not at all. The longest are chosen first:
        then what the short ones leave as it is shows soon whether it can be.
        """
        ordered = sorted(rows, key=len, reverse=True)
        last = {cell: place for place, row in enumerate(ordered) for cell in row}
        settled: list[list[int]] = [[] for _ in ordered]
        for cell, place in last.items():
            settled[place].append(cell)

        def follows(place: int, total: Row, number: int) -> bool:
            """Whether some of the rows from here on make such a set of what is added up so far."""
            if place == len(ordered):
                return number > 0
            return any(
                (more := self._number(settled[place], chosen)) is not None
                and number + more < FLOOR
                and follows(place + 1, chosen, number + more)
                for chosen in (total, _plus(total, ordered[place]))
            )

        return follows(0, {}, 0)

    def _number(self, cells: Iterable[int], total: Row) -> int | None:
        """How many organisations these cells of a set have; None when each is not in it once or not at all."""
        number = 0
        for cell in cells:
            times = total.get(cell, 0)
            if times > 1:
                return None
            number += times * self._weights[cell]
        return number


def _cleared(row: Row, basis: Iterable[tuple[int, Row]]) -> Row:
    """The row without the leading cells of these rows."""
    for lead, other in basis:
        if lead in row:
            row = _plus(row, other, -row[lead])
    return row


def _scaled(row: Row, lead: int) -> Row:
    """The row with 1 at its leading cell."""
    return _plus({}, row, pow(row[lead], -1, PRIME))


def _plus(row: Row, other: Row, factor: int = 1) -> Row:
    """The row with so many times the other added; zeros are left out."""
    found = dict(row)
    for cell, number in other.items():
        found[cell] = (found.get(cell, 0) + factor * number) % PRIME
        if not found[cell]:
            del found[cell]
    return found
