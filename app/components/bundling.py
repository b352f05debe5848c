"""JavaScript modules as one, for a page that can load only one, or should."""

import re
from collections.abc import Iterable

_IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)
_COMMENT = re.compile(r"^ *(/\*\*.*?\*/|//.*?)\n", re.MULTILINE | re.DOTALL)


def bundled(modules: Iterable[str]) -> str:
    r"""Return modules as one without imports, and without comments of their own lines.

    Parameters
    ----------
    modules : iterable of str
        In order of dependence: each uses only those before it. No two may give the same
        name to different things.

    Examples
    --------
    >>> bundled(["// A.\nexport const a = 1;", 'import { a } from "./a.js";\nuse(a);'])
    'const a = 1;\nuse(a);'
    """
    return "\n".join(_inlined(module) for module in modules)


def _inlined(module: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", _COMMENT.sub("", module)))
