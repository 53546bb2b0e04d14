"""The rows of a workbook and the values in their cells; every mistake with sheet and cell."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl.utils import get_column_letter

from model.errors import Mistake


@dataclass(frozen=True)
class Formula:
    """A cell that computes something, which is never done here, or that shows an error such as #VALUE!."""

    text: str


CellValue: TypeAlias = str | bool | int | float | datetime.date | datetime.time | datetime.timedelta | Formula


@dataclass(frozen=True)
class Row:
    """One row of a table: its key, and its cells by the key of their column."""

    sheet: str
    number: int
    key: str
    cells: Mapping[str, CellValue]
    columns: Mapping[str, int]

    def place(self, column: str) -> dict[str, str]:
        """Where this column's cell stands, for a mistake."""
        return {"sheet": self.sheet, "cell": f"{get_column_letter(self.columns[column])}{self.number}"}


class CellReader:
    """Takes values out of rows; what can't be taken is noted in `mistakes` and counts as empty."""

    def __init__(self, name: str, choices: Mapping[str, Mapping[str, str]]) -> None:
        self.name = name
        self.choices = choices
        self.mistakes: list[Mistake] = []

    def text(self, row: Row, column: str) -> str | None:
        """The text in the cell as it stands there, empty text included; None without a cell."""
        value = row.cells.get(column)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # a spreadsheet turns a typed 2026 into a number
        if not self._is_formula(row, column, value):
            text = (
                "{file}, sheet {sheet}, cell {cell}: found {found} where text belongs."
                " Type an apostrophe (') before it."
            )
            self._note(text, row, column, found=_shown(value))
        return None

    def filled_text(self, row: Row, column: str) -> str | None:
        """The text in the cell; None when it is blank."""
        text = self.text(row, column)
        return text if text is not None and text.strip() else None

    def lines(self, row: Row, column: str) -> list[str]:
        """The lines in the cell that are not blank."""
        return [line.strip() for line in (self.text(row, column) or "").split("\n") if line.strip()]

    def whole(self, row: Row, column: str, least: int, most: int) -> int | None:
        """The whole number in the cell, also when it was typed as text; None when it is blank."""
        value = row.cells.get(column)
        if isinstance(value, str):
            text = value.strip()
            if not text:
                return None
            value = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else value
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if value is not None and not self._is_formula(row, column, value):
            text = (
                "{file}, sheet {sheet}, cell {cell}: found {found}; a whole number from {least} to {most} belongs here."
            )
            self._note(text, row, column, found=_shown(value), least=least, most=most)
        return None

    def choice(self, row: Row, column: str, name: str) -> str | None:
        """The value behind the label in the cell (or the value itself); None when it is blank."""
        labels = self.choices.get(name, {})
        value = row.cells.get(column)
        if isinstance(value, bool):
            value = "true" if value else "false"
        if isinstance(value, str):
            folded = value.strip().casefold()
            if not folded:
                return None
            by_label = {label.casefold(): key for key, label in labels.items()}
            if folded in by_label or folded in labels:
                return by_label.get(folded, folded)
        if value is not None and not self._is_formula(row, column, value):
            text = "{file}, sheet {sheet}, cell {cell}: found {found}; choose one of: {allowed}."
            self._note(text, row, column, found=_shown(value), allowed=", ".join(labels.values()))
        return None

    def yes(self, row: Row, column: str) -> bool | None:
        """Whether the cell says yes or no; None when it is blank."""
        value = self.choice(row, column, "yes_no")
        return None if value is None else value == "true"

    def day(self, row: Row, column: str) -> str | None:
        """The date in the cell, as 2026-11-22, also when 22-11-2026 was typed as text; None when it is blank."""
        value = row.cells.get(column)
        if isinstance(value, datetime.date):
            return _shown(value)
        if isinstance(value, str):
            dutch = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", value.strip())
            if dutch:
                return f"{dutch[3]}-{dutch[2]:0>2}-{dutch[1]:0>2}"
            return value.strip() or None  # the check of the answers file tells whether this is a date
        if value is not None and not self._is_formula(row, column, value):
            text = "{file}, sheet {sheet}, cell {cell}: found {found}; a date belongs here, such as 2026-11-22."
            self._note(text, row, column, found=_shown(value))
        return None

    def missing(self, row: Row, column: str) -> None:
        """Notes that this cell must be filled in, unless something was wrong with what stands there."""
        if column not in row.cells or not str(row.cells[column]).strip():
            self._note("{file}, sheet {sheet}, cell {cell}: this cell is empty. Fill it in.", row, column)

    def without_key(self, row: Row) -> None:
        """Notes that a row belongs to nothing."""
        text = "{file}, sheet {sheet}, row {row}: this row belongs to no question. Remove what stands in it."
        self.mistakes.append(Mistake(text, file=self.name, sheet=row.sheet, row=row.number))

    def twice(self, row: Row) -> None:
        """Notes that another row has the same key."""
        text = "{file}, sheet {sheet}, row {row}: this question stands here twice. Remove one of the two rows."
        self.mistakes.append(Mistake(text, file=self.name, sheet=row.sheet, row=row.number))

    def _is_formula(self, row: Row, column: str, value: CellValue) -> bool:
        if not isinstance(value, Formula):
            return False
        text = "{file}, sheet {sheet}, cell {cell}: this is a formula ({found}). Type the text or the number itself."
        self._note(text, row, column, found=value.text)
        return True

    def _note(self, text: str, row: Row, column: str, **values: object) -> None:
        self.mistakes.append(Mistake(text, file=self.name, **row.place(column), **values))


def _shown(value: CellValue) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]  # a datetime too
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
