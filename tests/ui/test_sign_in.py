"""Who signed in, read from the cookie of a request: as Streamlit signs it, and in no other way."""

import json
import secrets
import time

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from auth.who import LOCAL
from settings import SignIn
from ui import session
from ui.sign_in import browser_of, claims_of_request

SECRET, ISSUER, ADDRESS = "k" * 40, "https://sign-in.example", "https://peilstok.example"
SIGN_IN = SignIn(ISSUER, "peilstok", "c" * 40, ADDRESS, SECRET, 12)
NAME = "_streamlit_user"


def signed(secret=SECRET, name=NAME, text=None, **claims):
    """The cookies of someone who signed in, written by Streamlit itself, whole or in pieces."""
    user = {
        "iss": ISSUER, "sub": "0f3", "name": "Aisha", "iat": time.time(), "origin": ADDRESS, "is_logged_in": True,
        "provider": "default", **claims,
    }  # fmt: skip
    cookies = {}
    if text is not None:
        return {NAME: create_signed_value(secret, name, text).decode()}

    def sign(key, value):
        return create_signed_value(secret, key.replace(NAME, name), value)

    def put(key, value):
        cookies[key] = sign(key, value).decode()

    set_cookie_with_chunks(put, sign, NAME, user, cookie_attr_size=60)
    return cookies


def test_a_cookie_that_streamlit_signed_says_who_it_is():
    """The same claims as in a tab."""
    claims = claims_of_request(signed(), SIGN_IN)

    assert (claims.issuer, claims.subject, claims.name) == (ISSUER, "0f3", "Aisha")


def test_a_long_one_comes_in_pieces():
    """Entra ID sends much; without one of the pieces nothing is read."""
    cookies = signed(groups=[secrets.token_hex(20) for _ in range(300)])
    assert len(cookies) > 3

    assert claims_of_request(cookies, SIGN_IN).subject == "0f3"
    assert claims_of_request({key: cookies[key] for key in cookies if not key.endswith("_2")}, SIGN_IN) is None


@pytest.mark.parametrize(
    "cookies",
    [
        {}, {NAME: ""}, {NAME: "nonsense"}, {NAME: "é\u20ac"}, {NAME: json.dumps({"sub": "0f3"})},
        signed(secret="o" * 40), signed(name="_streamlit_user_tokens"), signed(text="[1]"), signed(text="{"),
        signed(text="null"), signed(origin="https://elsewhere.example"), signed(origin=None),
        signed(origin=ADDRESS + "/"),
        signed(is_logged_in=False), signed(iss="https://elsewhere.example"), signed(sub=""), signed(iat=None),
        {NAME: signed()[NAME][:-2] + "xx"},
    ],
)  # fmt: skip
def test_a_cookie_that_does_not_hold_says_nothing(cookies):
    """None, forged, of another secret, cookie, address, issuer or kind, or of nobody."""
    assert claims_of_request(cookies, SIGN_IN) is None


def test_without_sign_in_a_request_is_of_whoever_uses_this_machine():
    """Also with a cookie that was left from another time."""
    assert session.who_requests({}) is LOCAL
    assert session.who_requests(signed()) is LOCAL


def test_a_request_is_of_the_person_until_it_expires_or_they_sign_out(signed_in_as):
    """The same id as in a tab."""
    store = signed_in_as("0f3")

    assert session.who_requests({}) is None
    assert session.who_requests(signed()) == store.who
    assert session.who_requests(signed(iat=time.time() - 12 * 3600 - 1)) is None
    session.people().signed_out(store.who.id)
    assert session.who_requests(signed(iat=time.time() - 60)) is None


def test_a_browser_is_known_by_the_mark_under_its_changing_mask():
    """Streamlit writes the cookie anew, and the mark in it stays."""
    one, same = generate_xsrf_token_string(b"1" * 16), generate_xsrf_token_string(b"1" * 16)
    assert one != same

    marks = [
        browser_of({"_streamlit_xsrf": value}) for value in (one, same, generate_xsrf_token_string(), "", "2|x", "?")
    ]

    assert marks[0] == marks[1] != marks[2]
    assert marks[3:] == ["", "", ""]
    assert browser_of({}) == ""
