"""How often a passphrase may be tried, and what is written down of it."""

import logging
import math
from contextlib import suppress

import streamlit as st

from app import shelf
from app.room.guesses import Guesses
from app.workshops.errors import NotAllowed, Unavailable
from app.workshops.keys import shown_code
from app.workshops.workshop import Workshop

log = logging.getLogger(__name__)


def signed_in(address: str, code: str, passphrase: str) -> str:
    """Return a new facilitator's token to the one who knows the passphrase.

    Raises
    ------
    NotAllowed, ValueError
        If it is wrong, which is in the log of the workshop then; if too many were.
    """
    wait = _guesses().tried(address, code)
    if wait:
        rule = "passphrases must not be guessed: too many were wrong"
        msg = f"{rule}, wait {math.ceil(wait)} s"
        raise NotAllowed(msg)
    try:
        token = shelf.store().sign_in(code, passphrase)
    except (NotAllowed, ValueError) as error:
        _note(code, str(error))
        raise
    _guesses().was_right(address, code)
    return token


@st.cache_resource(show_spinner=False, max_entries=1)
def _guesses() -> Guesses:
    return Guesses()


def _note(code: str, reason: str) -> None:
    """Tell the workshop, and the one who runs the server; never from where it came."""
    workshop = _workshop(code)
    named = shown_code(workshop.code) if workshop else "no workshop"
    log.warning("a wrong passphrase at %s", named)
    shelf.store().log_refusal("sign in", reason, workshop.id if workshop else None)


def _workshop(code: str) -> Workshop | None:
    with suppress(NotAllowed, Unavailable, ValueError):
        return shelf.store().by_code(code)
    return None
