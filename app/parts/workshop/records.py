"""What is kept: the brief, the files of all that was said, the log, and deleting."""

import json
import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from app import cached, hosted, shelf
from app.briefs.commands import today
from app.briefs.formats import MEDIA
from app.markup import escaped
from app.parts.downloads import downloads
from app.parts.grid import grid
from app.parts.workshop import tokens
from app.parts.workshop.acting import act
from app.parts.workshop.results import newest
from app.texts import say
from app.workshops import hosts, sheets
from app.workshops.plain import Json
from app.workshops.revealing import fewest
from app.workshops.workshop import Workshop

MADE, WORD = "workshop.files", "workshop.delete.word"
SHOWN = 200
"""Events that are listed, the newest first."""


def show(workshop: Workshop) -> None:
    """Show all of it."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("workshop.brief"))
        brief(workshop, "records")
        _rounds(workshop)
        _files(workshop)
        _deletion(workshop)
    with right:
        _log()


def brief(workshop: Workshop, place: str) -> None:
    """Offer the brief of what was revealed last.

    Parameters
    ----------
    workshop : Workshop
    place : str
        Where on the page, for the keys of the buttons.
    """
    shown = newest(workshop)
    if shown is None:
        st.write(say("workshop.brief.none"))
        return
    labels = {
        "pdf": say("brief.download.pdf"),
        "docx": say("brief.download.docx"),
        "html": say("brief.download.html"),
        "md": say("brief.download.md"),
    }
    with st.container(horizontal=True):
        for form, label in labels.items():
            st.download_button(
                label, partial(hosted.brief_file, workshop, shown, today(), form),
                f"workshop.{form}", MEDIA[form], on_click="ignore",
                key=f"workshop.brief.{form}.{place}",
            )  # fmt: skip


def _rounds(workshop: Workshop) -> None:
    """Offer the comparison of the last two rounds, as far as they may be told."""
    st.subheader(say("workshop.rounds"))
    shown = newest(workshop)
    given = () if shown is None else hosted.rounds_of(workshop, shown)
    if not given:
        st.write(say("workshop.rounds.none", fewest=fewest(workshop)))
        return
    st.write(say("workshop.rounds.lead"))
    written = partial(cached.comparison_of, given)
    downloads(written, "rounds", "workshop.rounds")


def kept(workshop: Workshop) -> None:
    """Show what can be done for a workshop that does not fit this server's model."""
    _files(workshop)
    _deletion(workshop)


def _files(workshop: Workshop) -> None:
    st.subheader(say("workshop.files"))
    store = shelf.store()
    hidden = hosts.unrevealed(store, workshop)
    if hidden:
        st.write(say("workshop.files.later", round=hidden[0]))
        return
    st.write(say("workshop.files.lead"))
    if not st.toggle(say("workshop.files.make"), key=MADE):
        return
    document = hosts.exported(store, tokens.held())
    files: dict[str, tuple[str | bytes, str]] = {
        "json": (json.dumps(document, indent=1, ensure_ascii=False), "JSON"),
        "csv": (sheets.as_csv(document), "CSV"),
        "parquet": (parquet(document), "Parquet"),
    }
    with st.container(horizontal=True):
        for ending, (data, label) in files.items():
            st.download_button(
                label, data, f"workshop.{ending}", on_click="ignore",
                key=f"workshop.files.{ending}",
            )  # fmt: skip


def parquet(document: Json) -> bytes:
    """Return the judgments of an exported workshop as the bytes of a Parquet file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workshop.parquet"
        sheets.write_parquet(path, document)
        return path.read_bytes()


def _deletion(workshop: Workshop) -> None:
    st.subheader(say("workshop.delete"))
    days = workshop.settings.retention_days
    st.write(say("workshop.delete.lead", days=days))
    st.text_input(
        say("workshop.delete.word", code=workshop.shown_code), key=WORD, max_chars=32
    )
    st.button(
        say("workshop.delete.go"), key="workshop.delete.go", on_click=_delete,
        args=(workshop,),
    )  # fmt: skip


def _delete(workshop: Workshop) -> None:
    def deleted() -> str:
        if st.session_state[WORD].strip().upper() != workshop.shown_code:
            rule = "the code must be typed to delete the workshop"
            msg = f"{rule}, got {st.session_state[WORD][:32]!a}"
            raise ValueError(msg)
        hosts.delete(shelf.store(), tokens.held())
        tokens.drop()
        return say("workshop.delete.done")

    act(deleted)


def _log() -> None:
    st.subheader(say("workshop.log"))
    events = hosts.log(shelf.store(), tokens.held())
    st.caption(say("workshop.log.lead"))
    rows = [
        [
            escaped(event.at[:19].replace("T", " ")),
            escaped(str(event.role)),
            escaped(event.action),
        ]
        for event in events[::-1][:SHOWN]
    ]
    refused = hosts.refusals(shelf.store(), tokens.held())
    if refused:
        told = say("workshop.refusals", count=len(refused), reason=refused[-1].reason)
        st.write(escaped(told))
    with st.container(height=420):
        grid([say(f"workshop.log.{name}") for name in ("at", "who", "what")], rows)
