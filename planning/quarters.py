"""Quarters of a year, written as 2027Q1."""

from datetime import date


def quarter_of(day: date) -> str:
    """The quarter in which this day falls.

    >>> quarter_of(date(2026, 11, 22))
    '2026Q4'
    """
    return f"{day.year:04}Q{(day.month - 1) // 3 + 1}"


def later(quarter: str, count: int) -> str:
    """The quarter that comes `count` quarters later.

    >>> later("2026Q4", 2)
    '2027Q2'
    """
    year, number = divmod(int(quarter[:4]) * 4 + int(quarter[5]) - 1 + count, 4)
    return f"{year:04}Q{number + 1}"


def between(first: str, last: str) -> list[str]:
    """Every quarter from the first up to and including the last."""
    quarters = [first]
    while quarters[-1] < last:
        quarters.append(later(quarters[-1], 1))
    return quarters
