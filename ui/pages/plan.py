"""Plan: the actions that close the gaps, in order, and when."""

import streamlit as st

from pipeline import starts_too_early
from ui.components import frame
from ui.components.plan import action, add_own, days_a_quarter, dropped_actions, road

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
    for number, entry in enumerate(assessment.plan, 1):
        action(current, entry, number, is_too_early=starts_too_early(entry, assessment.plan))
add_own(current)
dropped_actions(assessment, current)
st.page_link("ui/pages/report.py", label=_("To the report"), icon=":material/description:")
