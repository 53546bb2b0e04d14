"""What a visitor sees who is not signed in: what Peilstok is, and the way in."""

import streamlit as st

from ui import session
from ui.components.frame import welcome
from ui.components.unsent import unsent_fields


def gate() -> None:
    """The public page, whatever address was asked; with what was typed and not sent when the sign-in expired."""
    _ = session.words().gettext
    standing, _person = session.signed_in()
    if standing == "expired":
        st.title(_("Your sign-in has expired"))
        if unsent_fields() or session.get(session.UNSAVED):
            st.warning(_("What you typed is not saved yet. Sign in again in a new tab, come back here and save it."))
            st.link_button(_("Sign in again in a new tab"), "/", type="primary")
            st.button(_("I have signed in: save it"), key="send-again")
            return
        st.write(_("For safety a sign-in counts for a limited time. Sign in again to go on where you were."))
    else:
        welcome()
        st.write(_("Sign in to see your organisations and their assessments."))
    if st.query_params.get("sign_in") == "failed":
        st.error(_("Signing in did not work. Try it again; if it keeps failing, tell whoever runs this installation."))
    st.button(_("Sign in"), key="sign-in", type="primary", on_click=st.login)
