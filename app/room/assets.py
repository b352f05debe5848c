"""The files of the phone page, named by the digest of all of them.

They lie under one address as they lie in this package, so that modules find each other
there as they do here; a new version has new addresses, and an old one may be kept for
ever.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
"""What the ladder alone needs of its component."""

MEDIA = {".js": "text/javascript", ".css": "text/css"}


@dataclass(frozen=True)
class Asset:
    """One file, as it is and compressed."""

    media: str
    plain: bytes
    packed: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file of the page by its path below `app`, styles first."""
    ladder = APP / "components" / "ladder"
    phone = sorted((APP / "room" / "phone").glob("*.js"))
    own = APP / "room" / "phone" / "phone.css"
    modules = [*(ladder / f"{name}.js" for name in LADDER), *phone]
    every = [ladder / "ladder.css", own, *modules]
    return {path.relative_to(APP).as_posix(): _asset(path) for path in every}


@cache
def digest() -> str:
    """Return what changes whenever a file does."""
    found = hashlib.sha256()
    for path, asset in assets().items():
        found.update(f"{path}\0{len(asset.plain)}\0".encode() + asset.plain)
    return found.hexdigest()[:20]


def _asset(path: Path) -> Asset:
    plain = path.read_bytes()
    return Asset(MEDIA[path.suffix], plain, gzip.compress(plain, 9, mtime=0))
