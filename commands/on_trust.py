"""Commands on what can be trusted: the audit trail, and what is kept of people and organisations."""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import settings
from commands.entering import Commands, command, group
from commands.on_what_is_kept import store
from model.errors import Mistake
from model.reading import refuse
from storage.audit import Head, head
from storage.retention import expire
from storage.stored import NotFound
from storage.verification import verify

T = TypeVar("T")
AT_ONCE = 20


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    audit = group(commands, "audit", "The audit trail: its end, and whether it and the database are as they were.")
    command(audit, "head", print_head)
    verifying = command(audit, "verify", verify_trail)
    verifying.add_argument("--head", metavar="NUMBER:HASH", help="what `audit head` printed before")
    privacy = group(commands, "privacy", "What is kept of a person or an organisation, and removing a person.")
    for name, run, what in (
        ("export-person", export_person, "the person's id or e-mail address"),
        ("export-organisation", export_organisation, "the organisation's id"),
    ):
        exporting = command(privacy, name, run)
        exporting.add_argument("wanted", metavar="ID", help=what)
        exporting.add_argument("-o", "--output", required=True, metavar="OUT", help="the ZIP to write")
    removing = command(privacy, "remove-person", remove_person)
    removing.add_argument("wanted", metavar="ID", help="the person's id or e-mail address")
    removing.add_argument(
        "--with-organisations", action="store_true", help="also the organisations that nobody else owns"
    )
    retaining = command(commands, "retention", retention)
    retaining.add_argument("--dry-run", action="store_true", help="only print what would be removed")


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


def export_person(options: argparse.Namespace) -> int:
    """Writes all that is kept of a person to a ZIP: answers and work, roles, events."""
    kept = store()
    person = _found(lambda: kept.find_person(options.wanted), options.wanted)
    _write(options.output, lambda out: kept.export_person(person, out))
    return 0


def export_organisation(options: argparse.Namespace) -> int:
    """Writes all that is kept of an organisation to a ZIP: assessments, history, files, people, events."""
    kept = store()
    _found(lambda: kept.organisation(options.wanted), options.wanted)
    _write(options.output, lambda out: kept.export_organisation(options.wanted, out))
    return 0


def remove_person(options: argparse.Namespace) -> int:
    """Removes a person with their roles; their answers stay, under an id that names nobody."""
    kept = store()
    person = _found(lambda: kept.find_person(options.wanted), options.wanted)
    kept.remove_person(person, with_organisations=options.with_organisations)
    return 0


def retention(options: argparse.Namespace) -> int:
    """Removes what was not used for PEILSTOK_RETENTION_MONTHS, expired links, votes of old workshops; prints what."""
    kept, months = store(), settings.read_settings().retention_months
    expired = expire(kept.engine, kept.who, months, datetime.now(UTC), dry_run=options.dry_run)
    if months is None:
        print("PEILSTOK_RETENTION_MONTHS is not set: assessments and people are kept.")
    for assessment, organisation, on in expired.assessments:
        print(f"assessment {assessment} of {on}, {organisation}")
    for person in expired.people:
        print(f"person {person}")
    print(f"{expired.invitations} expired invitations, {expired.download_links} expired download links")
    print(f"{expired.workshops} workshops: who took part and what each of them chose")
    if options.dry_run:
        print("Nothing was removed: this was a dry run.")
    return 0


def _found(find: Callable[[], T], wanted: str) -> T:
    """What is found.

    :raises BadInput: nothing is.
    """
    try:
        return find()
    except NotFound:
        refuse(Mistake("{wanted}: nothing is kept under this id or address.", wanted=wanted))


def _write(name: str, make: Callable[[BinaryIO], None]) -> None:
    """Writes a file that only who runs this may read, whole or not at all.

    :raises BadInput: it can't be written.
    """
    path = Path(name)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as beside:
            try:
                make(cast("BinaryIO", beside))
                Path(beside.name).replace(path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        refuse(Mistake("{file}: this file can't be written: {reason}.", file=path, reason=reason))


def _head(text: str) -> Head:
    """The head in this text.

    :raises BadInput: there is none.
    """
    match = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
    if match is None:
        refuse(Mistake("{head}: this is no head of the audit trail, as `audit head` prints it.", head=text))
    return Head(int(match[1]), match[2])
