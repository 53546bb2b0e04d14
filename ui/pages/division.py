"""Divide the work: who has which themes and topics, and how far everyone is. Only where people sign in."""

import streamlit as st

from pipeline import asked_criteria, asked_norms
from ui.components import frame
from ui.components.division import divide, of_everyone, per_group
from ui.components.work import division_of, show_problem

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Divide the work"))
division = division_of(current)
if division is None:
    st.info(_("Nobody signs in here, so there is nobody to divide the work with."))
    st.stop()
st.write(_("Give a theme to a colleague or a department. They see it under “My questions”, answer and hand in."))
st.caption(_("A single question you give to someone else below that question."))
show_problem("division")
asked = [*asked_criteria(current.questionnaire, current.answers)]
if current.answers.law:
    asked += asked_norms(current.questionnaire, current.answers)
groups = per_group(current, asked)
if division.may("divide"):
    st.header(_("Who has what"), anchor=False)
    divide(current, division, list(groups))
st.header(_("How far it is"), anchor=False)
st.table(of_everyone(current, division, groups))
st.page_link("ui/pages/answer.py", label=_("To the questions"), icon=":material/arrow_forward:")
