"""The dashboard: the page list and nothing else."""

from pathlib import Path

import streamlit as st

from app import spoken
from app.pages import APART, PAGES
from app.texts import say

spoken.begin()
st.set_page_config(page_title=say("app.title"), page_icon="🪜", layout="wide")
st.html(Path(__file__).parent / "style.css")
spoken.declare()
pages = [
    st.Page(f"views/{name}.py", title=say(f"{name}.title"), icon=icon)
    for name, icon in PAGES.items()
]
pages += [
    st.Page(
        f"views/{name}.py", title=say(f"{name}.title"), icon=icon, visibility="hidden"
    )
    for name, icon in APART.items()
]
st.navigation(pages, position="top").run()
