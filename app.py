"""What `streamlit run app.py` starts: the pages, the routes and middleware around them, nothing else."""

import streamlit as st

from web.routes import middleware, routes

app = st.App("peilstok.py", routes=routes(), middleware=middleware())
