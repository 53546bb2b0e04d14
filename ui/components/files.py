"""Files in and out: an upload to answers, an assessment to downloads, the blank questionnaire."""

from collections.abc import Callable

import streamlit as st

from i18n.words import words_in
from model.answers import AnswersFile
from model.file_kinds import XLSX
from model.questionnaire import Questionnaire
from model.submission import read_answers
from storage.downloads import Download
from ui import session
from ui.components.downloads import begun_download, download_button
from ui.content import Opened, questionnaire


def read_upload(content: bytes, name: str, content_of: Questionnaire) -> AnswersFile:
    """The answers in an uploaded file.

    :raises BadInput: with a sentence for every mistake.
    """
    if name.lower().endswith(".xlsx"):
        from reports.workbook_reading import read_workbook

        return read_workbook(content, name, content_of)
    return read_answers(content, name, content_of)


def downloads(current: Opened, language: str) -> None:
    """The report, and the same data as files; each is made when its button is clicked."""
    _ = current.words.gettext
    with st.container(horizontal=True):
        download_button(_("Improvement plan (PDF)"), current.id, Download("plan", language), "report")
        download_button(_("Workbook (XLSX)"), current.id, Download("workbook", language), "report")
        download_button(_("Answers (JSON)"), current.id, Download("answers", language), "report")
        download_button(_("Everything, with evidence (ZIP)"), current.id, Download("everything", language), "report")
    begun_download("report")


def record_downloads(current: Opened, language: str) -> None:
    """The written record of Wki 13, sixth paragraph, to sign or to work on."""
    _ = current.words.gettext
    with st.container(horizontal=True):
        download_button(_("Record (PDF)"), current.id, Download("record_pdf", language), "record")
        download_button(_("Record (XLSX)"), current.id, Download("record_xlsx", language), "record")
    begun_download("record")


def blank_downloads(scope: str, customer: str, language: str, *, law: bool = False) -> None:
    """The empty questionnaire, to prepare on paper or to fill in and open; nobody's, so by Streamlit's own button."""
    _ = session.words().gettext
    content = questionnaire(language, customer)

    def blank_pdf() -> bytes:
        from reports.blank_questionnaire import blank_questionnaire

        return blank_questionnaire(content, scope, words_in(language))

    def blank_xlsx() -> bytes:
        from reports.blank_workbook import blank_workbook

        return blank_workbook(content, scope, words_in(language), law=law)

    _button(_("Blank questionnaire (PDF)"), f"peilstok-{scope}.pdf", "application/pdf", blank_pdf)
    _button(_("Blank questionnaire (XLSX)"), f"peilstok-{scope}.xlsx", XLSX.mime, blank_xlsx)


def _button(label: str, name: str, kind: str, make: Callable[[], bytes]) -> None:
    st.download_button(label, make, name, kind, key=f"download-{name}", on_click="ignore", icon=":material/download:")
