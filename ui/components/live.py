"""What others do in the same organisation shows by itself, on every page that is open."""

import streamlit as st

from storage.stored import NotFound, Unavailable
from ui import session
from ui.components.free_text import BY_ITSELF
from ui.content import Opened

SECONDS_BETWEEN_LOOKS = 4
WATCHED, JUST_DRAWN = "watched", "just-drawn"


def watch_others(current: Opened) -> None:
    """At the end of a page: draws it anew once someone else has changed something. Alone at a machine: nothing."""
    session.drop(BY_ITSELF)
    store = session.store()
    if store.who.everywhere:
        return
    session.put(WATCHED, store.newest_of_others(current.id))
    session.put(JUST_DRAWN, True)
    _look(current.id)


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _look(assessment: str) -> None:
    # When the sign-in has expired too, the page stays as it is, with what is being typed in it.
    if session.take(JUST_DRAWN) or session.who() is None:
        return
    try:
        is_new = session.store().newest_of_others(assessment) != session.get(WATCHED)
    except Unavailable:
        return  # the page stays as it is, with what is being typed in it
    except NotFound:
        is_new = True  # access has ended; the page says so
    if is_new:
        session.put(BY_ITSELF, True)
        st.rerun()
