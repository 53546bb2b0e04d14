"""The screen for the room: what everybody may see of a workshop, in large type, for a beamer."""

import streamlit as st

from ui.components import frame
from ui.components.screen import screen

st.set_page_config(layout="wide")
screen(frame.require_assessment())
