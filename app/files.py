"""Files are written whole or not at all, and read as text or refused."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EISDIR, ENXIO
from pathlib import Path

import yaml


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield a file beside another, and put it in its place at the end.

    If anything fails, the file that was there stays, and no other is left behind.
    A folder or a device is refused at once, before anything is computed for it.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    try:
        place = _place(path)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    os.close(handle)
    made = Path(name)
    try:
        yield made
        made.chmod(0o644)
        made.replace(place)
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    finally:
        made.unlink(missing_ok=True)


def read_text(name: str, most: int = -1) -> str:
    """Return the text of a file, or of standard input for `-`.

    Parameters
    ----------
    name : str
    most : int
        Bytes after which it is cut; -1 for all.

    Raises
    ------
    ValueError
        If it cannot be read, or is not UTF-8 text.
    """
    try:
        return _bytes(name, most).decode("utf-8")
    except OSError as error:
        msg = f"{name} must be a readable file: {error.strerror or 'unreadable'}"
        raise ValueError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{name} must be UTF-8 text (byte {error.start})"
        raise ValueError(msg) from None


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes to a file that appears complete or not at all.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    with draft(path) as made:
        made.write_bytes(content.encode() if isinstance(content, str) else content)


def _bytes(name: str, most: int) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(most)
    with Path(name).open("rb") as stream:
        return stream.read(most)


def _place(path: Path) -> Path:
    """Return where a file is, behind links; a folder or a device is not replaced."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if path.exists() and not path.is_file():
        raise OSError(ENXIO, "it is a device, not a file")
    return Path(os.path.realpath(path))


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
