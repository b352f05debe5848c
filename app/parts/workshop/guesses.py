"""How often a passphrase may be tried: few wrong ones from an address, or at a code."""

import streamlit as st

from app.room.rates import Buckets, Rate, network_of
from app.workshops.errors import NotAllowed

WRONG = Rate(at_once=10, a_second=1 / 30)
"""Ten at once, then two a minute."""


@st.cache_resource(show_spinner=False, max_entries=1)
def _wrong() -> Buckets:
    return Buckets(WRONG)


def may_try(address: str, code: str) -> None:
    """Return if one may try once more.

    Raises
    ------
    NotAllowed
        With the seconds to wait.
    """
    wait = max(_wrong().wait(key) for key in _keys(address, code))
    if wait:
        msg = f"passphrases must not be guessed: too many were wrong, wait {wait:.0f} s"
        raise NotAllowed(msg)


def was_wrong(address: str, code: str) -> None:
    """Count a passphrase that was wrong."""
    for key in _keys(address, code):
        _wrong().take(key)


def _keys(address: str, code: str) -> tuple[str, str]:
    """Return what is counted by; a code counts the same however it is typed."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())[:16]
    return f"from {network_of(address)}", f"at {typed}"
