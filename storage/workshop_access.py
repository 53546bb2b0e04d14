"""The one way into a workshop for who leads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import RowMapping, select, update

from model.errors import BadInput
from model.workshops import NOT_OPEN
from storage.access import Access, Entered
from storage.stored import NotFound
from storage.workshop_tables import WORKSHOPS


class WorkshopAccess(Access):
    """What all that is asked of workshops begins with."""

    @contextmanager
    def _leading(
        self, assessment_id: str, workshop_id: str, *, is_open: bool = False
    ) -> Iterator[tuple[Entered, RowMapping]]:
        with self._writing("facilitate", assessment=assessment_id) as entered:
            row = row_in(entered, assessment_id, workshop_id)
            if is_open and row["state"] != "open":
                raise BadInput([NOT_OPEN])
            yield entered, row


def set_in(entered: Entered, row: RowMapping, **values: Any) -> None:
    """Writes this of the workshop; the phones look again."""
    changed = {**values, "changed": WORKSHOPS.c.changed + 1}  # counted there, so that of two at once both count
    entered.connection.execute(update(WORKSHOPS).where(WORKSHOPS.c.id == row["id"]).values(**changed))


def row_in(entered: Entered, assessment_id: str, workshop_id: str) -> RowMapping:
    """The row of this workshop on this assessment.

    :raises NotFound: there is none.
    """
    query = select(WORKSHOPS).filter_by(id=workshop_id, assessment_id=assessment_id)
    row = entered.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound
    return row
