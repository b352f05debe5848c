"""Text from anywhere as one line that is safe to set in any format."""

import unicodedata

_NO_CHARACTERS = "\ufffe\uffff"
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DROPPED = frozenset(_OVERRIDES + _NO_CHARACTERS)


def clean(text: str) -> str:
    r"""Return text as one line, without controls and halves of characters.

    Right-to-left text stays; what overrides the direction of other text goes.

    Examples
    --------
    >>> clean("a\n b\x00")
    'a b'
    """
    kept = (" " if c.isspace() else c for c in text if c not in _DROPPED)
    shown = (c for c in kept if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join("".join(shown).split())
