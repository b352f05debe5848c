"""Seed questions: those whose answers are known, by which judgment is calibrated."""

import math
import re
from dataclasses import dataclass

from app.workshops.plain import Json, line, short

LONGEST, MOST = 200, 50
PARTS = 3


@dataclass(frozen=True)
class Seed:
    """A question with a known answer.

    Attributes
    ----------
    id, question, unit : str
    answer : float
        Known to the facilitator alone.
    """

    id: str
    question: str
    unit: str
    answer: float

    @property
    def asked(self) -> Json:
        """What phones are told."""
        return {"id": self.id, "question": self.question, "unit": self.unit}


def read_seeds(text: str) -> tuple[Seed, ...]:
    """Return the questions of a text: one a line, as question; unit; answer.

    Raises
    ------
    ValueError
        Naming the line, the rule and the value.

    Examples
    --------
    >>> read_seeds("How high is it? ; m ; 12.5")[0].answer
    12.5
    """
    lines = [row for row in text.splitlines() if row.strip()]
    if len(lines) > MOST:
        msg = f"seed questions must be at most {MOST}, got {len(lines)}"
        raise ValueError(msg)
    return tuple(_seed(number, row) for number, row in enumerate(lines, start=1))


def _seed(number: int, row: str) -> Seed:
    parts = [part.strip() for part in re.split("[;\uff1b]", row)]
    if len(parts) != PARTS:
        msg = f"seed {number} must be question; unit; answer, got {short(row)}"
        raise ValueError(msg)
    question, unit, told = parts
    try:
        answer = float(told)
    except ValueError:
        answer = math.nan
    if not abs(answer) <= 1e15:
        msg = f"the answer of seed {number} must be a number, got {short(told)}"
        raise ValueError(msg)
    asked = line(f"question of seed {number}", question, LONGEST)
    return Seed(f"seed-{number}", asked, _unit(number, unit), answer)


def _unit(number: int, unit: str) -> str:
    return line(f"unit of seed {number}", unit, 40) if unit else ""
