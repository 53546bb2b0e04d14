"""What `streamlit run app.py` starts: the pages, with routes and middleware around them, and the sign-in if any."""

import gc
import sys
from collections.abc import Mapping

import streamlit as st
from streamlit import config

import settings
from auth.secrets import secrets
from auth.who import Who
from model.errors import BadInput
from web.routes import middleware, routes

try:
    configured = settings.read_settings()
    if configured.files_url:
        from storage.blobs import object_store

        object_store(configured.files_url)
except BadInput as error:
    # Never without sign-in when sign-in was meant, nor with files in another place than was meant.
    sys.exit(str(error))
if configured.sign_in:
    # Signs who is underway to the provider: any process of this installation can then take them back.
    config.set_option("server.cookieSecret", configured.sign_in.cookie_secret)


def who_requests(cookies: Mapping[str, str]) -> Who | None:
    """Who asks by a request with these cookies; imported at the first download, for a quick start."""
    from ui import session

    return session.who_requests(cookies)


# What is loaded by now stays: without this, every full collection of the start and after walks all of Streamlit again.
gc.freeze()
app = st.App("peilstok.py", routes=routes(who_requests), middleware=middleware(), secrets=secrets(configured.sign_in))
