"""Files in and out: an upload to answers, an assessment to downloads."""

import re
import unicodedata
from collections.abc import Callable

import streamlit as st

from i18n.words import words_in
from model.answers import AnswersFile
from model.questionnaire import Questionnaire
from model.report import ReportDetails
from model.submission import export_json, read_answers
from pipeline import assess
from ui import session
from ui.content import Opened, questionnaire

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_upload(content: bytes, name: str, content_of: Questionnaire) -> AnswersFile:
    """The answers in an uploaded file.

    :raises BadInput: with a sentence for every mistake.
    """
    if name.lower().endswith(".xlsx"):
        from reports.workbook_reading import read_workbook

        return read_workbook(content, name, content_of)
    return read_answers(content, name, content_of)


def downloads(current: Opened, details: ReportDetails, language: str) -> None:
    """The report and the same data as files; each is made when its button is clicked."""
    _ = current.words.gettext
    name = _file_name(current.answers.organisation.name)
    _button(_("Improvement plan (PDF)"), f"{name}.pdf", "application/pdf", lambda: _plan(current, details, language))
    _button(_("Workbook (XLSX)"), f"{name}.xlsx", XLSX, lambda: _workbook(current, language))
    _button(_("Answers (JSON)"), f"{name}.json", "application/json", lambda: export_json(current.answers))


def record_downloads(current: Opened, details: ReportDetails, language: str) -> None:
    """The written record of Wki 13, sixth paragraph, to sign or to work on."""
    _ = current.words.gettext
    name = f"{_file_name(current.answers.organisation.name)}-wki-13"
    _button(_("Record (PDF)"), f"{name}.pdf", "application/pdf", lambda: _record(current, details, language, "pdf"))
    _button(_("Record (XLSX)"), f"{name}.xlsx", XLSX, lambda: _record(current, details, language, "xlsx"))


def blank_downloads(scope: str, customer: str, language: str, *, law: bool = False) -> None:
    """The empty questionnaire, to prepare on paper or to fill in and open."""
    _ = session.words().gettext
    content = questionnaire(language, customer)

    def blank_pdf() -> bytes:
        from reports.blank_questionnaire import blank_questionnaire

        return blank_questionnaire(content, scope, words_in(language))

    def blank_xlsx() -> bytes:
        from reports.blank_workbook import blank_workbook

        return blank_workbook(content, scope, words_in(language), law=law)

    _button(_("Blank questionnaire (PDF)"), f"peilstok-{scope}.pdf", "application/pdf", blank_pdf)
    _button(_("Blank questionnaire (XLSX)"), f"peilstok-{scope}.xlsx", XLSX, blank_xlsx)


def _plan(current: Opened, details: ReportDetails, language: str) -> bytes:
    from reports.improvement_plan import improvement_plan

    content = questionnaire(language, current.answers.organisation.customer)
    return improvement_plan(assess(content, current.answers), content, details, words_in(language))


def _record(current: Opened, details: ReportDetails, language: str, kind: str) -> bytes:
    from reports.wki_record import wki_record
    from reports.wki_record_workbook import wki_record_workbook

    content = questionnaire(language, current.answers.organisation.customer)
    make = wki_record if kind == "pdf" else wki_record_workbook
    return make(assess(content, current.answers), content, details, words_in(language))


def _workbook(current: Opened, language: str) -> bytes:
    from reports.workbook import workbook

    content = questionnaire(language, current.answers.organisation.customer)
    return workbook(assess(content, current.answers), content, words_in(language))


def _button(label: str, name: str, kind: str, make: Callable[[], bytes]) -> None:
    st.download_button(label, make, name, kind, key=f"download-{name}", on_click="ignore", icon=":material/download:")


def _file_name(organisation: str) -> str:
    """A name for a file that every system takes: plain letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode()
    return "peilstok-" + (re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:60] or "rapport")
