"""Start: my organisations and assessments, a new one, or the example."""

import streamlit as st

from ui import session
from ui.components.frame import welcome
from ui.components.organisations import example, new_organisation, organisation

words = session.words()
_ = words.gettext
welcome()
organisations = session.store().organisations()
if organisations:
    st.header(_("My organisations"), anchor=False)
    for stored in organisations:
        organisation(stored)
st.header(_("Start a new assessment"), anchor=False)
new_organisation()
if not any(stored.is_example for stored in organisations):
    example()
