"""Profile: the facts that decide which questions and rules concern this organisation."""

import streamlit as st

from pipeline import asked_criteria, asked_norms
from ui import session
from ui.components import frame
from ui.components.facts import choose_customer_word, choose_scope, fact_question, name_field
from ui.components.live import watch_others

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Profile"))
st.write(_("Every answer is saved at once. Don't know? Leave it open: then you get the question to be sure."))
name_field(current)
choose_customer_word(current)
choose_scope(current)
st.header(_("About your organisation"), anchor=False)
for fact in current.questionnaire.profile.facts.values():
    fact_question(current, fact)
count = len(asked_criteria(current.questionnaire, current.answers))
questions = current.words.ngettext(
    "With this profile you get {count} question.", "With this profile you get {count} questions.", count
).format(count=count)
count = len(asked_norms(current.questionnaire, current.answers))
rules = current.words.ngettext("{count} rule concerns you.", "{count} rules concern you.", count).format(count=count)
st.info(f"{questions} {rules}")
with st.container(horizontal=True):
    if st.button(_("To the questions"), key="to-questions", type="primary"):
        st.switch_page("ui/pages/answer.py", query_params={session.ASSESSMENT: current.id})
    if st.button(_("To the legal check"), key="to-law"):
        st.switch_page("ui/pages/law.py", query_params={session.ASSESSMENT: current.id})
watch_others(current)
