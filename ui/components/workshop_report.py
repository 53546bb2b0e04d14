"""What a closed workshop leaves behind to take along: its report and its workbook, also of those before it."""

import streamlit as st

from storage.downloads import Download
from ui import session
from ui.components.downloads import begun_download, download_button
from ui.content import Opened


def report_downloads(current: Opened, workshop: str) -> None:
    """The report and the workbook of this workshop, for who may take something out."""
    _ = current.words.gettext
    if not current.exportable:
        return
    language = current.words.language
    report = Download("workshop_pdf", language, workshop=workshop)
    workbook = Download("workshop_xlsx", language, workshop=workshop)
    # In a box, so that a download that begins moves nothing: what is below it and unfolded would fold.
    with st.container():
        with st.container(horizontal=True):
            download_button(_("Report (PDF)"), current.id, report, workshop)
            download_button(_("Workbook (XLSX)"), current.id, workbook, workshop)
        begun_download(workshop)


def earlier_workshops(current: Opened, now: str) -> None:
    """The closed workshops but the one of now, the newest first, each with when it was made and its downloads."""
    words = current.words
    _ = words.gettext
    closed = [
        (id_, made) for id_, state, made in session.store().workshops(current.id) if state == "closed" and id_ != now
    ]
    if not closed or not current.exportable:
        return
    with st.expander(_("Earlier workshops")):
        for id_, made in closed:
            st.write(f"**{words.moment(made.astimezone())}**")
            report_downloads(current, id_)
