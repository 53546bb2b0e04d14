"""What Streamlit is told of the sign-in."""

import streamlit as st

from auth.secrets import secrets
from settings import SignIn

SIGN_IN = SignIn("https://sign-in.example/realms/r/", "peilstok", "c" * 40, "https://peilstok.example", "k" * 40, 12)


def test_without_sign_in_there_are_no_secrets():
    """Streamlit then knows of no sign-in either."""
    assert secrets(None) == {}


def test_the_section_says_all_that_streamlit_asks_and_exposes_no_token():
    """The address of the metadata follows from the issuer, with one slash."""
    [auth] = secrets(SIGN_IN).values()

    assert auth == {
        "redirect_uri": "https://peilstok.example/oauth2callback",
        "cookie_secret": "k" * 40,
        "client_id": "peilstok",
        "client_secret": "c" * 40,
        "server_metadata_url": "https://sign-in.example/realms/r/.well-known/openid-configuration",
    }


def test_streamlit_takes_them():
    """Its own check of the values, when the app is made."""
    assert st.App("peilstok.py", secrets=secrets(SIGN_IN))._programmatic_secrets == secrets(SIGN_IN)


def test_a_secret_is_not_shown_with_the_settings():
    """So that no traceback or log tells it."""
    assert "kkk" not in repr(SIGN_IN)
    assert "ccc" not in repr(SIGN_IN)
