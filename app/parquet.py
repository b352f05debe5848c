"""Tables that are written to Parquet as they come, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 1 << 14
"""About as many are written together."""


class Writer:
    """Writes rows of a table in groups."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer, self._waiting, self._size = writer, list[pa.Table](), 0

    def add(self, columns: dict[str, list[Any]]) -> int:
        """Add rows, and return how many."""
        rows = pa.table(columns, schema=self._writer.schema)
        self._waiting.append(rows)
        self._size += len(rows)
        if self._size >= ROWS:
            self.flush()
        return len(rows)

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting).combine_chunks())
        self._waiting, self._size = [], 0


@contextmanager
def written(path: Path, schema: pa.Schema) -> Iterator[Writer]:
    """Write a Parquet file that appears complete or not at all.

    Raises
    ------
    ValueError
        If the file cannot be written, naming it and the reason.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    os.close(handle)
    try:
        with pq.ParquetWriter(draft, schema) as file:
            writer = Writer(file)
            yield writer
            writer.flush()
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError as error:
        raise ValueError(_cannot(path, error)) from None
    finally:
        Path(draft).unlink(missing_ok=True)


def _cannot(path: Path, error: OSError) -> str:
    return f"{path}: must be writable: {error.strerror or 'failed'}"
