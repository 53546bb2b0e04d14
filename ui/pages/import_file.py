"""Open a file: an answers file or a workbook becomes an assessment."""

import streamlit as st

from model.errors import BadInput
from ui import session
from ui.components.files import blank_downloads, read_upload
from ui.content import questionnaire

words = session.words()
_ = words.gettext
st.title(_("Open a file"))
st.write(_("Open answers that you saved before (JSON or YAML), or a questionnaire that you filled in (XLSX)."))
st.caption(_("No data about customers."))
uploaded = st.file_uploader(_("Choose a file of at most 5 MB"), type=["json", "yaml", "yml", "xlsx"], key="upload")
if uploaded is not None:
    try:
        answers = read_upload(uploaded.getvalue(), uploaded.name, questionnaire(words.language))
    except BadInput as error:
        st.error(_("This file can't be opened. Nothing was changed."))
        for mistake in error.mistakes:
            st.text(words.sentence(mistake))
    else:
        st.success(_("The file is in order: {count} answers.").format(count=len(answers.answers)))
        reviewed = sum(answer.assurance == "reviewed" for answer in answers.answers.values())
        if reviewed and not session.store().who.everywhere:
            text = words.ngettext(
                "{count} answer is marked as reviewed in this file. Here a reviewer has to look at it again.",
                "{count} answers are marked as reviewed in this file. Here a reviewer has to look at them again.",
                reviewed,
            )
            st.info(text.format(count=reviewed))
        if st.button(_("Open as a new assessment"), key="open-upload", type="primary"):
            opened = session.store().add_answers_file(answers)
            session.choose_assessment(opened)
            st.switch_page("ui/pages/results.py", query_params={session.ASSESSMENT: opened})
st.header(_("Blank questionnaire"), anchor=False)
st.write(_("Prepare on paper, or fill in the workbook and open it in Peilstok."))
scope = st.radio(
    _("How much do you want to answer?"),
    list(questionnaire(words.language).scopes),
    key="blank-scope",
    format_func=words.scope,
    horizontal=True,
)
with st.container(horizontal=True):
    blank_downloads(scope, "klant", words.language)
