"""The straight line from a terminal: python cli.py COMMAND. Exit status 0 done, 1 content falls short, 2 bad input."""

import argparse
import functools
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import settings
from auth.who import TERMINAL
from model.answers import AnswersFile
from model.errors import BadInput, ContentError, Mistake, PeilstokError
from model.law_readings import old_readings
from model.loading import LANGUAGES, load
from model.questionnaire import Questionnaire
from model.reading import MAXIMUM_BYTES, refuse
from model.report import ReportDetails
from model.submission import export_json, read_answers
from model.wording import worded
from pipeline import assess
from storage.backup import back_up, put_back
from storage.database import open_database
from storage.store import Store
from storage.stored import NotFound


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; every mistake is a sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        _say(error)
        return 1
    except PeilstokError as error:
        _say(error)
        return 2


def check(options: argparse.Namespace) -> int:
    """Reads all content and says what is wrong with it; warns when the law was read over twelve months ago."""
    try:
        questionnaire = load(Path(options.content))["nl"]
    except ContentError as error:
        mistakes = [str(mistake) for mistake in error.mistakes]
        if options.json:
            print(json.dumps({"ok": False, "mistakes": mistakes, "warnings": []}, ensure_ascii=False))
        else:
            _say(error)
        return 1
    warnings = old_readings(questionnaire, date.today())
    identity = {"version": questionnaire.version, "digest": questionnaire.digest}
    counts = {"criteria": len(questionnaire.criteria), "norms": len(questionnaire.norms)}
    summary = {"ok": True, "mistakes": [], "warnings": warnings, **identity, **counts}
    if options.json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        for warning in warnings:
            print(f"warning: {warning}")
        found = "{criteria} criteria and {norms} norms".format(**counts)
        version = f"{questionnaire.id} {questionnaire.version}"
        print(f"{version}: {found} in {len(LANGUAGES)} languages, all in order ({questionnaire.digest})")
    return 0


def score(options: argparse.Namespace) -> int:
    """Prints where the organisation stands, as a table or as the JSON of design 5.3."""
    from i18n.words import words_in
    from reports.result import result_json

    answers_file = _read(options.file)
    questionnaire = _questionnaire("en", answers_file)
    assessment = assess(questionnaire, answers_file)
    if options.json:
        sys.stdout.buffer.write(result_json(assessment))
        return 0
    words = words_in("en")
    overall = assessment.maturity.overall
    rows = {"overall": overall} if overall else {}
    for name, row in {**rows, **assessment.maturity.themes, **assessment.maturity.categories}.items():
        shown, low, high = (words.score(number) for number in (row.score, row.low, row.high))
        print(f"{name:10} {shown:>3}  ({low}–{high})  {row.answered} of {row.applicable} answered")
    if assessment.law is not None:
        law = assessment.law
        counts = ", ".join(f"{words.verdict(name).lower()} {count}" for name, count in law.counts.items())
        print(f"law, by your answers: {words.outcome(law.outcome)} ({counts}; set aside {law.set_aside})")
    print(f"{len(assessment.gaps)} gaps, {len(assessment.plan)} actions in the plan")
    return 0


def report(options: argparse.Namespace) -> int:
    """Writes the improvement plan as PDF, or the same data as XLSX or JSON, by the ending of the file's name."""
    _write_report(_read(options.file), options)
    return 0


def record(options: argparse.Namespace) -> int:
    """Writes the record of how Wki article 13 is met, as PDF or XLSX, by the ending of the file's name."""
    from i18n.words import words_in

    path = Path(options.output)
    suffix = path.suffix.lower()
    if suffix not in (".pdf", ".xlsx"):
        refuse(Mistake("{file}: the name of the file to write must end in .pdf or .xlsx.", file=path))
    answers_file = _read(options.file)
    questionnaire = _questionnaire(options.language, answers_file)
    assessment, words = assess(questionnaire, answers_file), words_in(questionnaire.language)
    if suffix == ".pdf":
        from reports.wki_record import wki_record as make
    else:
        from reports.wki_record_workbook import wki_record_workbook as make
    _write(path, make(assessment, questionnaire, ReportDetails(), words))
    return 0


def serve(_options: argparse.Namespace) -> int:
    """Starts Peilstok in the browser."""
    command = [sys.executable, "-m", "streamlit", "run", str(settings.ROOT / "app.py")]
    return subprocess.call(command, cwd=settings.ROOT)


def migrate(_options: argparse.Namespace) -> int:
    """Makes the tables, or brings them to this version's form."""
    _store()
    return 0


def demo(options: argparse.Namespace) -> int:
    """Adds fictional organisations, marked as such everywhere."""
    from demo import fictional_answers

    store, questionnaire = _store(), _content()["nl"]
    for number in range(options.organisations):
        answers_file = fictional_answers(questionnaire, date.today(), options.seed, number)
        print(store.add_answers_file(answers_file, is_example=True))
    return 0


def export(options: argparse.Namespace) -> int:
    """Writes an assessment as answers file (JSON) or workbook (XLSX); without an id, lists the assessments."""
    store = _store()
    if options.assessment is None:
        for stored in store.organisations(at_most=None):
            for assessment in stored.assessments:
                print(f"{assessment.id}  {assessment.on}  {assessment.scope}  {stored.organisation.name}")
        return 0
    try:
        answers_file = store.answers_file(options.assessment)
    except NotFound:
        refuse(
            Mistake("{id}: there is no such assessment. Run export without an id to list them.", id=options.assessment)
        )
    if options.output is None:
        sys.stdout.buffer.write(export_json(answers_file))
        return 0
    _write_report(answers_file, options)
    return 0


def import_(options: argparse.Namespace) -> int:
    """Adds the assessment in an answers file (JSON or YAML) or workbook (XLSX), and prints its id."""
    answers_file = _read(options.file)
    print(_store().add_answers_file(answers_file))
    return 0


def backup(options: argparse.Namespace) -> int:
    """Writes the whole database to a file, also while Peilstok runs, and reads it back to be sure."""
    back_up(settings.read_settings().database_url, Path(options.output))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Puts a backup in the place of the database, in this version's form; all of it or nothing."""
    put_back(settings.read_settings().database_url, Path(options.file), replace=options.replace)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description="Peilstok from a terminal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, *, reads: bool = False, speaks: bool = False) -> argparse.ArgumentParser:
        summary = str(run.__doc__).split("\n")[0]
        subparser = commands.add_parser(name, help=summary, description=summary)
        subparser.set_defaults(run=run)
        if reads:
            subparser.add_argument("file", metavar="FILE", help="answers file: JSON, YAML or XLSX")
        if speaks:
            subparser.add_argument("--language", choices=LANGUAGES, default="nl")
        return subparser

    checking = command("check", check)
    checking.add_argument("--json", action="store_true", help="print the outcome as JSON")
    checking.add_argument("--content", default=str(settings.ROOT / "questionnaires"), help="the content folder")
    scoring = command("score", score, reads=True)
    scoring.add_argument("--json", action="store_true", help="print the result as JSON")
    reporting = command("report", report, reads=True, speaks=True)
    reporting.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the file to write: .pdf, .xlsx or .json"
    )
    recording = command("record", record, reads=True, speaks=True)
    recording.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write: .pdf or .xlsx")
    command("serve", serve)
    command("migrate", migrate)
    demonstrating = command("demo", demo)
    demonstrating.add_argument("--organisations", type=_count, default=1, metavar="N")
    demonstrating.add_argument("--seed", type=int, default=1, metavar="S")
    exporting = command("export", export, speaks=True)
    exporting.add_argument("assessment", nargs="?", metavar="ID", help="an assessment's id; without it, the list")
    exporting.add_argument("-o", "--output", metavar="OUT", help="the file to write: .json, .xlsx or .pdf")
    command("import", import_, reads=True)
    backing_up = command("backup", backup)
    backing_up.add_argument("output", metavar="OUT", help="the file to write")
    restoring = command("restore", restore)
    restoring.add_argument("file", metavar="FILE", help="a file that backup wrote, of the same kind of database")
    restoring.add_argument("--replace", action="store_true", help="also where the database holds organisations")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        msg = f"{text} is not a number from 1 to 1000"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _read(name: str) -> AnswersFile:
    path = Path(name)
    try:
        # One byte more than may be read tells that a file is too large, without reading all of it.
        with path.open("rb") as source:
            content = source.read(MAXIMUM_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        refuse(Mistake("{file}: this file can't be read: {reason}.", file=name, reason=reason))
    questionnaire = _content()["nl"]
    if path.suffix.lower() == ".xlsx":
        from reports.workbook_reading import read_workbook

        return read_workbook(content, path.name, questionnaire)
    return read_answers(content, path.name, questionnaire)


def _questionnaire(language: str, answers_file: AnswersFile) -> Questionnaire:
    return worded(_content()[language], answers_file.organisation.customer)


@functools.cache
def _content() -> dict[str, Questionnaire]:
    """The content, read once."""
    return load()


def _write_report(answers_file: AnswersFile, options: argparse.Namespace) -> None:
    path = Path(options.output)
    _write(path, _report(answers_file, _questionnaire(options.language, answers_file), path))


def _report(answers_file: AnswersFile, questionnaire: Questionnaire, path: Path) -> bytes:
    from i18n.words import words_in

    suffix = path.suffix.lower()
    if suffix == ".json":
        return export_json(answers_file)
    assessment, words = assess(questionnaire, answers_file), words_in(questionnaire.language)
    if suffix == ".pdf":
        from reports.improvement_plan import improvement_plan

        return improvement_plan(assessment, questionnaire, ReportDetails(), words)
    if suffix == ".xlsx":
        from reports.workbook import workbook

        return workbook(assessment, questionnaire, words)
    text = "{file}: the name of the file to write must end in .pdf, .xlsx or .json."
    raise BadInput([Mistake(text, file=path)])


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise BadInput([Mistake("{file}: this file can't be written: {reason}.", file=path, reason=reason)]) from None


def _store() -> Store:
    return Store(open_database(settings.read_settings().database_url), TERMINAL)


def _say(error: PeilstokError) -> None:
    for mistake in error.mistakes:
        print(mistake, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
