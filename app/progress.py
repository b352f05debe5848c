"""A line that tells how far a long run is, for people who wait at a terminal."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

SOON = 1.0
"""Seconds after which a run is long."""


class ProgressLine:
    """One line that is written over itself, and wiped out at the end.

    Nothing is written if the stream is no terminal or the run is short.

    Parameters
    ----------
    stream : text stream
    doing : str
        What is done.
    clock : callable, optional
        Seconds.

    Examples
    --------
    >>> import io
    >>> with ProgressLine(io.StringIO(), "simulating") as told:
    ...     told(0.5)
    """

    def __init__(
        self, stream: TextIO, doing: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._doing, self._clock = stream, doing, clock
        self._start, self._shown = clock(), ""

    def __call__(self, done: float) -> None:
        """Tell the share that is done."""
        line = f"{self._doing} {int(100 * done)} %"
        long = self._clock() - self._start >= SOON
        if long and line != self._shown and self._stream.isatty():
            self._write(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._shown:
            self._write("")

    def _write(self, line: str) -> None:
        self._stream.write(f"\r\033[K{line}")
        self._stream.flush()
        self._shown = line
