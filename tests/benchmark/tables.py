"""Small populations, and the smallest set of organisations that follows from published groups, found by trying all."""

from itertools import combinations

import numpy as np

from benchmark.disclosure import groups_of
from model.contributions import Cell

SIZES = ("large", "medium", "small")


def population(rng, sectors=4, sizes=3, most=5):
    """How many contributions each cell has; many have few, some have none."""
    cells = [
        Cell(f"sector{sector}", size, assured)
        for sector in range(sectors)
        for size in SIZES[:sizes]
        for assured in (False, True)
    ]
    return {cell: rng.choice((0, *range(1, most + 1), rng.randint(0, 30))) for cell in cells}


def smallest_set(cells, published, floor=6):
    """The fewest organisations, one or more, that follow from these groups; the floor when it is no fewer.

    A set follows when it is a sum of groups: when it stands at right angles to all that the groups are at right
    angles to. All sets of few are tried.
    """
    filled = [cell for cell, number in cells.items() if number]
    weights = np.array([cells[cell] for cell in filled])
    matrix = np.array([[group in groups_of(cell) for cell in filled] for group in published], dtype=float)
    if not matrix.size:
        return floor
    _, sizes, rows = np.linalg.svd(matrix)
    beside = rows[int((sizes > 1e-9).sum()) :]
    few = [column for column, weight in enumerate(weights) if weight < floor]
    smallest = floor
    for number in range(1, floor):
        sets = np.array([chosen for chosen in combinations(few, number) if sum(weights[list(chosen)]) < smallest])
        if not len(sets):
            continue
        apart = np.abs(beside[:, sets].sum(axis=2)).max(axis=0, initial=0)
        found = weights[sets[apart < 1e-7]].sum(axis=1)
        smallest = min([smallest, *found.tolist()])
    return smallest


def counted(rng, cells, values=(2, 4, 6, 8, 10)):
    """Values for all in these cells, around a middle of their own for each table."""
    weights = [rng.random() + 0.1 for _ in values]
    return {
        cell: {value: drawn.count(value) for value in sorted(set(drawn))}
        for cell, number in cells.items()
        if number and (drawn := rng.choices(values, weights, k=number))
    }
