"""The phone page: one document for all, which asks for everything else by itself.

The code of a workshop is in its address alone, so that the document tells nobody
whether there is such a workshop.
"""

import html
import json
from functools import cache

from app.room.assets import APP, SCRIPT, STYLES, Asset, digest, packed
from app.texts import ENGLISH, catalog

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PREFIXES = ("room.", "ladder.")


@cache
def document(root: str, tongue: str = ENGLISH) -> Asset:
    """Return the page.

    Parameters
    ----------
    root : str
        The path under which a proxy puts the application; empty without one.
    tongue : str, optional
        One of the languages that are offered.
    """
    template = (APP / "room" / "phone" / "page.html").read_text(encoding="utf-8")
    base = html.escape(f"{root}/room/assets/{digest()}/")
    known = catalog(tongue)
    filled = {
        "language": tongue,
        "title": html.escape(known["room.title"]),
        "noscript": html.escape(known["room.noscript"]),
        "root": html.escape(root),
        "styles": f"{base}{STYLES}",
        "script": f"{base}{SCRIPT}",
        "texts": _inert(texts(tongue)),
    }
    for name, value in filled.items():
        template = template.replace(f"{{{{{name}}}}}", value)
    return packed("text/html", template)


def texts(tongue: str = ENGLISH) -> dict[str, str]:
    """Return every text of the page by its key, those of the ladder too."""
    return {k: v for k, v in catalog(tongue).items() if k.startswith(PREFIXES)}


def _inert(data: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("&", "\\u0026")
