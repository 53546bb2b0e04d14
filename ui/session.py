"""The only file that names st.session_state: small plain values that may be lost with the connection."""

import contextlib
import functools
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import settings
from auth.claims import Standing, standing
from auth.who import LOCAL, Who
from i18n.words import Words, first_known, words_in
from storage.database import open_database
from storage.people import People, Person
from storage.store import Store
from storage.stored import Unavailable
from storage.workshop_forgetting import forget_people
from ui.sign_in import browser_of, claims_of_request, claims_of_tab

PERSON = "signed-in-person"
ASK_AGAIN_SECONDS = 5.0  # so long after signing out, another tab may still go on
FOR_GOOD = datetime.max.replace(tzinfo=UTC)
ASSESSMENT = "assessment"
ORGANISATION = "organisation"  # in the address of a page about an organisation that has no assessment yet
INVITED = "invited"  # the secret of an invitation that was accepted or declined, and that the cookie still has
UNSAVED = "unsaved"  # answers that the database could not take yet, each with its assessment
UNSENT = "unsent"  # texts that were typed when the sign-in had expired, each with its assessment
_KEPT = (PERSON, INVITED, UNSAVED, UNSENT)  # what a tab keeps when it opens another assessment
NOTHING = ""  # the option "none of these": Streamlit shows a chosen None as no choice at all, and with English words


def words() -> Words:
    """The words of this visitor's language: the cookie that the language links set, or else the setting."""
    chosen = st.context.cookies.get("language", "")
    return words_in(first_known(chosen, settings.read_settings().language))


@functools.cache
def people() -> People:
    """Who signs in to the database of this process; the first call makes or migrates the tables.

    On a machine of one's own it also removes who took part in workshops whose days are over.
    """
    engine = open_database(settings.read_settings().database_url)
    if not is_shared():  # where nobody lets `retention` run every night
        forget_people(engine, LOCAL, datetime.now(UTC))
    return People(engine)


def store() -> Store:
    """The store, for who asks in this tab. When nobody may (any more), the page begins anew, at the gate."""
    asks = who()
    if asks is None:
        st.rerun()  # also out of a callback or a fragment, which run without the gate of peilstok.py
        raise PermissionError("nobody is signed in")  # where no page runs
    return Store(people().engine, asks)


def is_shared() -> bool:
    """Whether visitors sign in here; otherwise this is somebody's own machine."""
    return settings.read_settings().sign_in is not None


def who() -> Who | None:
    """Who asks in this tab: whoever uses this machine where nobody signs in; otherwise who did, or None."""
    if not is_shared():
        return LOCAL
    person = signed_in()[1]
    return person.who if person else None


def signed_in() -> tuple[Standing, Person | None]:
    """Whether someone is signed in in this tab, and who that is; with a sign-in that no longer counts, nobody."""
    sign_in = settings.read_settings().sign_in
    claims = claims_of_tab(sign_in) if sign_in else None
    if sign_in is None or claims is None:
        return "signed out", None
    browser, now = browser_of(st.context.cookies), datetime.now(UTC)

    def stands(person: Person) -> Standing:
        return standing(person.last_sign_in(claims, browser), person.ended_at, sign_in.hours, now)

    known, asked_at = st.session_state.get(PERSON, (None, 0.0))
    if known is None or (known.issuer, known.subject) != (claims.issuer, claims.subject):
        if standing(claims.signed_in_at, None, sign_in.hours, now) == "expired":
            return "expired", None
        known, asked_at = people().signed_in(claims, browser), time.monotonic()
    elif stands(known) != "signed in" or time.monotonic() - asked_at > ASK_AGAIN_SECONDS:
        # They may have signed in again in another tab, or out; Streamlit never tells this one.
        # Who was removed meanwhile is made anew by signing in, and not by a tab that was left open.
        with contextlib.suppress(Unavailable):  # nothing else can be read either, and the page says so
            known, asked_at = people().person(known.id) or replace(known, ended_at=FOR_GOOD), time.monotonic()
    st.session_state[PERSON] = (known, asked_at)
    return stands(known), known if stands(known) == "signed in" else None


def sign_out() -> None:
    """Ends every sign-in of this person, also in other tabs and browsers, and goes to sign out at the provider."""
    person = signed_in()[1]
    if person is not None:
        people().signed_out(person.id)
    st.session_state.clear()
    st.logout()


def who_requests(cookies: Mapping[str, str]) -> Who | None:
    """Who asks by an HTTP request with these cookies, as `who` says it of a tab."""
    sign_in = settings.read_settings().sign_in
    if sign_in is None:
        return LOCAL
    claims, now = claims_of_request(cookies, sign_in), datetime.now(UTC)
    if claims is None or standing(claims.signed_in_at, None, sign_in.hours, now) != "signed in":
        return None
    person = people().signed_in(claims, browser_of(cookies))
    return person.who if standing(claims.signed_in_at, person.ended_at, sign_in.hours, now) == "signed in" else None


def administers() -> bool:
    """Whether this visitor administers an association; not while that can't be asked, which the page then says."""
    try:
        return is_shared() and bool(store().associations())
    except Unavailable:
        return False


def invitation() -> str:
    """The secret of the invitation that brought this visitor here, from the cookie that its link set; empty without."""
    token: str = st.context.cookies.get("invitation", "")
    return "" if token == st.session_state.get(INVITED) else token


def assessment_id() -> str | None:
    """The assessment that this visitor works on: named in the address, or else chosen before in this tab."""
    chosen = st.query_params.get(ASSESSMENT) or st.session_state.get(ASSESSMENT)
    if chosen:
        choose_assessment(chosen)
    return chosen


def choose_assessment(chosen: str) -> None:
    """Makes this the assessment of the tab, also in the address, so that reloading comes back to it.

    Nothing that the tab kept of another one stays: it may be of another organisation.
    """
    if st.session_state.get(ASSESSMENT) != chosen:
        _forget()
    st.session_state[ASSESSMENT] = chosen
    if st.query_params.get(ASSESSMENT) != chosen:
        st.query_params[ASSESSMENT] = chosen


def leave_assessment() -> None:
    """Forgets the assessment of the tab, with all that it kept of it."""
    _forget()
    st.query_params.clear()


def _forget() -> None:
    """Values of widgets stay: each page writes them before it draws, and one that is gone looks like a click."""
    context = get_script_run_ctx()
    widgets: Any = context.session_state._state._key_id_mapper if context else {}  # noqa: SLF001  has no public name
    for key in [key for key in st.session_state if key not in _KEPT and key not in widgets]:
        del st.session_state[key]


def get(key: str, default: Any = None) -> Any:
    """The value kept under this key in this tab."""
    return st.session_state.get(key, default)


def put(key: str, value: Any) -> None:
    """Keeps a value under this key in this tab; for a widget's key, before the widget is drawn."""
    st.session_state[key] = value


def take(key: str) -> Any:
    """The value kept under this key, which is forgotten with that; None when there is none."""
    return st.session_state.pop(key, None)


def drop(*keys: str) -> None:
    """Forgets what was kept under these keys."""
    for key in keys:
        st.session_state.pop(key, None)
