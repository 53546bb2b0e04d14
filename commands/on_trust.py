"""Commands on what can be trusted: the audit trail."""

import argparse
import re
import sys

from commands.entering import Commands, command, group
from commands.on_what_is_kept import store
from model.errors import Mistake
from model.reading import refuse
from storage.audit import Head, head
from storage.verification import verify

AT_ONCE = 20


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    audit = group(commands, "audit", "The audit trail: its end, and whether it and the database are as they were.")
    command(audit, "head", print_head)
    verifying = command(audit, "verify", verify_trail)
    verifying.add_argument("--head", metavar="NUMBER:HASH", help="what `audit head` printed before")


def print_head(_options: argparse.Namespace) -> int:
    """Prints how many events the audit trail has and the hash of the last, to keep elsewhere."""
    with store().engine.connect() as connection:
        print(head(connection))
    return 0


def verify_trail(options: argparse.Namespace) -> int:
    """Reads the whole audit trail and says what was changed past Peilstok: status 0 nothing, 1 something."""
    kept = None if options.head is None else _head(options.head)
    engine = store().engine
    with engine.connect() as connection:
        end = head(connection)
    count = 0
    for count, mistake in enumerate(verify(engine, kept), 1):
        if count <= AT_ONCE:
            print(mistake, file=sys.stderr)
    if count > AT_ONCE:
        print(f"{count} differences; the first {AT_ONCE} are shown.", file=sys.stderr)
    if count:
        return 1
    print(f"The audit trail is whole, and the database is as it says: {end}")
    return 0


def _head(text: str) -> Head:
    """The head in this text.

    :raises BadInput: there is none.
    """
    match = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
    if match is None:
        refuse(Mistake("{head}: this is no head of the audit trail, as `audit head` prints it.", head=text))
    return Head(int(match[1]), match[2])
