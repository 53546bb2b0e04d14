"""The only file that names st.session_state: small plain values that may be lost with the connection."""

import functools
from typing import Any

import streamlit as st

import settings
from auth.who import LOCAL
from i18n.words import Words, first_known, words_in
from storage.database import open_database
from storage.store import Store

ASSESSMENT = "assessment"
NOTHING = ""  # the option "none of these": Streamlit shows a chosen None as no choice at all, and with English words


def words() -> Words:
    """The words of this visitor's language: the cookie that the language links set, or else the setting."""
    chosen = st.context.cookies.get("language", "")
    return words_in(first_known(chosen, settings.read_settings().language))


@functools.cache
def store() -> Store:
    """The store of this process; the first call makes or migrates the tables."""
    return Store(open_database(settings.read_settings().database_url), LOCAL)


def assessment_id() -> str | None:
    """The assessment that this visitor works on: named in the address, or else chosen before in this tab."""
    chosen = st.query_params.get(ASSESSMENT) or st.session_state.get(ASSESSMENT)
    if chosen:
        choose_assessment(chosen)
    return chosen


def choose_assessment(chosen: str) -> None:
    """Makes this the assessment of the tab, also in the address, so that reloading comes back to it."""
    st.session_state[ASSESSMENT] = chosen
    if st.query_params.get(ASSESSMENT) != chosen:
        st.query_params[ASSESSMENT] = chosen


def leave_assessment() -> None:
    """Forgets the assessment of the tab."""
    st.session_state.pop(ASSESSMENT, None)
    st.query_params.clear()


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
