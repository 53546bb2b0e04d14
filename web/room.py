"""What this process asks of the workshops in its database; imported at the first phone, for a quick start."""

import functools
from typing import TYPE_CHECKING

import settings
from model.errors import BadInput

if TYPE_CHECKING:
    from storage.workshop_room import WorkshopRoom


def room_of_phones() -> "WorkshopRoom":
    """The workshops of this installation, as phones have them.

    :raises Unavailable: the database can't be opened.
    """
    return _room_in(settings.read_settings().database_url)


@functools.cache
def _room_in(database_url: str) -> "WorkshopRoom":
    from storage.database import open_database
    from storage.stored import Unavailable
    from storage.workshop_room import WorkshopRoom

    try:
        return WorkshopRoom(open_database(database_url))
    except BadInput as problem:
        raise Unavailable from problem
