"""A line that tells how far a long run is."""

import io

import pytest

from app.progress import SOON, ProgressLine


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_long_run_tells_how_far_it_is_on_one_line_and_wipes_it_out():
    stream, clock = Terminal(), Clock()

    with ProgressLine(stream, "simulating", clock) as told:
        clock.now += SOON
        for done in (0.25, 0.251, 0.999, 1.0):
            told(done)

    shown = stream.getvalue().split("\r\033[K")
    assert shown == ["", *(f"simulating {n} %" for n in (25, 99, 100)), ""]


def test_a_short_run_writes_nothing():
    stream, clock = Terminal(), Clock()

    with ProgressLine(stream, "simulating", clock) as told:
        clock.now += 0.99 * SOON
        told(1.0)

    assert stream.getvalue() == ""


def test_a_file_gets_nothing():
    stream, clock = io.StringIO(), Clock()

    with ProgressLine(stream, "simulating", clock) as told:
        clock.now += 60.0
        told(0.5)

    assert stream.getvalue() == ""


def test_the_line_is_wiped_out_when_a_run_ends_early():
    stream, clock = Terminal(), Clock()

    def run():
        with ProgressLine(stream, "simulating", clock) as told:
            clock.now += 60.0
            told(0.5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert stream.getvalue() == "\r\033[Ksimulating 50 %\r\033[K"
