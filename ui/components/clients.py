"""For who has several organisations: in which one they are, and one choice to another."""

import streamlit as st

from storage.stored import NotFound
from ui import session
from ui.components.text import told_apart

CHOICE = "switch-to"


PAGE = "switch-to-page"  # in the session: where the choice leads, once its own run is over


def switch_client() -> None:
    """A list of the visitor's organisations above every page; choosing one opens how it stands. For one: nothing."""
    _ = session.words().gettext
    page = session.take(PAGE)
    if page:
        path, address = page
        st.switch_page(path, query_params=address)
    clients = {client.id: client for client in session.store().clients()}
    if len(clients) < 2:
        return
    here = _here()
    session.put(CHOICE, here if here in clients else session.NOTHING)
    none_yet = {} if here in clients else {session.NOTHING: _("Choose an organisation")}
    names = told_apart({**none_yet, **{client.id: client.name for client in clients.values()}})
    st.selectbox(
        _("Organisation"), list(names), key=CHOICE, width=400, format_func=names.__getitem__,
        on_change=_switch, args=({id_: client.assessment for id_, client in clients.items()},),
    )  # fmt: skip


def _switch(assessments: dict[str, str | None]) -> None:
    chosen = session.get(CHOICE)
    if chosen:
        open_client(chosen, assessments[chosen], "ui/pages/results.py")


def open_client(organisation_id: str, assessment: str | None, path: str) -> None:
    """In a callback: makes this the organisation of the tab, and goes to a page; without assessment to its people."""
    if assessment is None:
        session.leave_assessment()
        session.put(PAGE, ("ui/pages/people.py", {session.ORGANISATION: organisation_id}))
    else:
        session.choose_assessment(assessment)
        # From a page with a form to another one: what was typed there and not sent stays with it.
        session.put(PAGE, (path, {session.ASSESSMENT: assessment}))


def _here() -> str | None:
    """The organisation that the page is about."""
    assessment = st.query_params.get(session.ASSESSMENT) or session.get(session.ASSESSMENT)
    try:
        return session.store().organisation_of(assessment) if assessment else st.query_params.get(session.ORGANISATION)
    except NotFound:
        return None
