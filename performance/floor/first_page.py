"""The floor of the first page: a bare Streamlit app with a title, a sentence and a button."""

import streamlit as st

st.title("Floor")
st.write("A bare Streamlit app.")
st.button("Start")
