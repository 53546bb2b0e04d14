"""A visitor who is signed in already: what Streamlit's own sign-in leaves in a browser, without a provider."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

# Nobody asks the provider anything: who comes is signed in.
ISSUER = "https://sign-in.example"
SECRET = "only-for-measuring-" * 2


@dataclass(frozen=True)
class Browser:
    """What a browser sends along when it connects: headers, and the mark that Streamlit wants to see twice."""

    headers: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""


NOBODY = Browser()


def sign_in_settings(port: int) -> dict[str, str]:
    """The environment of a server on this port where visitors sign in."""
    return {
        "PEILSTOK_OIDC_ISSUER": ISSUER, "PEILSTOK_OIDC_CLIENT_ID": "bench", "PEILSTOK_OIDC_CLIENT_SECRET": SECRET,
        "PEILSTOK_ADDRESS": _address(port), "PEILSTOK_COOKIE_SECRET": SECRET,
    }  # fmt: skip


def signed_in(port: int, subject: str) -> Browser:
    """The browser of this person, who signed in just now at the server on this port."""
    user = {
        "iss": ISSUER, "sub": subject, "iat": int(time.time()), "name": "Voorbeeld", "is_logged_in": True,
        "origin": _address(port),
    }  # fmt: skip
    mark = generate_xsrf_token_string()
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(user)).decode()
    cookies = f"{USER_COOKIE_NAME}={signed}; {XSRF_COOKIE_NAME}={mark}"
    return Browser({"Cookie": cookies, "Origin": _address(port)}, mark)


def _address(port: int) -> str:
    return f"http://localhost:{port}"
