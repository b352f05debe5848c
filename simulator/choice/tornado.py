"""A tornado: what one assumption at a time does to an answer, between its two ends.

The ends are the 10 % and the 90 % point of what the model thinks of the number: one in
ten draws lies below the low end, one in ten above the high end. Everything else is
drawn as ever, the same at both ends, and the answer is the mean over worlds. So a bar
tells what this assumption does alone; two that work only together show in the Sobol'
indices. Numbers that hold for all worlds, such as what a layer of tests can see at a
level, go from the low to the high of their stated range of about 80 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.question import Question
from simulator.model import SHAPING, Model
from simulator.revision import revised
from simulator.world.engine import engine
from simulator.world.sampling import UNCERTAIN
from simulator.world.simulation import Progress

ENDS = (0.1, 0.9)
VALUES = ("outcomes",)
"""Lists whose numbers say what is wanted, not what is so."""

_SPENT = ("field", "cost")
"""Fields that say what is spent: another portfolio, not another world."""

_OTHERWISE = (*UNCERTAIN, *_SPENT)

_BATCH = 1 << 14


@dataclass(frozen=True)
class Bar:
    """One assumption.

    Parameters
    ----------
    name : str
        Its address.
    at_low, at_high : float
        The number at its two ends, in its own unit.
    low, high : float
        The answer there.
    standard_error : float
        Of their difference, from chance in the worlds.
    is_drawn : bool
        Whether it differs from world to world.
    """

    name: str
    at_low: float
    at_high: float
    low: float
    high: float
    standard_error: float
    is_drawn: bool

    @property
    def width(self) -> float:
        """How far the answer moves."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Tornado:
    """The numbers that differ from world to world, the widest bar first.

    Parameters
    ----------
    middle : float
        The answer with everything drawn as ever.
    bars : tuple of Bar
    """

    middle: float
    bars: tuple[Bar, ...]


def tornado(asked: Question, progress: Progress | None = None) -> Tornado:
    """Return what each drawn number does to the answer of a question, one at a time.

    Parameters
    ----------
    asked : Question
        In as many worlds as it draws.
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If parameters at an end are so extreme that a probability is not a number.
    """
    inputs, points = asked.inputs, asked.draws.points()
    middle = float(asked.at(points).mean())
    size = max(1, _BATCH // (2 * len(points)))
    names = list(inputs)
    bars: list[Bar] = []
    for start in range(0, len(names), size):
        some = {name: inputs[name] for name in names[start : start + size]}
        bars += _drawn(asked, points, some)
        if progress is not None:
            progress(len(bars) / len(names))
    return Tornado(middle, _widest_first(bars))


def steady_bars(asked: Question, progress: Progress | None = None) -> tuple[Bar, ...]:
    """Return what each number that is the same in all worlds does to the answer.

    Each of its two ends is another model, so one costs as much as ten drawn numbers.

    Parameters
    ----------
    asked : Question
    progress : callable, optional
        Called with the share that is done.
    """
    names, points = steady(asked.engine.model), asked.draws.points()
    bars = []
    for name in names:
        bars.append(_steady(asked, points, name))
        if progress is not None:
            progress(len(bars) / len(names))
    return _widest_first(bars)


def _widest_first(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def steady(model: Model) -> tuple[str, ...]:
    """Return the numbers that shape outcomes, have a range and are not drawn."""
    return tuple(
        a.address
        for a in model.assumptions.values()
        if a.file in SHAPING
        and a.low < a.high
        and a.place[0] not in ("parameters", *VALUES)
        and not (a.place[0] == "interventions" and a.field in _OTHERWISE)
    )


def _drawn(asked: Question, points: FloatArray, some: dict[str, int]) -> list[Bar]:
    ends = [_held(points, place, share) for place in some.values() for share in ENDS]
    answers = asked.at(np.concatenate(ends)).reshape(len(some), 2, len(points))
    return [
        _bar(asked, name, asked.span(place, np.array(ENDS)), both, is_drawn=True)
        for (name, place), both in zip(some.items(), answers, strict=True)
    ]


def _held(points: FloatArray, place: int, share: float) -> FloatArray:
    held = points.copy()
    held[:, place] = share
    return held


def _steady(asked: Question, points: FloatArray, name: str) -> Bar:
    model = asked.engine.model
    known = model.assumptions[name]
    ends = np.array([known.low, known.high])
    both = [
        replace(asked, engine=engine(revised(model, {name: (x, x, x)}, ()))).at(points)
        for x in ends.tolist()
    ]
    return _bar(asked, name, ends, np.array(both), is_drawn=False)


def _bar(
    asked: Question,
    name: str,
    ends: FloatArray,
    answers: FloatArray,
    *,
    is_drawn: bool,
) -> Bar:
    low, high = answers.mean(axis=1).tolist()
    moved = (answers[1] - answers[0]).reshape(asked.draws.scrambles, -1).mean(axis=1)
    return Bar(
        name=name,
        at_low=float(ends[0]),
        at_high=float(ends[1]),
        low=low,
        high=high,
        standard_error=float(moved.std(ddof=1) / np.sqrt(len(moved))),
        is_drawn=is_drawn,
    )
