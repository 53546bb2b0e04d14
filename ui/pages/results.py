"""Results: where you stand, and why."""

import streamlit as st

from ui import session
from ui.components import frame
from ui.components.law_results import law_results, to_the_law
from ui.components.live import watch_others
from ui.components.results import contributions, extremes_and_missing, headline, profiles

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Results"))
assessment = current.assess()
if assessment.maturity.overall is None or assessment.maturity.overall.score is None:
    st.info(_("There is no score yet. Answer a first question, and you see here where you stand."))
    st.page_link("ui/pages/answer.py", label=_("To the questions"), icon=":material/checklist:")
else:
    headline(assessment, current)
    profiles(assessment, current)
    extremes_and_missing(assessment, current)
    contributions(assessment, current)
if current.answers.law:
    law_results(current)
else:
    to_the_law(current)
if st.button(_("To the plan"), key="to-plan", type="primary"):
    st.switch_page("ui/pages/plan.py", query_params={session.ASSESSMENT: current.id})
watch_others(current)
