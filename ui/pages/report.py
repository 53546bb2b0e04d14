"""Report: the improvement plan and the same data as files."""

import streamlit as st

from i18n.words import LANGUAGES
from pipeline import is_provider
from ui import session
from ui.components import frame
from ui.components.closing import closing
from ui.components.files import blank_downloads, downloads, record_downloads
from ui.components.live import watch_others
from ui.components.report_details import report_details

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Report"))
st.write(_("An improvement plan for your board: where you stand, why, and what you will do."))
report_details(current)
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
if current.exportable:
    downloads(current, language)
    st.caption(_("You can open the JSON and the XLSX again in Peilstok, here or on another computer."))
else:
    st.write(_("You may look here, but take nothing out. Ask the organisation for its report."))
if is_provider(current.questionnaire, current.answers):
    st.header(_("The record of Wki 13, sixth paragraph"), anchor=False)
    st.write(
        _(
            "Who collects for others must write down how the work follows article 13. On the page of the law you write "
            "per rule how, by whom and with what evidence. This record brings it together, to sign."
        )
    )
    if current.answers.law and current.exportable:
        record_downloads(current, language)
    elif not current.answers.law and st.button(_("To the legal check"), key="to-law"):
        st.switch_page("ui/pages/law.py", query_params={session.ASSESSMENT: current.id})
closing(current)
st.header(_("Blank questionnaire"), anchor=False)
st.write(_("Prepare on paper, or fill in the workbook and open it in Peilstok."))
with st.container(horizontal=True):
    answers = current.answers
    blank_downloads(answers.scope, answers.organisation.customer, language, law=answers.law)
watch_others(current)
