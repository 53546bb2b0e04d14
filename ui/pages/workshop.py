"""A workshop: prepare it, let people in, vote blind, show, talk, agree, and keep what the group made of it."""

import streamlit as st

from ui.components import frame
from ui.components.workshop import close, lobby, overview
from ui.components.workshop_now import workshop_of
from ui.components.workshop_prepare import prepare
from ui.components.workshop_report import earlier_workshops, report_downloads
from ui.components.workshop_table import on_table

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Workshop"))
workshop = workshop_of(current)
st.page_link("ui/pages/play.py", label=_("Begin with a dilemma"), icon=":material/style:")
if workshop is None:
    st.write(
        _(
            "Everyone votes on their own phone, without seeing what others choose. Then you see where you differ, talk "
            "about it and agree on one answer."
        )
    )
    prepare(current)
elif workshop.state == "closed":
    report_downloads(current, workshop.id)
    overview(current, workshop)
    prepare(current)
else:
    lobby(current, workshop)
    if workshop.item:
        on_table(current, workshop)
    overview(current, workshop)
    close(current, workshop)
if workshop is not None:
    earlier_workshops(current, workshop.id)
