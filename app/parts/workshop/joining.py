"""How to join: the code, and the same to scan."""

import base64
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

from app.room.files import svg
from app.texts import say
from app.workshops.basis import basis_of
from app.workshops.workshop import Workshop

LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104  looked for, not bound


def here() -> str:
    """Return where this page is served, without its name."""
    url = urlsplit(st.context.url or "http://localhost")
    path = url.path.rstrip("/").rpartition("/")[0]
    return f"{url.scheme}://{url.netloc}{path}"


def base(workshop: Workshop) -> str:
    """Return the address under which phones reach this server."""
    return basis_of(workshop.scenario).address or here()


def link(workshop: Workshop) -> str:
    """Return the link by which people join."""
    return f"{base(workshop)}/join/{workshop.shown_code}"


def is_local(address: str) -> bool:
    """Return whether only this computer reaches an address.

    Examples
    --------
    >>> is_local("http://localhost:8501"), is_local("http://192.168.1.4:8501")
    (True, False)
    """
    return host(address) in LOCAL


def host(address: str) -> str | None:
    """Return the name or number of the server in an address; None if it has none.

    Examples
    --------
    >>> host("http://192.168.1.4:8501"), host("http://["), host("http://a:99999")
    ('192.168.1.4', None, None)
    """
    with suppress(ValueError):  # a bracket that is not closed, a port that is none
        found = urlsplit(address)
        return found.hostname if found.port != 0 else None
    return None


def scan(workshop: Workshop, width: str) -> str:
    """Return HTML of the link as a picture to scan, dark on white in any theme.

    Parameters
    ----------
    workshop : Workshop
    width : str
        As CSS has it.
    """
    drawn = base64.b64encode(svg(link(workshop))).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{drawn}" alt="{say("workshop.join.alt")}"'
        f' style="width: {width}; border-radius: 8px">'
    )


def card(workshop: Workshop) -> None:
    """Show all that a person needs to join."""
    with st.container(border=True):
        st.subheader(say("workshop.join"))
        st.html(
            '<div style="display: flex; flex-wrap: wrap; gap: 1rem; align-items: '
            f'center">{scan(workshop, "8rem")}<span style="font: 700 1.5rem '
            f'ui-monospace, monospace">{workshop.shown_code}</span></div>'
        )
        st.code(link(workshop), language=None, wrap_lines=True)
        if is_local(base(workshop)):
            st.warning(say("workshop.join.local"))
