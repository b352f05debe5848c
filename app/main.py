"""The dashboard: the page list and nothing else."""

from pathlib import Path

import streamlit as st

from app.texts import say

st.set_page_config(page_title=say("app.title"), page_icon="🪜", layout="wide")
st.html(Path(__file__).parent / "style.css")
page = st.navigation(
    [st.Page("views/explore.py", title=say("explore.title"), icon=":material/explore:")]
)
page.run()
