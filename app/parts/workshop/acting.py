"""Acts of a facilitator: done at once, or told why not."""

from collections.abc import Callable

import streamlit as st

from app.markup import escaped
from app.texts import say
from app.workshops.errors import Closed, Conflict, NotAllowed, Unavailable, Unknown

TOLD = "workshop.told"
REFUSALS = (NotAllowed, Closed, Conflict, Unknown, Unavailable, ValueError)


def act(work: Callable[[], str | None]) -> bool:
    """Do something and keep what is to be told of it; return whether it was done.

    Parameters
    ----------
    work : callable
        Returns what to tell, or None.
    """
    try:
        said = work()
    except Conflict:
        tell("warning", say("workshop.conflict"))
        return False
    except REFUSALS as error:
        tell("error", say("workshop.refused", reason=error))
        return False
    if said:
        tell("success", said)
    return True


def tell(tone: str, text: str) -> None:
    """Keep something to show once."""
    st.session_state[TOLD] = (tone, text)


def show() -> None:
    """Show what was kept, and forget it."""
    tone, text = st.session_state.pop(TOLD, ("", ""))
    shown = {"success": st.success, "warning": st.warning, "error": st.error}
    if tone in shown:
        shown[tone](escaped(text))
