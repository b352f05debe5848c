"""The bar above the ladder: presets, undo, values, and the scenario as a file."""

from dataclasses import replace

import streamlit as st

from app import cached, state
from app.files import as_yaml
from app.markup import escaped
from app.texts import say
from levels.prior import Prior
from simulator import scenario as scenarios
from simulator.scenario import Scenario

PRESET, TITLE, UPLOAD = "preset", "title", "upload"


def bar(scenario: Scenario) -> None:
    """Draw the bar."""
    _messages(scenario)
    presets, tools = st.columns([1, 1], vertical_alignment="bottom", gap="medium")
    with presets:
        chosen = _presets()
    with tools.container(horizontal=True):
        for key, step in (("explore.undo", -1), ("explore.redo", 1)):
            possible = state.can_move(step)
            st.button(
                say(key), on_click=state.move, args=(step,), disabled=not possible
            )
        with st.popover(say("explore.utilities")):
            _utilities(scenario)
        with st.popover(say("explore.scenario")):
            _file(scenario)
    if chosen is not None:
        _rests_on(chosen)


def _messages(scenario: Scenario) -> None:
    reason = state.refused()
    if reason:
        st.error(escaped(say("explore.refused", reason=reason)))
    if scenario.pack != cached.model().digest:
        st.warning(say("explore.other_pack"))
    if scenario.observations:
        count = len(scenario.observations)
        st.info(say("explore.observed", count=count))
        st.button(say("explore.observed.clear"), on_click=_forget)


def _forget() -> None:
    state.put(replace(state.current(), observations={}))


def _presets() -> Prior | None:
    priors = {prior.id: prior for prior in cached.model().belief.priors}
    st.selectbox(
        say("explore.preset"),
        list(priors),
        index=None,
        key=PRESET,
        format_func=lambda name: priors[name].name,
        placeholder=say("explore.preset.none"),
        help=say("explore.preset.help"),
        on_change=_chosen,
    )
    return priors.get(st.session_state.get(PRESET) or "")


def _rests_on(preset: Prior) -> None:
    """Show what a preset rests on, and how it was made."""
    lines = [
        escaped(say("explore.preset.rests", statement=preset.statement)),
        escaped(say("explore.preset.mapping", mapping=preset.mapping)),
    ]
    if preset.source:
        lines.append(say("explore.preset.source", source=cite(preset.source)))
    st.caption("  \n".join(lines))


def _chosen() -> None:
    name = st.session_state[PRESET]
    if name is not None:
        state.put(replace(state.current(), credence=cached.model().belief.prior(name)))


def cite(name: str) -> str:
    """Return a source as a citation with its address."""
    source = next(s for s in cached.model().belief.sources if s.id == name)
    key = "details.cite" if source.year else "details.cite.undated"
    text = say(key, author=source.author, year=source.year, title=source.title)
    return f"{escaped(text)} <{source.url}>" if source.url else escaped(text)


def _utilities(scenario: Scenario) -> None:
    st.caption(say("explore.utilities.lead"))
    worth = scenario.utility(cached.model())
    for outcome, value in zip(cached.model().world.outcomes, worth, strict=True):
        key = f"utility.{outcome.id}.{state.version()}"
        st.slider(
            outcome.name, 0.0, 1.0, float(value), 0.05, key=key,
            help=say(
                "explore.utilities.help",
                name=outcome.summary,
                judgment=outcome.utility.judgment,
            ),
            on_change=_valued, args=(outcome.id, key),
        )  # fmt: skip


def _valued(name: str, key: str) -> None:
    scenario = state.current()
    utilities = {**scenario.utilities, name: float(st.session_state[key])}
    state.put(replace(scenario, utilities=utilities), shown=True)


def _file(scenario: Scenario) -> None:
    st.text_input(
        say("explore.name"), scenario.title, max_chars=scenarios.LONGEST_TITLE,
        key=f"{TITLE}.{state.version()}", on_change=_titled,
    )  # fmt: skip
    st.download_button(
        say("explore.download"), as_yaml(scenario.plain), "scenario.yaml", "text/yaml",
        on_click="ignore",
    )  # fmt: skip
    st.file_uploader(
        say("explore.upload"),
        type=["yaml", "yml", "json"],
        key=UPLOAD,
        on_change=_opened,
    )
    st.caption(say("explore.link"))


def _titled() -> None:
    title = st.session_state[f"{TITLE}.{state.version()}"]
    state.put(replace(state.current(), title=title), shown=True)


def _opened() -> None:
    file = st.session_state[UPLOAD]
    if file is None:
        return
    try:
        text = file.getvalue().decode("utf-8")
        opened = scenarios.from_text(text, cached.model(), file.name)
        state.put(state.accept(opened))
    except ValueError as error:
        state.refuse(str(error))
