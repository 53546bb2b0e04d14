"""What can be taken out of an assessment: each file is made when it is asked for."""

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from i18n.words import words_in
from model.answers import AnswersFile
from model.assessment import Assessment
from model.file_kinds import KINDS, PDF, XLSX
from model.file_names import name_for
from model.questionnaire import Questionnaire
from model.release_file import read_release, sha256_of
from model.submission import export_json
from model.trends import Trend
from model.wording import questionnaire
from model.workshops import Minutes
from pipeline import assess_by, minutes, trend
from storage.downloads import Download
from storage.store import Store

ZIP = "application/zip"
# How the name of each report ends, and what it is.
_ENDINGS = {
    "plan": (".pdf", PDF.mime),
    "workbook": (".xlsx", XLSX.mime),
    "answers": (".json", "application/json"),
    "record_pdf": ("-wki-13.pdf", PDF.mime),
    "record_xlsx": ("-wki-13.xlsx", XLSX.mime),
    "workshop_pdf": (".pdf", PDF.mime),
    "workshop_xlsx": (".xlsx", XLSX.mime),
    "everything": (".zip", ZIP),
    "release_json": (".json", "application/json"),
    "release_pdf": (".pdf", PDF.mime),
}


@dataclass(frozen=True)
class Made:
    """A file: what to call it, what it is, and its content; a large one stands in a file without a name on disk."""

    name: str
    mime: str
    content: bytes | BinaryIO


def make(store: Store, assessment_id: str, download: Download) -> Made:
    """The file that a link is for.

    :raises NotFound: it is not there (any more) for who asks.
    :raises FileDamaged: the content of an evidence file is gone, or not what was added.
    :raises Unavailable: the database or the object store can't be reached.
    """
    if download.kind == "file":
        file, content = store.file(assessment_id, download.file, download.action)
        return Made(file.name, KINDS[file.kind].mime, content)
    if download.kind == "person":
        return Made("peilstok-privacy.zip", ZIP, _zip(lambda out: store.export_person(store.who.id, out)))
    if download.kind == "organisation":
        return Made(
            "peilstok.zip", ZIP, _zip(lambda out: store.export_organisation(store.organisation_of(assessment_id), out))
        )
    if download.edition:
        return _release(store, download)
    answers = store.answers_file(assessment_id, "export")
    name = name_for(answers.organisation.name)
    ending, mime = _ENDINGS[download.kind]
    if download.kind in ("workshop_pdf", "workshop_xlsx"):
        workshop = store.workshop(assessment_id, download.workshop)
        on = (workshop.closed_at or workshop.created_at).astimezone().date()
        told = minutes(workshop, answers.organisation.name)
        return Made(f"{name}-workshop-{on}{ending}", mime, _workshop_report(told, answers, download, on))
    if download.kind == "everything":
        return Made(f"{name}{ending}", mime, _everything(store, assessment_id, answers, download.language, name))
    return Made(f"{name}{ending}", mime, _report(store, assessment_id, answers, download))


def _release(store: Store, download: Download) -> Made:
    """The release of an edition, as its file or as the state of the sector."""
    content = store.release_of(download.edition)
    release = read_release(content)
    ending, mime = _ENDINGS[download.kind]
    name = f"{name_for(release.edition)}-benchmark{ending}"
    if download.kind == "release_json":
        return Made(name, mime, content)
    from reports.sector_report import sector_report

    words = words_in(download.language)
    report = sector_report(release, sha256_of(content), questionnaire(download.language, "klant"), words)
    return Made(name, mime, report)


def _report(store: Store, assessment_id: str, answers: AnswersFile, download: Download) -> bytes:
    if download.kind == "answers":
        return export_json(answers)
    content, words = questionnaire(download.language, answers.organisation.customer), words_in(download.language)
    assessment = assess_by(content, answers)
    if download.kind == "workbook":
        from reports.workbook import workbook

        return workbook(assessment, content, words)
    details = store.report_details(assessment_id)
    if download.kind == "plan":
        from reports.improvement_plan import improvement_plan

        return improvement_plan(
            assessment, content, details, words, _over_time(store, assessment_id, content, assessment)
        )
    if download.kind == "record_pdf":
        from reports.wki_record import wki_record

        return wki_record(assessment, content, details, words)
    from reports.wki_record_workbook import wki_record_workbook

    return wki_record_workbook(assessment, content, details, words)


def _over_time(store: Store, assessment_id: str, content: Questionnaire, assessment: Assessment) -> Trend:
    """The closed assessments up to this one, and it; a report of an earlier one knows nothing of what came later."""
    closed = store.milestones(assessment_id)
    ids = [milestone.id for milestone in closed]
    if assessment_id in ids:
        return trend(content, closed[: ids.index(assessment_id) + 1], None)
    return trend(content, closed, assessment)


def _workshop_report(told: Minutes, answers: AnswersFile, download: Download, on: date) -> bytes:
    content, words = questionnaire(download.language, answers.organisation.customer), words_in(download.language)
    if download.kind == "workshop_pdf":
        from reports.workshop_report import workshop_report

        return workshop_report(told, content, words, on)
    from reports.workshop_workbook import workshop_workbook

    return workshop_workbook(told, content, words)


def _everything(store: Store, assessment_id: str, answers: AnswersFile, language: str, name: str) -> BinaryIO:
    """Answers, workbook and evidence in one archive."""

    def write(out: BinaryIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in (Download("answers", language), Download("workbook", language)):
                archive.writestr(f"{name}{_ENDINGS[part.kind][0]}", _report(store, assessment_id, answers, part))
            store.write_evidence(assessment_id, archive.writestr)

    return _zip(write)


def _zip(write: Callable[[BinaryIO], None]) -> BinaryIO:
    """What this function writes, on disk: evidence may be larger than memory."""
    with ExitStack() as unless_whole:
        written = unless_whole.enter_context(tempfile.TemporaryFile())
        write(written)
        unless_whole.pop_all()
    return written
