"""My allocation: pasted, uploaded, or that of the scenario."""

from dataclasses import replace

import streamlit as st

from app.allocations import LONGEST, read_allocation
from app.markup import escaped
from app.parts.decide import assessed
from app.parts.decide.asking import asked
from app.parts.decide.choosing import Choosing
from app.parts.decide.kept import KEPT, keep, restore
from app.parts.decide.using import use
from app.parts.decide.words import amount, how
from app.texts import say
from interventions.portfolio import Portfolio
from simulator.choice.allocation import Assessment
from simulator.scenario import Scenario

SOURCE, TEXT, UPLOAD, WRONG = (
    "decide.source", "decide.text", "decide.upload", "decide.wrong"
)  # fmt: skip
TYPES = ["csv", "tsv", "txt", "yaml", "yml", "json"]
GIVEN, OWN = "given", "own"
HEIGHT = 190


def show(choosing: Choosing) -> None:
    """Show what an allocation is worth."""
    st.subheader(say("decide.mine"))
    st.write(say("decide.mine.lead"))
    try:
        mine = _scenario(choosing)
    except ValueError as error:
        st.error(escaped(str(error)))
        return
    if mine is None:
        return
    result: Assessment | None = asked(mine, "assessment", say("decide.mine.ask"))
    if result is not None:
        assessed.show(choosing, result)
    how(say("decide.how.mine"))


def _scenario(choosing: Choosing) -> Scenario | None:
    """Return the scenario with the allocation to look at, None while there is none.

    Raises
    ------
    ValueError
        If what was entered is no allocation.
    """
    if _source() == GIVEN:
        return choosing.scenario
    text = _text()
    if not text.strip():
        st.caption(say("decide.mine.empty"))
        return None
    portfolio = read_allocation(text, choosing.model.means, say("decide.mine.name"))
    mine = replace(choosing.scenario, portfolio=portfolio)
    with st.container(horizontal=True, vertical_alignment="center"):
        use("decide.use.mine", portfolio, choosing.scenario)
        st.caption(_read(portfolio), width="content")
    return mine


def _source() -> str:
    words = {GIVEN: say("decide.source.given"), OWN: say("decide.source.own")}
    restore(SOURCE, GIVEN)
    st.radio(
        say("decide.source"), list(words), key=SOURCE, horizontal=True,
        format_func=words.__getitem__,
    )  # fmt: skip
    return str(keep(SOURCE))


def _text() -> str:
    """Let an allocation be typed or pasted; a file is put where it can be edited."""
    restore(TEXT, "")
    left, right = st.columns([3, 2], gap="large")
    with right:
        st.file_uploader(
            say("decide.upload"), type=TYPES, key=UPLOAD, on_change=_uploaded
        )
        st.caption(say("decide.upload.rule"))
        wrong = st.session_state.get(WRONG)
        if wrong:
            st.error(escaped(wrong))
    with left:
        st.text_area(
            say("decide.text"), key=TEXT, height=HEIGHT,
            placeholder=say("decide.text.example"),
        )  # fmt: skip
    return str(keep(TEXT))


def _uploaded() -> None:
    """Put the text of a file into the box, if it is text; else leave the box alone."""
    file = st.session_state[UPLOAD]
    st.session_state[WRONG] = ""
    if file is None:
        return
    try:
        text = as_text(file.getvalue(), file.name)
    except ValueError as error:
        st.session_state[WRONG] = str(error)
        return
    st.session_state[TEXT] = st.session_state[f"{TEXT}.{KEPT}"] = text


def as_text(raw: bytes, name: str) -> str:
    """Return the text of a file.

    Raises
    ------
    ValueError
        If it is too long, or not UTF-8 text.

    Examples
    --------
    >>> as_text(b"audits,20", "mine.csv")
    'audits,20'
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{name} must be UTF-8 text (byte {error.start})"
        raise ValueError(msg) from None
    if len(text) > LONGEST:
        msg = f"{name} must be at most {LONGEST} characters, got {len(text)}"
        raise ValueError(msg)
    return text


def _read(portfolio: Portfolio) -> str:
    """Return what was read, so that a slip shows at once."""
    amounts = portfolio.segments[0].amounts
    key = "decide.mine.read" if len(portfolio.segments) == 1 else "decide.mine.dated"
    return say(
        key,
        count=len(amounts),
        people=amount(sum(amounts.values())),
        parts=len(portfolio.segments),
    )
