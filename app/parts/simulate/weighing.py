"""At which level a page looks: at one, or at all as the credence weighs them."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from app import cached
from app.texts import say
from levels.arrays import FloatArray
from levels.level import Level
from simulator.scenario import Scenario

BOX = "simulate.level"
ALL = -1


@dataclass(frozen=True, eq=False)
class Weighing:
    """How levels are weighed.

    Parameters
    ----------
    p : ndarray, shape (K,)
        Credence after the evidence.
    level : int or None
        The one level that is looked at, from 0; None is all of them, weighed.
    """

    p: FloatArray
    level: int | None

    @property
    def weights(self) -> FloatArray:
        """What each level counts, shape (K,); sums to 1."""
        return self.p if self.level is None else np.eye(len(self.p))[self.level]

    @property
    def one(self) -> int:
        """The level that is looked at, the most believed one if all are."""
        return int(self.p.argmax()) if self.level is None else self.level


def choose(scenario: Scenario) -> Weighing:
    """Let a level be chosen."""
    levels = cached.revised(scenario).belief.ladder.levels
    chosen: int = st.selectbox(
        say("simulate.level"), [ALL, *range(len(levels))], key=BOX, width=320,
        format_func=lambda n: (
            say("simulate.level.all") if n == ALL else named(n, levels[n])
        ),
    )  # fmt: skip
    p = cached.update_of(scenario).posterior.p
    return Weighing(p, None if chosen == ALL else chosen)


def named(number: int, level: Level) -> str:
    """Return what to call a level in a row of them."""
    return say("simulate.level.name", number=number + 1, name=level.short)
