"""Text from catalogs and people, made safe for Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|$~<>:&-])")


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it stands.

    Examples
    --------
    >>> escaped("a*b :red[c] <b>")
    'a\\*b \\:red\\[c\\] \\<b\\>'
    """
    return _SPECIAL.sub(r"\\\1", text)
