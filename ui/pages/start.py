"""Start: my organisations and assessments, a new one, or the example."""

import streamlit as st

from ui import session
from ui.components.frame import welcome
from ui.components.invitation import invitation
from ui.components.organisations import example, my_organisations, new_organisation
from ui.components.trouble import say_trouble

words = session.words()
_ = words.gettext
welcome()
say_trouble()
invitation()
organisations = my_organisations()
st.header(_("Start a new assessment"), anchor=False)
new_organisation()
if not any(stored.is_example for stored in organisations):
    example()
