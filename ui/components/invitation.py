"""The invitation that brought a visitor here: what it offers, and to accept or decline it."""

import streamlit as st

from auth.limits import Failures
from model.answers import Organisation
from model.checking import shape
from model.errors import BadInput, Mistake
from storage.invitations import Invited
from ui import session
from ui.components.roles import meaning
from ui.components.text import plain, told_apart
from ui.components.trouble import saves

# In the session: what was accepted, the cookie that can go, and a secret that was counted as a failure already.
ACCEPTED, COOKIE_CAN_GO, COUNTED = "invitation-accepted", "invitation-cookie-can-go", "invitation-counted"
NEW = ""  # the choice of an organisation that is not there yet
# Per person: who signs in to guess is slowed down, and known.
FAILURES = Failures(at_once=10, seconds=30)


def invitation() -> None:
    """On the start page: the offer with its two buttons, or what became of it; nothing without an invitation."""
    _ = session.words().gettext
    if session.take(COOKIE_CAN_GO):
        # No script can reach the cookie, so this server takes it away, by its answer to a picture that is not there.
        st.html('<img src="/invitation" alt="" hidden>')
    accepted = session.take(ACCEPTED)
    if accepted:
        st.success(accepted)
    token, store = session.invitation(), session.store()
    if not token or store.who.everywhere:
        return
    try:
        invited = _found(token)
    except BadInput as error:
        with st.container(border=True):
            st.write(" ".join(session.words().sentence(mistake) for mistake in error.mistakes))
            st.button(_("Close"), key="invitation-close", on_click=_done, args=(token,))
        return
    with st.container(border=True):
        st.subheader(_("You are invited"), anchor=False)
        _offer(token, invited)


def _found(token: str) -> Invited:
    """What the link offers.

    :raises BadInput: it can't be used, or this person tried too often.
    """
    store = session.store()
    if FAILURES.wait(store.who.id):
        raise BadInput([Mistake("You opened too many invitations that don't work. Try again in a minute.")])
    try:
        return store.invitation(token)
    except BadInput:
        if session.get(COUNTED) != token:
            session.put(COUNTED, token)
            FAILURES.failed(store.who.id)
        raise


def _offer(token: str, invited: Invited) -> None:
    words = session.words()
    _ = words.gettext
    name, by = plain(invited.of), plain(invited.by or _("who manages this site"))
    if invited.role == "member":
        st.write(_("{by} invites your organisation to become a member of {name}.").format(by=by, name=name))
        _choose_organisation(token, invited.of)
        return
    if invited.role == "administrator":
        st.write(_("{by} invites you to administer the association {name}.").format(by=by, name=name))
    else:
        text = _("{by} invites you to {name}, as {role}.")
        st.write(text.format(by=by, name=name, role=words.role(invited.role)))
    st.caption(meaning(invited.role))
    with st.container(horizontal=True):
        st.button(
            _("Accept the invitation"),
            key="invitation-accept",
            type="primary",
            on_click=_accept,
            args=(token, invited.of),
        )
        st.button(_("Decline"), key="invitation-decline", on_click=_done, args=(token,))


def _choose_organisation(token: str, association: str) -> None:
    """Which organisation joins: one that the visitor owns, or a new one."""
    _ = session.words().gettext
    owned = {client.id: client.name for client in session.store().clients() if client.role == "owner"}
    st.caption(
        _("By joining, the association sees your organisation's name. It sees no answers unless you allow that.")
    )
    with st.form("join", border=False):
        chosen = NEW
        if owned:
            names = told_apart({**owned, NEW: _("A new organisation")})
            chosen = st.selectbox(
                _("Which organisation?"), list(names), key="join-which", format_func=names.__getitem__
            )
        label = _("Name of your organisation, if it is new") if owned else _("Name of your organisation")
        name = st.text_input(label, key="join-name", max_chars=200)
        with st.container(horizontal=True):
            joins = st.form_submit_button(_("Join"), key="join-accept", type="primary")
            declines = st.form_submit_button(_("Decline"), key="join-decline")
    if declines:
        _done(token)
        st.rerun()
    if joins:
        try:
            _join(token, chosen, name, association)
        except BadInput as error:
            st.error(" ".join(session.words().sentence(mistake) for mistake in error.mistakes))
        else:
            st.rerun()


def _join(token: str, chosen: str, name: str, association: str) -> None:
    store, words = session.store(), session.words()
    if chosen == NEW:
        if not name.strip():
            raise BadInput([Mistake("Fill in the name of your organisation first.")])
        chosen = store.add_organisation(shape(Organisation, {"name": " ".join(name.split())}, "", BadInput))
    store.join(token, chosen)
    _done(token)
    session.put(ACCEPTED, words.gettext("Your organisation is now a member of {name}.").format(name=plain(association)))


@saves
def _accept(token: str, name: str) -> None:
    text = session.words().gettext("You now have access to {name}.")
    session.store().accept_invitation(token)
    _done(token)
    session.put(ACCEPTED, text.format(name=plain(name)))


def _done(token: str) -> None:
    session.put(session.INVITED, token)
    session.put(COOKIE_CAN_GO, True)
