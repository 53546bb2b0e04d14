"""Which workshop a page is about, and how it is at this moment: what all its screens begin with."""

from model.workshops import Workshop
from storage.stored import NotFound, Unavailable
from ui import session
from ui.content import Opened

SECONDS_BETWEEN_COUNTS = 1


def workshop_of(current: Opened) -> Workshop | None:
    """The newest workshop on the assessment; None before the first."""
    store = session.store()
    found = store.workshops(current.id)
    if not found:
        return None
    return store.workshop(current.id, found[0][0])


def at_this_moment(assessment: str, workshop: str) -> Workshop | None:
    """The workshop as it is at this moment; None while it can't be read."""
    try:
        return session.store().workshop(assessment, workshop)
    except (NotFound, Unavailable):
        return None


def of(workshop: Workshop) -> tuple[str, str]:
    """What every call on a workshop begins with: its assessment and its own id."""
    return workshop.assessment_id, workshop.id
