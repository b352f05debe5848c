"""The HTML document that every page of the dashboard is loaded into.

It is Streamlit's own, with one line that says where the server is. Left to itself, a
page that is opened by its address looks for the server below that address first, which
puts two errors on the console.
"""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from app.pages import APART, PAGES
from app.texts import say

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
HEAD, TITLE = "<head>", "<title>Streamlit</title>"
HERE = (
    "<script>window.__streamlit = "
    '{BACKEND_BASE_URL: new URL("./", location.href).href};</script>'
)


@cache
def document() -> str:
    """Return the document.

    Raises
    ------
    ValueError
        If Streamlit's has not the form that is known here.
    """
    text = INDEX.read_text(encoding="utf-8")
    if text.count(HEAD) != 1 or text.count(TITLE) != 1:
        msg = f"{INDEX.name} must have one {HEAD} and one {TITLE}"
        raise ValueError(msg)
    title = f"<title>{say('app.title')}</title>"
    return text.replace(HEAD, f"{HEAD}{HERE}").replace(TITLE, title)


async def shell(request: Request) -> HTMLResponse:  # noqa: ARG001
    """Answer with the document."""
    return HTMLResponse(document(), headers={"cache-control": "no-cache"})


def routes() -> list[Route]:
    """Return the address of every page but the first, which needs no help."""
    _, *others = PAGES
    return [Route(f"/{name}", shell) for name in (*others, *APART)]
