"""The table that `make bench` prints: ours beside its floor, the ratio, and the bar it must reach."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 10  # figures below it keep two decimals


@dataclass(frozen=True)
class Measured:
    """One line: what was measured, in which unit, and the bar. Without a floor the bar is about our own figure."""

    name: str
    unit: str
    ours: float
    floor: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def figure(self) -> float:
        """What the bar is about: the ratio to the floor, or else our own figure."""
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def is_reached(self) -> bool:
        """Whether the bar is reached; without a bar there is nothing to miss."""
        reaches_least = self.at_least is None or self.figure >= self.at_least
        return reaches_least and (self.at_most is None or self.figure <= self.at_most)

    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        ratio = "" if self.floor is None else f"{self.figure:.2f} x"
        floor = "" if self.floor is None else f"{_shown(self.floor)} {self.unit}"
        return (self.name, f"{_shown(self.ours)} {self.unit}", floor, ratio, self._bar(), self._verdict())

    def _bar(self) -> str:
        sort = f" {self.unit}" if self.floor is None else " x"
        if self.at_most is not None:
            return f"at most {self.at_most:g}{sort}"
        return "" if self.at_least is None else f"at least {self.at_least:g}{sort}"

    def _verdict(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        return "reached" if self.is_reached else "MISSED"


def table(lines: Sequence[Measured]) -> str:
    """The lines under each other, columns aligned."""
    rows = [("", "Peilstok", "floor", "ratio", "bar", ""), *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    aligned = [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    for row, cells in zip(rows, aligned, strict=True):
        cells[0], cells[-1] = row[0].ljust(widths[0]), row[-1]
    return "\n".join("  ".join(cells).rstrip() for cells in aligned)


def _shown(figure: float) -> str:
    return f"{figure:.2f}" if figure < SMALL else f"{figure:.1f}"
