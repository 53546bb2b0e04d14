"""Commands on the benchmark: opening an edition, its release, and whether a file is one."""

import argparse
import sys
from pathlib import Path

from commands.entering import Commands, command, group
from commands.files_in_and_out import bytes_of, content, write
from commands.on_what_is_kept import store
from model.contributions import Counts, Edition, StepCounts
from model.errors import BadInput, Mistake
from model.reading import refuse
from model.release_file import read_release, release_bytes, sha256_of
from pipeline import make_release
from storage.store import Store

# A release of a hundred sectors, and then some.
MOST_BYTES = 100_000_000


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    benchmark = group(commands, "benchmark", "Editions of the benchmark and their releases.")
    opening = command(benchmark, "open", open_edition)
    opening.add_argument("association", metavar="ASSOCIATION", help="the name of the association")
    opening.add_argument("name", metavar="NAME", help="the name of the edition")
    releasing = command(benchmark, "release", release)
    releasing.add_argument("edition", metavar="EDITION", help="its number, as `benchmark list` prints it")
    releasing.add_argument("-o", "--output", required=True, metavar="FILE.json", help="the file to write")
    verifying = command(benchmark, "verify", verify)
    verifying.add_argument("file", metavar="FILE", help="a release")
    command(benchmark, "list", list_)


def open_edition(options: argparse.Namespace) -> int:
    """Opens an edition about this version of the questionnaire, and prints its number."""
    kept, questionnaire = store(), content()["nl"]
    found = next((known.id for known in kept.associations() if known.name == options.association), None)
    if found is None:
        refuse(Mistake("{name}: there is no association with this name.", name=options.association))
    print(kept.open_edition(found, options.name, questionnaire.id, questionnaire.version, questionnaire.digest))
    return 0


def release(options: argparse.Namespace) -> int:
    """Closes an edition if it is open, writes its release to a file, and prints the SHA-256."""
    kept = store()
    edition = next((one for one in _editions(kept) if str(one.id) == options.edition), None)
    if edition is None:
        refuse(Mistake("{number}: there is no edition with this number.", number=options.edition))
    sha256 = edition.sha256 or kept.close_edition(edition.id, made)
    write(Path(options.output), kept.release_of(edition.id))
    print(sha256)
    return 0


def verify(options: argparse.Namespace) -> int:
    """Prints the SHA-256 of a release and whether it was published here; status 1 when the file is no release."""
    found = bytes_of(options.file, MOST_BYTES)
    try:
        read_release(found)
    except BadInput as error:
        for mistake in error.mistakes:
            print(f"{options.file}: {mistake}", file=sys.stderr)
        return 1
    print(sha256_of(found))
    edition = store().edition_of_release(sha256_of(found))
    if edition is None:
        print("This installation did not publish it: who did can confirm this SHA-256.")
    else:
        print(f"Published here by {edition.association}: {edition.name}, closed on {edition.closed_at:%Y-%m-%d}.")
    return 0


def list_(_options: argparse.Namespace) -> int:
    """Lists all editions: number, association, name, version, and open or the SHA-256 of the release."""
    for edition in _editions(store()):
        print(f"{edition.id}  {edition.association}  {edition.name}  {edition.version}  {edition.sha256 or 'open'}")
    return 0


def made(edition: Edition, counts: Counts, steps: StepCounts) -> bytes:
    """The release of an edition that closes, by today's questionnaire, as the bytes of its file."""
    return release_bytes(make_release(content()["nl"], edition, counts, steps))


def _editions(kept: Store) -> list[Edition]:
    return [edition for association in kept.associations() for edition in kept.editions(association.id)]
