"""What the wall shows at each step."""

from collections.abc import Callable
from html import escape

import streamlit as st

from app import hosted, shelf
from app.charts.pooled import ROW
from app.dissent import divided
from app.markup import escaped
from app.parts.workshop import joining, live, shown
from app.parts.workshop.results import newest
from app.parts.workshop.strip import called, strip
from app.texts import say
from app.told import Told
from app.workshops.workshop import Workshop

COUNTING = ("brief", "answer")
"""Steps whose counts follow the workshop; nothing is published at them."""

ROOM = 700
"""Pixels of height that a figure may take on the wall."""


def show(workshop: Workshop) -> None:
    """Show the present step, and follow the workshop by itself."""
    st.title(escaped(say("list.named", name=workshop.name, what=called(workshop.now))))
    strip(workshop)
    if workshop.now.kind not in COUNTING:
        _follow(workshop, len(shelf.store().published(workshop.id)))
    with st.container(key=f"screen_{workshop.now.kind}"):
        STEPS[workshop.now.kind](workshop)


@st.fragment(run_every=live.EVERY)
def _follow(workshop: Workshop, documents: int) -> None:
    live.follow(workshop, documents)


def _brief(workshop: Workshop) -> None:
    words, code = st.columns([3, 2], gap="large", vertical_alignment="center")
    with words:
        st.header(say("screen.brief"))
        for text in _rules():
            st.markdown(text)
        st.write(say("screen.join", address=escaped(joining.base(workshop) + "/join")))
        st.html(f'<div class="tl-code">{escape(workshop.shown_code)}</div>')
        _joined(workshop)
    with code:
        st.html(joining.scan(workshop, "min(34vw, 72vh)"))


def _rules() -> list[str]:
    rules = [
        say("screen.rules.join"),
        say("screen.rules.answer"),
        say("screen.rules.look"),
        say("screen.rules.talk"),
    ]
    return [f"{n}. {rule}" for n, rule in enumerate(rules, start=1)]


@st.fragment(run_every=live.EVERY)
def _joined(workshop: Workshop) -> None:
    live.follow(workshop, 0)
    joined, _ = live.lately(workshop)
    st.write(say("screen.joined", joined=joined))


def _answer(workshop: Workshop) -> None:
    count, code = st.columns([3, 1], gap="large", vertical_alignment="center")
    with count:
        st.header(say("screen.answer"))
        _answered(workshop)
    with code:
        st.html(joining.scan(workshop, "min(20vw, 40vh)"))
        st.html(f'<div class="tl-code small">{escape(workshop.shown_code)}</div>')


@st.fragment(run_every=live.EVERY)
def _answered(workshop: Workshop) -> None:
    live.follow(workshop, 0)
    joined, answered = live.lately(workshop)
    share = 100 * min(answered / joined, 1.0) if joined else 0
    told = escape(say("screen.answered", answered=answered, joined=joined))
    st.html(
        f'<div class="tl-count">{answered}</div><p style="font-size: 1.8vw">{told}</p>'
        f'<div class="tl-bar" role="img" aria-label="{told}">'
        f'<div style="width: {share:.1f}%"></div></div>'
    )


def _lock(workshop: Workshop) -> None:
    joined, answered = live.numbers(workshop)
    st.header(say("screen.lock"))
    st.html(f'<div class="tl-count">{answered}</div>')
    st.write(say("screen.answered", answered=answered, joined=joined))
    st.write(say("screen.lock.next"))


def _reveal(workshop: Workshop) -> None:
    told = _told(workshop)
    if told is None:
        return
    believed, measures, others = st.columns([5, 4, 4], gap="large")
    with believed:
        st.header(say("workshop.pools"))
        shown.credences(told, _size(told))
    with measures:
        st.header(say("workshop.ranking"))
        shown.leaders(told)
        shown.firsts(told)
    with others:
        st.header(say("workshop.views"))
        shown.views_in_words(told)
        st.header(say("workshop.rules"))
        shown.rules(told)


def _size(told: Told) -> int:
    """Return how large the text of a figure is: less where there are many levels."""
    fits = int(ROOM / (5 + ROW * len(told.levels)))
    return max(shown.SMALL, min(shown.LARGE, fits))


def _told(workshop: Workshop) -> Told | None:
    """Return what to show at a step that shows something; a reveal shows its own."""
    found = newest(workshop)
    is_due = workshop.now.kind == "reveal"
    if found is None or (is_due and found.step != workshop.step):
        st.header(say("screen.nothing"))
        return None
    return hosted.told_of(workshop, found)


def _discussion(workshop: Workshop) -> None:
    told = _told(workshop)
    if told is None:
        return
    st.subheader(escaped(divided(told)))
    left, right = st.columns(2, gap="large")
    with left:
        st.header(say("workshop.anatomy.title"))
        shown.anatomy(told)
        st.write(say("screen.discussion"))
    with right:
        st.header(say("workshop.views"))
        shown.views(told, _size(told))


def _result(workshop: Workshop) -> None:
    told = _told(workshop)
    if told is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.header(say("workshop.moved.title"))
        shown.movement(told, _size(told))
    with right:
        st.header(say("workshop.decision.title"))
        shown.decision(told)
        st.header(say("workshop.ranking"))
        shown.leaders(told)


STEPS: dict[str, Callable[[Workshop], None]] = {
    "brief": _brief,
    "answer": _answer,
    "lock": _lock,
    "reveal": _reveal,
    "discussion": _discussion,
    "result": _result,
}
