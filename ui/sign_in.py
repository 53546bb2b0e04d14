"""What Streamlit knows of who signed in: in the tab of a script, and in the cookie of any other request."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value, decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from auth.claims import Claims, claims_of
from settings import SignIn


def claims_of_tab(sign_in: SignIn) -> Claims | None:
    """Who signed in when this tab connected; Streamlit read it from its signed cookie, and keeps it until the end."""
    return claims_of(st.user.to_dict(), sign_in.issuer, datetime.now(UTC))


def claims_of_request(cookies: Mapping[str, str], sign_in: SignIn) -> Claims | None:
    """Who signed in according to the signed cookie of a request; None when it is missing, forged or of another site."""

    def signed(name: str) -> bytes | None:
        # Signed with its name, so that no other signed cookie can stand in its place.
        return decode_signed_value(sign_in.cookie_secret, name, cookies.get(name, "").encode("latin-1", "replace"))

    content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    try:
        user = json.loads(content or b"null")
    except ValueError:
        return None
    # As Streamlit does for a tab: a cookie that was made for another address is refused here.
    if not isinstance(user, dict) or user.get("origin") != sign_in.address:
        return None
    return claims_of(user, sign_in.issuer, datetime.now(UTC))


def browser_of(cookies: Mapping[str, str]) -> str:
    """The random mark that Streamlit gives each browser against forged requests; empty without one."""
    # The cookie is written anew, under another mask, with many answers; the mark in it stays.
    mark, _ = decode_xsrf_token_string(cookies.get(XSRF_COOKIE_NAME, ""))
    return mark.hex() if mark else ""
