"""Buttons that hand out a document, one a format, which is written when it is asked."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.briefs.formats import MEDIA
from app.texts import say


def downloads(written: Callable[[str], bytes], name: str, place: str) -> None:
    """Offer a document in every format.

    Parameters
    ----------
    written : callable
        From a format to the file.
    name : str
        Of the file, without what tells its format.
    place : str
        Where on the page, for the keys of the buttons.
    """
    labels = {
        "pdf": say("brief.download.pdf"),
        "docx": say("brief.download.docx"),
        "pptx": say("brief.download.pptx"),
        "html": say("brief.download.html"),
        "md": say("brief.download.md"),
        "json": say("brief.download.json"),
    }
    with st.container(horizontal=True):
        for form, label in labels.items():
            st.download_button(
                label, partial(written, form), f"{name}.{form}", MEDIA[form],
                on_click="ignore", key=f"{place}.{form}",
            )  # fmt: skip
