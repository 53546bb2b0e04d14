"""The Streamlit script: page config, navigation and what stands on every page."""

import streamlit as st

from ui import session
from ui.components.frame import footer, header

PAGES = "ui/pages"

# Before the navigation: it would fetch the page's icon as icon of the tab, from another server.
st.set_page_config(page_icon="ui/icon.png", layout="centered")
words = session.words()
_ = words.gettext

# One list without sections: Streamlit nests the lists of sections in a way that screen readers can't follow.
page = st.navigation(
    [
        st.Page(f"{PAGES}/start.py", title=_("Start"), icon=":material/home:", default=True),
        st.Page(f"{PAGES}/profile.py", title=_("Profile"), icon=":material/business:"),
        st.Page(f"{PAGES}/answer.py", title=_("Questions"), icon=":material/checklist:"),
        st.Page(f"{PAGES}/results.py", title=_("Results"), icon=":material/bar_chart:"),
        st.Page(f"{PAGES}/plan.py", title=_("Plan"), icon=":material/route:"),
        st.Page(f"{PAGES}/report.py", title=_("Report"), icon=":material/description:"),
        st.Page(f"{PAGES}/import_file.py", title=_("Open a file"), icon=":material/upload_file:"),
    ],
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} · Peilstok")
header(page.url_path)
page.run()
footer()
