"""The fonts of documents that are drawn here: the same on every machine.

One covers Latin, Greek, Cyrillic and Chinese, the other what the first lacks, of
Hebrew, Arabic and signs. No font of the system is used.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FAMILIES = ("Noto Sans SC", "DejaVu Sans")


def files() -> tuple[Path, ...]:
    """Return the files of the fonts, in the order in which they are tried."""
    import matplotlib as mpl  # noqa: PLC0415  only where something is drawn
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  likewise

    other = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return sans_path(), other


@cache
def covered() -> frozenset[int]:
    """Return the characters that the fonts can show."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415  likewise

    return frozenset(code for path in files() for code in FT2Font(path).get_charmap())


def spelled(text: str) -> str:
    """Return text in which what no font can show stands as its code.

    What is not seen anyway, as a mark of direction, is left out.

    Examples
    --------
    >>> spelled("a 中 \U0001fa9c")
    'a 中 [U+1FA9C]'
    """
    return text if text.isascii() else _UNUSUAL.sub(_shown, text)


_UNUSUAL = re.compile(r"[^\x00-\x7f]")


def _shown(found: re.Match[str]) -> str:
    letter = found.group()
    if ord(letter) in covered() and unicodedata.category(letter) not in _UNSEEN:
        return letter
    return "" if unicodedata.category(letter) in _UNSEEN else f"[U+{ord(letter):04X}]"


_UNSEEN = ("Cf",)
