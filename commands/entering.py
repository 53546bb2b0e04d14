"""How a command is entered: its name, what runs, and the words of its help."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from model.loading import LANGUAGES

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  has no public name


def command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    *,
    reads: bool = False,
    speaks: bool = False,
) -> argparse.ArgumentParser:
    """The parser of a new command, whose summary is that of the function which runs it."""
    summary = str(run.__doc__).split("\n")[0]
    parser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(run=run)
    if reads:
        parser.add_argument("file", metavar="FILE", help="answers file: JSON, YAML or XLSX")
    if speaks:
        parser.add_argument("--language", choices=LANGUAGES, default="nl")
    return parser


def group(commands: Commands, name: str, summary: str) -> Commands:
    """The place for commands of two words, such as `audit verify`."""
    return commands.add_parser(name, help=summary, description=summary).add_subparsers(required=True, metavar="COMMAND")
