"""What `streamlit run app.py` starts: the pages, with routes and middleware around them, and the sign-in if any."""

import gc
import sys

import streamlit as st
from streamlit import config

import settings
from auth.secrets import secrets
from model.errors import BadInput
from web.routes import middleware, routes

try:
    configured = settings.read_settings()
except BadInput as error:
    # Never without sign-in when sign-in was meant.
    sys.exit(str(error))
if configured.sign_in:
    # Signs who is underway to the provider: any process of this installation can then take them back.
    config.set_option("server.cookieSecret", configured.sign_in.cookie_secret)
# What is loaded by now stays: without this, every full collection of the start and after walks all of Streamlit again.
gc.freeze()
app = st.App("peilstok.py", routes=routes(), middleware=middleware(), secrets=secrets(configured.sign_in))
