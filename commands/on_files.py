"""Commands on files: what is wrong with the content, where an answers file stands, and its reports."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

import settings
from commands.entering import Commands, command
from commands.files_in_and_out import read, worded_for, write
from model.answers import AnswersFile
from model.content_tree import CHANGES
from model.errors import BadInput, ContentError, Mistake
from model.law_readings import old_readings
from model.loading import LANGUAGES, load
from model.questionnaire import Questionnaire
from model.reading import refuse
from model.report import ReportDetails
from model.submission import export_json
from model.version_files import record_text
from pipeline import assess, assess_by


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    checking = command(commands, "check", check)
    checking.add_argument("--json", action="store_true", help="print the outcome as JSON")
    freezing = command(commands, "freeze", freeze)
    for reads_content in (checking, freezing):
        folder = str(settings.ROOT / "questionnaires")
        reads_content.add_argument("--content", default=folder, help="the content folder")
    scoring = command(commands, "score", score, reads=True)
    scoring.add_argument("--json", action="store_true", help="print the result as JSON")
    reporting = command(commands, "report", report, reads=True, speaks=True)
    reporting.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the file to write: .pdf, .xlsx or .json"
    )
    recording = command(commands, "record", record, reads=True, speaks=True)
    recording.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write: .pdf or .xlsx")


def check(options: argparse.Namespace) -> int:
    """Reads all content and says what is wrong with it; warns when the law was read over twelve months ago."""
    try:
        questionnaire = load(Path(options.content))["nl"]
    except ContentError as error:
        mistakes = [str(mistake) for mistake in error.mistakes]
        if options.json:
            print(json.dumps({"ok": False, "mistakes": mistakes, "warnings": []}, ensure_ascii=False))
        else:
            for mistake in mistakes:
                print(mistake, file=sys.stderr)
        return 1
    warnings = old_readings(questionnaire, date.today())
    if not record_of(options.content, questionnaire.version).exists():
        warnings.append(f"version {questionnaire.version} has no record yet. Run freeze when you publish it.")
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


def freeze(options: argparse.Namespace) -> int:
    """Writes down what this version means, as it is published; a record that differs is never overwritten."""
    questionnaires = load(Path(options.content))
    version = questionnaires["nl"].version
    path, text = record_of(options.content, version), record_text(questionnaires)
    if path.exists() and path.read_text(encoding="utf-8") != text:
        sentence = "{file}: version {version} has another record, and what was published stays as it was. "
        sentence += "Raise the version in the manifest, or take back what you changed."
        raise ContentError([Mistake(sentence, file=path, version=version)])
    path.parent.mkdir(exist_ok=True)
    write(path, text.encode())
    print(f"version {version}: what it means is written down in {path}")
    return 0


def record_of(content: str, version: str) -> Path:
    """Where the record of a version stands, or will stand."""
    return Path(content) / CHANGES / f"{version}.yaml"


def score(options: argparse.Namespace) -> int:
    """Prints where the organisation stands, as a table or as the JSON of design 5.3."""
    from i18n.words import words_in
    from reports.result import result_json

    answers_file = read(options.file)
    questionnaire = worded_for("en", answers_file)
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
    write_report(read(options.file), options)
    return 0


def record(options: argparse.Namespace) -> int:
    """Writes the record of how Wki article 13 is met, as PDF or XLSX, by the ending of the file's name."""
    from i18n.words import words_in

    path = Path(options.output)
    suffix = path.suffix.lower()
    if suffix not in (".pdf", ".xlsx"):
        refuse(Mistake("{file}: the name of the file to write must end in .pdf or .xlsx.", file=path))
    answers_file = read(options.file)
    questionnaire = worded_for(options.language, answers_file)
    assessment, words = assess(questionnaire, answers_file), words_in(questionnaire.language)
    if suffix == ".pdf":
        from reports.wki_record import wki_record as make
    else:
        from reports.wki_record_workbook import wki_record_workbook as make
    write(path, make(assessment, questionnaire, ReportDetails(), words))
    return 0


def write_report(answers_file: AnswersFile, options: argparse.Namespace) -> None:
    """Writes the report, or the same data, by the ending of the file's name."""
    path = Path(options.output)
    write(path, _report(answers_file, worded_for(options.language, answers_file), path))


def _report(answers_file: AnswersFile, questionnaire: Questionnaire, path: Path) -> bytes:
    from i18n.words import words_in

    suffix = path.suffix.lower()
    if suffix == ".json":
        return export_json(answers_file)
    assessment, words = assess_by(questionnaire, answers_file), words_in(questionnaire.language)
    if suffix == ".pdf":
        from reports.improvement_plan import improvement_plan

        return improvement_plan(assessment, questionnaire, ReportDetails(), words)
    if suffix == ".xlsx":
        from reports.workbook import workbook

        return workbook(assessment, questionnaire, words)
    text = "{file}: the name of the file to write must end in .pdf, .xlsx or .json."
    raise BadInput([Mistake(text, file=path)])
