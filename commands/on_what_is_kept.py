"""Commands on what is kept: assessments out of the database and into it."""

import argparse
import sys

import settings
from auth.who import TERMINAL
from commands.entering import Commands, command
from commands.files_in_and_out import read
from commands.on_files import write_report
from model.errors import Mistake
from model.reading import refuse
from model.submission import export_json
from storage.database import open_database
from storage.store import Store
from storage.stored import NotFound


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    exporting = command(commands, "export", export, speaks=True)
    exporting.add_argument("assessment", nargs="?", metavar="ID", help="an assessment's id; without it, the list")
    exporting.add_argument("-o", "--output", metavar="OUT", help="the file to write: .json, .xlsx or .pdf")
    command(commands, "import", import_, reads=True)


def export(options: argparse.Namespace) -> int:
    """Writes an assessment as answers file (JSON) or workbook (XLSX); without an id, lists the assessments."""
    kept = store()
    if options.assessment is None:
        for stored in kept.organisations(at_most=None):
            for assessment in stored.assessments:
                print(f"{assessment.id}  {assessment.on}  {assessment.scope}  {stored.organisation.name}")
        return 0
    try:
        answers_file = kept.answers_file(options.assessment)
    except NotFound:
        refuse(
            Mistake("{id}: there is no such assessment. Run export without an id to list them.", id=options.assessment)
        )
    if options.output is None:
        sys.stdout.buffer.write(export_json(answers_file))
        return 0
    write_report(answers_file, options)
    return 0


def import_(options: argparse.Namespace) -> int:
    """Adds the assessment in an answers file (JSON or YAML) or workbook (XLSX), and prints its id."""
    answers_file = read(options.file)
    print(store().add_answers_file(answers_file))
    return 0


def store() -> Store:
    """The store of this installation, for who runs it."""
    return Store(open_database(settings.read_settings().owner_url), TERMINAL)
