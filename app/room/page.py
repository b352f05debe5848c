"""The phone page: one document for all, which asks for everything else by itself.

The code of a workshop is in its address alone, so that the document tells nobody
whether there is such a workshop.
"""

import html
import json
from functools import cache

from app.room.assets import APP, SCRIPT, STYLES, Asset, digest, packed
from app.texts import LANGUAGE, catalog, say

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
PREFIX = "room."


@cache
def document(root: str) -> Asset:
    """Return the page.

    Parameters
    ----------
    root : str
        The path under which a proxy puts the application; empty without one.
    """
    template = (APP / "room" / "phone" / "page.html").read_text(encoding="utf-8")
    base = html.escape(f"{root}/room/assets/{digest()}/")
    filled = {
        "language": LANGUAGE,
        "title": html.escape(say("room.title")),
        "noscript": html.escape(say("room.noscript")),
        "root": html.escape(root),
        "styles": f"{base}{STYLES}",
        "script": f"{base}{SCRIPT}",
        "texts": _inert(texts()),
    }
    for name, value in filled.items():
        template = template.replace(f"{{{{{name}}}}}", value)
    return packed("text/html", template)


def texts() -> dict[str, str]:
    """Return every text of the page by its key, those of the ladder too."""
    own = {k: v for k, v in catalog(LANGUAGE).items() if k.startswith(PREFIX)}
    ladder = APP / "components" / "ladder" / "texts.json"
    bars = json.loads(ladder.read_text(encoding="utf-8"))
    return {k: v for k, v in bars.items() if k.startswith("ladder.")} | own


def _inert(data: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("&", "\\u0026")
