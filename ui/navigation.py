"""Which pages there are, and which of them this visitor's menu names."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import session

PAGES, PRIVACY = "ui/pages", "privacy"


def pages(*, is_open: bool) -> list[StreamlitPage]:
    """The pages, the first of them the start; those about people only where people sign in."""
    _ = session.words().gettext
    is_shared = session.is_shared()
    return [
        st.Page(f"{PAGES}/start.py", title=_("Start"), default=True),
        st.Page(f"{PAGES}/profile.py", title=_("Profile")),
        st.Page(f"{PAGES}/answer.py", title=_("Questions")),
        st.Page(f"{PAGES}/law.py", title=_("The law")),
        *([st.Page(f"{PAGES}/division.py", title=_("Divide the work"))] if is_shared else []),
        st.Page(f"{PAGES}/workshop.py", title=_("Workshop")),
        st.Page(f"{PAGES}/results.py", title=_("Results")),
        st.Page(f"{PAGES}/trend.py", title=_("Over time")),
        st.Page(f"{PAGES}/plan.py", title=_("Plan")),
        st.Page(f"{PAGES}/report.py", title=_("Report")),
        st.Page(f"{PAGES}/peers.py", title=_("Benchmark")),
        st.Page(f"{PAGES}/import_file.py", title=_("Open a file")),
        *([st.Page(f"{PAGES}/people.py", title=_("People and access"))] if is_shared else []),
        *([_association(is_open=is_open)] if is_shared else []),
        st.Page(f"{PAGES}/trail.py", title=_("Logbook")),
        # In no menu: links to the first two stand on the page of the workshop, to the last at the bottom of every page.
        st.Page(f"{PAGES}/play.py", title=_("Dilemmas to begin with"), visibility="hidden"),
        st.Page(f"{PAGES}/screen.py", title=_("Screen for the room"), visibility="hidden"),
        st.Page(f"{PAGES}/{PRIVACY}.py", title=_("Privacy"), visibility="hidden"),
    ]


def _association(*, is_open: bool) -> StreamlitPage:
    """In the menu of who administers one; there for all, so that its address leads there after signing in."""
    administers = is_open and session.administers()
    title = session.words().gettext("Association")
    return st.Page(f"{PAGES}/association.py", title=title, visibility="visible" if administers else "hidden")


def is_public(page: StreamlitPage) -> bool:
    """Whether also who is not signed in may see this page."""
    return page.url_path == PRIVACY
