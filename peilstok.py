"""The Streamlit script: page config, sign-in gate, navigation and what stands on every page."""

import streamlit as st

from storage.stored import NotFound, Unavailable
from ui import session
from ui.components.clients import switch_client
from ui.components.frame import footer, header, privacy_link
from ui.components.gate import gate
from ui.components.trouble import refused, unavailable, write_unsaved

PAGES = "ui/pages"

words = session.words()
_ = words.gettext
gone: Unavailable | None = None
administers = False
try:
    is_open = session.who() is not None
    administers = session.is_shared() and is_open and bool(session.store().associations())
except Unavailable as error:
    is_open, gone = False, error

# In no menu: its link stands at the bottom of every page, also for who is not signed in.
privacy = st.Page(f"{PAGES}/privacy.py", title=_("Privacy"), visibility="hidden")
# One list without sections: Streamlit nests the lists of sections in a way that screen readers can't follow.
# No icons: the tab would fetch the page's icon from another server.
page = st.navigation(
    [
        st.Page(f"{PAGES}/start.py", title=_("Start"), default=True),
        st.Page(f"{PAGES}/profile.py", title=_("Profile")),
        st.Page(f"{PAGES}/answer.py", title=_("Questions")),
        st.Page(f"{PAGES}/law.py", title=_("The law")),
        *([st.Page(f"{PAGES}/division.py", title=_("Divide the work"))] if session.is_shared() else []),
        st.Page(f"{PAGES}/results.py", title=_("Results")),
        st.Page(f"{PAGES}/plan.py", title=_("Plan")),
        st.Page(f"{PAGES}/report.py", title=_("Report")),
        st.Page(f"{PAGES}/import_file.py", title=_("Open a file")),
        *([st.Page(f"{PAGES}/people.py", title=_("People and access"))] if session.is_shared() else []),
        *([st.Page(f"{PAGES}/association.py", title=_("Association"))] if administers else []),
        st.Page(f"{PAGES}/trail.py", title=_("Logbook")),
        privacy,
    ],
    # Who is not signed in keeps the address, to come back to it.
    position="sidebar" if is_open else "hidden",
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} · Peilstok" if is_open else "Peilstok")
header(page.url_path, session.signed_in()[1] if is_open else None)
try:
    if gone:
        unavailable(gone)
    elif is_open:
        write_unsaved()
        switch_client()
        page.run()
    elif page is privacy:
        page.run()
    else:
        gate()
except Unavailable as error:
    unavailable(error)
except NotFound:
    refused()
footer()
privacy_link()
