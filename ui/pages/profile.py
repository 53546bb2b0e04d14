"""Profile: the facts that decide which questions and rules concern this organisation."""

import streamlit as st

from pipeline import asked_criteria
from ui.components import frame
from ui.components.facts import choose_customer_word, choose_scope, fact_question, name_field

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
st.info(
    current.words.ngettext(
        "With this profile you get {count} question.", "With this profile you get {count} questions.", count
    ).format(count=count)
)
st.page_link("ui/pages/answer.py", label=_("To the questions"), icon=":material/checklist:")
