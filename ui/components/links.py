"""Links that invite: for how long, shown once, and the list of those that are still open."""

from collections.abc import Callable
from datetime import datetime, timedelta

import streamlit as st

import settings
from storage.invitations import DAYS, Invitation
from ui import session
from ui.components.text import plain

USUAL_DAYS = 7


def choose_days(key: str) -> int:
    """For how many days the link works."""
    words = session.words()
    _ = words.gettext

    def label(days: int) -> str:
        return words.ngettext("{count} day", "{count} days", days).format(count=days)

    chosen: int = st.selectbox(
        _("How long does the link work?"), DAYS, index=DAYS.index(USUAL_DAYS), key=key, format_func=label, width=280
    )
    return chosen


def show_link(token: str, days: int) -> None:
    """The link, in a field with a button that copies it; nobody can see it again."""
    words = session.words()
    _ = words.gettext
    sign_in = settings.read_settings().sign_in
    until = words.date((datetime.now() + timedelta(days=days)).date())
    st.success(_("Copy this link now: you see it only once. It works for one person, until {date}.").format(date=until))
    st.code(f"{sign_in.address if sign_in else ''}/invitation/{token}", language=None, wrap_lines=True)


def open_links(invitations: list[Invitation], revoke: Callable[[str], None]) -> None:
    """The open invitations, each with the way to end it; says so when there are none."""
    words = session.words()
    _ = words.gettext
    st.subheader(_("Open invitations"), anchor=False)
    if not invitations:
        st.write(_("There are no open invitations."))
    for invitation in invitations:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = _("For: {role}. Made by {name} on {date}, works until {until}.")
            st.write(
                text.format(
                    role=words.role(invitation.role),
                    name=plain(invitation.by or _("who manages this site")),
                    date=words.date(invitation.at.astimezone().date()),
                    until=words.moment(invitation.expires_at.astimezone()),
                )
            )
            st.button(_("Revoke"), key=f"revoke-{invitation.id}", on_click=revoke, args=(invitation.id,))
