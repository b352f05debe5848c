"""Files are written whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes to a file that appears complete or not at all.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    finally:
        Path(draft).unlink(missing_ok=True)


def _cannot(path: Path, error: OSError) -> str:
    return f"{path}: must be writable: {error.strerror or 'failed'}"


def as_yaml(data: Mapping[str, object]) -> str:
    """Return plain data as YAML, keys in their order.

    Examples
    --------
    >>> print(as_yaml({"title": "Mine", "seed": 0}), end="")
    title: Mine
    seed: 0
    """
    text: str = yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True)
    return text
