"""The floor of the answer page: the same widgets and texts in as many fragments, and nothing is saved.

Started with the path of a JSON file that holds the texts of the questions.
"""

import json
import sys
from pathlib import Path
from typing import Any

import streamlit as st


@st.fragment
def question(texts: dict[str, Any]) -> None:
    """Draws one question."""
    key = texts["id"]
    st.subheader(texts["question"], anchor=False)
    st.write(texts["why"])
    st.caption(texts["ask"])
    st.radio(texts["choose"], texts["choices"], index=None, key=f"{key}-level")
    st.segmented_control(texts["aim"], texts["levels"], key=f"{key}-target")
    with st.expander(texts["more"]):
        st.text_area(texts["note"], key=f"{key}-note", max_chars=5000, height=110)
        st.caption(texts["saved"])
        st.caption(texts["evidence"])
        st.text_area(texts["links"], key=f"{key}-evidence", max_chars=5000, height=80)
        st.caption(texts["saved"])


st.title("Floor")
for shown in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
    with st.container(border=True):
        question(shown)
