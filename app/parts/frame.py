"""What every page has around it: title, tools, messages, footer, address."""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app import cached, spoken, state
from app.briefs.inside import is_whole, scenario_in
from app.files import as_yaml
from app.markup import escaped
from app.texts import language, languages, say
from simulator import scenario as scenarios
from simulator.scenario import Scenario

TITLE, UPLOAD = "title", "upload"
TYPES = ("yaml", "yml", "json", "md", "html", "pdf", "docx", "pptx")
"""Files that hold a scenario."""


def head(page: str) -> Scenario:
    """Begin a page: its title and lead, and the tools that all pages share.

    Parameters
    ----------
    page : str
        The beginning of its keys in the catalog of texts.
    """
    state.begin()
    scenario = state.current()
    title, tools = st.columns([2, 3], vertical_alignment="bottom", gap="medium")
    title.title(say(f"{page}.title"))
    with tools.container(horizontal=True, horizontal_alignment="right"):
        _tools(scenario)
    st.write(say(f"{page}.lead"))
    _messages(scenario)
    _possible(scenario)
    return scenario


def _possible(scenario: Scenario) -> None:
    """Stop a page whose observations cannot all hold, with a way out."""
    try:
        cached.update_of(scenario)
    except ValueError as error:
        st.error(escaped(say("frame.impossible", reason=error)))
        st.button(say("frame.forget"), on_click=_forget)
        foot(scenario)
        st.stop()


def _forget() -> None:
    state.put(replace(state.current(), observations={}))


def foot(scenario: Scenario) -> None:
    """End a page: say what it was made with, and put the scenario in the address."""
    st.caption(
        say(
            "frame.footer",
            pack=cached.revised(scenario).digest,
            scenario=scenario.digest,
            seed=scenario.seed,
            worlds=scenario.worlds,
        )
    )
    if not state.write_address():
        st.warning(say("frame.long"))


def _tools(scenario: Scenario) -> None:
    for key, step in (("frame.undo", -1), ("frame.redo", 1)):
        possible = state.can_move(step)
        st.button(say(key), on_click=state.move, args=(step,), disabled=not possible)
    with st.popover(say("frame.scenario")):
        _file(scenario)
    if len(languages()) > 1:
        _languages()


def _languages() -> None:
    names = dict(languages())
    here = names.pop(language())
    with st.popover(here, icon=":material/translate:", help=say("frame.language")):
        for tongue, name in names.items():
            st.button(
                name, key=f"frame.language.{tongue}",
                on_click=spoken.choose, args=(tongue,),
            )  # fmt: skip


def _messages(scenario: Scenario) -> None:
    reason = state.refused()
    if reason:
        st.error(escaped(say("frame.refused", reason=reason)))
    if scenario.pack != cached.model().digest:
        st.warning(say("frame.other_pack"))


def _file(scenario: Scenario) -> None:
    st.text_input(
        say("frame.name"), scenario.title, max_chars=scenarios.LONGEST_TITLE,
        key=f"{TITLE}.{state.version()}", on_change=_titled,
    )  # fmt: skip
    st.download_button(
        say("frame.download"), as_yaml(scenario.plain), "scenario.yaml", "text/yaml",
        on_click="ignore",
    )  # fmt: skip
    st.file_uploader(say("frame.upload"), type=TYPES, key=UPLOAD, on_change=_opened)
    st.caption(say("frame.link"))


def _titled() -> None:
    title = st.session_state[f"{TITLE}.{state.version()}"]
    state.put(replace(state.current(), title=title), shown=True)


def _opened() -> None:
    file = st.session_state[UPLOAD]
    if file is None:
        return
    try:
        state.open_(read(file))
    except ValueError as error:
        state.refuse(str(error))


def read(file: UploadedFile) -> Scenario:
    """Return the scenario that a file holds.

    Raises
    ------
    ValueError
        If it holds none, or one that breaks a rule.
    """
    raw = file.getvalue()
    if is_whole(file.name, raw):
        return scenarios.from_plain(scenario_in(raw), cached.model())
    return scenarios.from_text(raw.decode("utf-8"), cached.model(), file.name)
