"""The two files of the phone page: its script and its styles, named by their digest.

The script is one module made of many, those of the ladder among them, so that a room of
hundreds asks for two files and not for twenty. A new version has new addresses, and an
old one may be kept for ever.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.components.bundling import bundled

APP = Path(__file__).parents[1]
LADDER = (
    "credence",
    "scale",
    "dom",
    "format",
    "belief",
    "frame",
    "firmness",
    "columns",
    "gestures",
    "ladder",
)
"""What the ladder alone needs of its component, in order of dependence."""

PHONE = (
    "kept",
    "chance",
    "line",
    "outbox",
    "join",
    "questions",
    "answer",
    "reveal",
    "steps",
    "main",
)
STYLES, SCRIPT = "phone.css", "phone.js"


@dataclass(frozen=True)
class Asset:
    """One file, as it is and compressed."""

    media: str
    plain: bytes
    packed: bytes

    @cached_property
    def tag(self) -> str:
        """The entity tag of the file."""
        return f'"{hashlib.sha256(self.plain).hexdigest()[:20]}"'


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files of the page by name, styles first."""
    ladder, phone = APP / "components" / "ladder", APP / "room" / "phone"
    styles = [_read(ladder / "ladder.css"), _read(phone / "phone.css")]
    modules = [*(ladder / f"{name}.js" for name in LADDER)]
    modules += [phone / f"{name}.js" for name in PHONE]
    return {
        STYLES: packed("text/css", "\n".join(styles)),
        SCRIPT: packed("text/javascript", bundled(map(_read, modules))),
    }


@cache
def digest() -> str:
    """Return what changes whenever a file does."""
    found = hashlib.sha256()
    for name, asset in assets().items():
        found.update(f"{name}\0{len(asset.plain)}\0".encode() + asset.plain)
    return found.hexdigest()[:20]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def packed(media: str, text: str) -> Asset:
    """Return a text as a file."""
    plain = text.encode()
    return Asset(media, plain, gzip.compress(plain, 9, mtime=0))
