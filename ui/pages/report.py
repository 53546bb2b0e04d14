"""Report: the improvement plan and the same data as files."""

import streamlit as st

from i18n.words import LANGUAGES
from ui.components import frame
from ui.components.files import blank_downloads, downloads
from ui.components.report_details import report_details

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Report"))
st.write(_("An improvement plan for your board: where you stand, why, and what you will do."))
details = report_details(current)
st.header(_("Download"), anchor=False)
languages = list(LANGUAGES)
language = st.radio(
    _("Language of the files"),
    languages,
    index=languages.index(current.words.language),
    key="report-language",
    format_func=lambda code: LANGUAGES[code],
    horizontal=True,
)
with st.container(horizontal=True):
    downloads(current, details, language)
st.caption(_("You can open the JSON and the XLSX again in Peilstok, here or on another computer."))
st.header(_("Blank questionnaire"), anchor=False)
st.write(_("Prepare on paper, or fill in the workbook and open it in Peilstok."))
with st.container(horizontal=True):
    blank_downloads(current.answers.scope, current.answers.organisation.customer, language)
