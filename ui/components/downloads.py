"""Buttons that begin a download: a click makes a link for this visitor, and a script follows it at once."""

from html import escape

import streamlit as st

from storage.downloads import Download
from storage.stored import NotFound, Unavailable
from ui import session


def download_button(label: str, assessment: str | None, download: Download, place: str) -> None:
    """One button; what follows its click stands where `begun_download` is called for this place."""
    parts = ("download", download.file or download.kind, download.workshop, download.edition)
    key = "-".join(str(part) for part in parts if part)
    st.button(label, key=key, icon=":material/download:", on_click=_make_link, args=(assessment, download, place))


def begun_download(place: str) -> None:
    """Begins the download for which a button of this place was clicked, once; or says why it can't be."""
    _ = session.words().gettext
    problem, address = session.take(f"{place}-no-download"), session.take(f"{place}-download")
    if problem:
        st.error(problem)
    if address:
        # A file of our own server (web/downloads.py): the Content-Security-Policy lets no inline script run.
        script = f'<script src="/download.js" data-address="{escape(address)}"></script>'
        st.html(script, unsafe_allow_javascript=True)
        link = f"[{_('Use this link within a minute.')}]({address})"
        st.caption(f"{_('Your download begins.')} {_('Does nothing happen?')} {link}")


def _make_link(assessment: str | None, download: Download, place: str) -> None:
    _ = session.words().gettext
    try:
        token = session.store().add_link(assessment, download)
    except Unavailable:
        session.put(f"{place}-no-download", _("The database can't be reached now."))
    except NotFound:
        session.put(f"{place}-no-download", _("This is not there, or you have no access to it."))
    else:
        session.put(f"{place}-download", f"/download/{token}")
