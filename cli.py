"""The straight line from a terminal: python cli.py COMMAND. Exit status 0 done, 1 content falls short, 2 bad input."""

import argparse
import sys
from collections.abc import Sequence

from commands import (
    on_associations,
    on_benchmark,
    on_fiction,
    on_files,
    on_the_installation,
    on_time,
    on_trust,
    on_what_is_kept,
)
from model.errors import ContentError, Mistake, PeilstokError
from storage.stored import Unavailable

GONE = Mistake("The database can't be reached or written now. Nothing was changed; try again later.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; every mistake is a sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        _say(error.mistakes)
        return 1
    except PeilstokError as error:
        _say(error.mistakes)
        return 2
    except Unavailable:
        _say([GONE])
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description="Peilstok from a terminal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for of in (
        on_files,
        on_what_is_kept,
        on_the_installation,
        on_trust,
        on_associations,
        on_benchmark,
        on_fiction,
        on_time,
    ):
        of.add_to(commands)
    return parser


def _say(mistakes: Sequence[Mistake]) -> None:
    for mistake in mistakes:
        print(mistake, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
