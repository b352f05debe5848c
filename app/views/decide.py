"""Decide: what to choose, how safe that is, and what would change it."""

from collections.abc import Callable

import streamlit as st

from app.markup import escaped
from app.parts import frame
from app.parts.decide import answer, budget, change, find, mine, rests, safe, wires
from app.parts.decide.choosing import Choosing, choose
from app.parts.switch import switch
from app.texts import say

VIEW = "decide.view"
VIEWS: dict[str, Callable[[Choosing], None]] = {
    "answer": answer.show,
    "safe": safe.show,
    "change": change.show,
    "find": find.show,
    "rests": rests.show,
    "wires": wires.show,
    "budget": budget.show,
    "mine": mine.show,
}
STYLE = """<style>
.st-key-decide_answer h3 { font-size: 1.5rem; padding-top: 0; }
.st-key-decide_page h3 { font-size: 1.3rem; }
@media (max-width: 1200px) {
  .st-key-decide_safe [data-testid="stColumn"],
  .st-key-decide_change [data-testid="stColumn"],
  .st-key-decide_find [data-testid="stColumn"],
  .st-key-decide_amounts [data-testid="stColumn"],
  .st-key-decide_frontiers [data-testid="stColumn"],
  .st-key-decide_mine [data-testid="stColumn"],
  .st-key-decide_wires [data-testid="stColumn"] { min-width: 100%; }
}
@media (max-width: 900px) {
  .st-key-decide_page > [data-testid="stLayoutWrapper"] >
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
</style>"""


def page() -> None:
    """Draw the page."""
    scenario = frame.head("decide")
    st.html(STYLE)
    try:
        choosing = choose(scenario)
        with st.container(key="decide_page"):
            VIEWS[_view()](choosing)
    except ValueError as error:
        st.error(escaped(say("simulate.impossible", reason=error)))
    frame.foot(scenario)


def _view() -> str:
    """Let one view be chosen; the others cost nothing."""
    words = {
        "answer": say("decide.view.answer"),
        "safe": say("decide.view.safe"),
        "change": say("decide.view.change"),
        "find": say("decide.view.find"),
        "rests": say("decide.view.rests"),
        "wires": say("decide.view.wires"),
        "budget": say("decide.view.budget"),
        "mine": say("decide.view.mine"),
    }
    return switch(say("decide.view"), words, VIEW)


page()
