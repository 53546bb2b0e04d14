"""What Streamlit's own sign-in asks: the section [auth] of its secrets, made from the settings."""

from typing import Any

from settings import SignIn


def secrets(sign_in: SignIn | None) -> dict[str, Any]:
    """The secrets of `st.App`; none without sign-in. No token is exposed to the pages: they need the claims only."""
    if sign_in is None:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{sign_in.address}/oauth2callback",
            "cookie_secret": sign_in.cookie_secret,
            "client_id": sign_in.client_id,
            "client_secret": sign_in.client_secret,
            # OpenID Connect Discovery 4: where every provider describes itself.
            "server_metadata_url": f"{sign_in.issuer.rstrip('/')}/.well-known/openid-configuration",
        }
    }
