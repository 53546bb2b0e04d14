"""Plan: the actions that close the gaps, in order, and when."""

import streamlit as st

from ui import session
from ui.components import frame
from ui.components.live import watch_others
from ui.components.plan import actions, add_own, days_a_quarter, dropped_actions, road

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Plan"))
assessment = current.assess()
st.write(_("Each step brings one question to its next level. What gives the most for the least work comes first."))
days_a_quarter(current)
if not assessment.plan:
    st.info(_("There is no plan yet. Choose an ambition above your level at a question, and the plan follows."))
    st.page_link("ui/pages/answer.py", label=_("To the questions"), icon=":material/checklist:")
else:
    st.header(_("When"), anchor=False)
    road(assessment, current)
    st.header(_("What to do"), anchor=False)
    actions(assessment, current)
add_own(current)
dropped_actions(assessment, current)
if st.button(_("To the report"), key="to-report", type="primary"):
    st.switch_page("ui/pages/report.py", query_params={session.ASSESSMENT: current.id})
watch_others(current)
