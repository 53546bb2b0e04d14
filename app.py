"""What `streamlit run app.py` starts: the pages, the routes and middleware around them."""

import gc

import streamlit as st

from web.routes import middleware, routes

# What is loaded by now stays: without this, every full collection of the start and after walks all of Streamlit again.
gc.freeze()
app = st.App("peilstok.py", routes=routes(), middleware=middleware())
