"""Model packs as folders: copy the shipped one, check one, describe the files."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from levels.pack import SHIPPED, shipped
from levels.problem import PackError
from simulator.model import ALL_SCHEMAS, load


def copy(folder: Path) -> None:
    """Write a complete, commented copy of the shipped pack to a new folder.

    Raises
    ------
    ValueError
        If the folder is there already or cannot be made.
    """
    if folder.exists():
        msg = f"{folder}: must not be there yet"
        raise ValueError(msg)
    try:
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        msg = f"{folder}: must be writable: {error.strerror}"
        raise ValueError(msg) from None
    try:
        for name in SHIPPED:
            (draft / name).write_bytes(shipped(name).read_bytes())
        draft.chmod(0o755)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def problems(folder: Path) -> PackError | None:
    """Return what is wrong with a pack, or None."""
    try:
        load(folder)
    except PackError as error:
        return error
    return None


def schemas() -> dict[str, Any]:
    """Return the JSON Schema of each file of a pack."""
    return {name: schema.model_json_schema() for name, schema in ALL_SCHEMAS.items()}
