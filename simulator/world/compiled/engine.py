"""An engine whose longest loops are compiled."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from interventions.portfolio import Portfolio
from simulator.world import ending
from simulator.world.compiled import given, look
from simulator.world.compiled.elementary import quantile
from simulator.world.compiled.forest import CompiledDiagram
from simulator.world.compiled.layers import excess
from simulator.world.compiled.walk import scratch
from simulator.world.engine import Engine, Gates, Part
from simulator.world.path import step_dates
from simulator.world.pipeline import Patterns
from simulator.world.sampling import Draws, Worlds

Forested = TypeVar("Forested", Gates, Patterns)


class Compiled:
    """An engine whose longest loops are compiled.

    Parameters
    ----------
    engine : Engine
    months : int
        Length of the plan.
    """

    def __init__(self, engine: Engine, months: int) -> None:
        parts = tuple(_quick_part(part) for part in engine.parts)
        self.engine = replace(engine, parts=parts, excess=excess)
        self._rules, self._months = given.rules(engine), months
        self._local = threading.local()

    @property
    def cells(self) -> int:
        """The numbers that the moments of a world under a portfolio take."""
        return len(self.engine.parts) * len(self._rules.push) * ending.N_DATES

    def drawn(self, worlds: Worlds | Draws) -> Worlds | Draws:
        """Return worlds that are drawn by compiled loops, if they are yet to be."""
        if isinstance(worlds, Worlds):
            return worlds
        return replace(worlds, quantile=quantile)

    def moments(
        self, worlds: Worlds, portfolios: Sequence[Portfolio]
    ) -> ending.Moments:
        """Return the moments of the paths of worlds under each portfolio.

        They hold until this thread asks for the next: fresh memory costs as much as
        the work.
        """
        engine, rules, dates = self.engine, self._rules, step_dates(self._months)
        drawn, changes = given.drawn(engine, worlds, portfolios, self._months)
        n_rows, n_dates = len(rules.push), ending.N_DATES
        counts = [ending.counts(part, n_rows, n_dates) for part in engine.parts]
        asked = look.Asked(dates, np.stack(counts))
        found = self._found((len(portfolios), len(worlds)))
        tile = scratch(len(dates), n_rows, len(rules.nodes))
        look.moments(rules, drawn, changes, asked, tile, found)
        will = ending.will(engine, worlds)
        return ending.Moments(found.critical, found.dates, tuple(found.readiness), will)

    def _found(self, shape: tuple[int, int]) -> look.Found:
        """Return a thread's own room; what nothing asks for is never touched."""
        found: look.Found | None = getattr(self._local, "found", None)
        if found is None or found.critical.shape != shape:
            each = len(self.engine.parts), len(self._rules.push), ending.N_DATES
            found = self._local.found = look.Found(
                critical=np.empty(shape),
                dates=np.empty((ending.N_DATES, *shape)),
                readiness=np.zeros((*each, *shape)),
            )
        return found


def _quick_part(part: Part) -> Part:
    return replace(
        part,
        patterns=_quick(part.patterns),
        gates=_quick(part.gates),
        lasting=_quick(part.lasting),
    )


def _quick(forested: Forested) -> Forested:
    return replace(forested, forest=CompiledDiagram(**vars(forested.forest)))
