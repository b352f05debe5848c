"""Files are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield a file beside another, and put it in its place at the end.

    If anything fails, the file that was there stays, and no other is left behind.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    os.close(handle)
    made = Path(name)
    try:
        yield made
        made.chmod(0o644)
        made.replace(path)
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    finally:
        made.unlink(missing_ok=True)


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes to a file that appears complete or not at all.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    with draft(path) as made:
        made.write_bytes(content.encode() if isinstance(content, str) else content)


def _cannot(path: Path, error: OSError) -> str:
    return f"{path}: must be writable: {error.strerror or 'failed'}"


class _Plain(yaml.SafeDumper):
    """Writes what stands in two places twice: our own reader takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  of none
        return True


def as_yaml(data: Mapping[str, object]) -> str:
    """Return plain data as YAML, keys in their order.

    Examples
    --------
    >>> shared = [1]
    >>> print(as_yaml({"one": shared, "other": shared}), end="")
    one:
    - 1
    other:
    - 1
    >>> print(as_yaml({"title": "Mine", "seed": 0}), end="")
    title: Mine
    seed: 0
    """
    text: str = yaml.dump(
        dict(data), Dumper=_Plain, sort_keys=False, allow_unicode=True
    )
    return text
