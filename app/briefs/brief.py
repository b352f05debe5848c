"""The brief as a value: everything that its document says, as data."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.briefs.doubts import Doubts
from app.briefs.edition import FULL, Edition
from levels.arrays import FloatArray
from levels.evidence import Evidence
from simulator.assumption import Assumption, Triple
from simulator.choice.reasons import Reason
from simulator.model import Model
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Estimate:
    """A number and its standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class Level:
    """A level: its credence before and after evidence, and how its worlds end."""

    number: int
    name: str
    before: float
    after: float
    outcomes: tuple[float, ...]


@dataclass(frozen=True)
class Ending:
    """An outcome: its probability under the credence, and what it is worth."""

    name: str
    tone: str
    probability: float
    utility: float
    is_own: bool


@dataclass(frozen=True)
class Ranked:
    """One intervention in the ranking.

    `first` and `three` are the shares of credences at this firmness under which it is
    first, and among the first three. `needs` is the name of its missing complement and
    `factor` what that would multiply.
    """

    index: int
    name: str
    kind: str
    priority: Estimate
    first: float
    three: float
    needs: str | None
    factor: float


@dataclass(frozen=True, eq=False)
class Observed:
    """An item that was observed, and its weight for each level, shape (K,)."""

    item: Evidence
    text: str
    decibans: FloatArray
    is_own: bool


@dataclass(frozen=True)
class Change:
    """A number of the pack that this person sees otherwise."""

    assumption: Assumption
    now: Triple


@dataclass(frozen=True)
class Stamp:
    """What makes the same numbers again.

    Parameters
    ----------
    version : str
        Of the program.
    contract : int
        Of its file formats.
    pack, revised : str
        Digest of the model pack, and of it with this scenario's changes.
    scenario : str
        Digest of the scenario.
    seed, worlds : int
    made : str
        The day, as YYYY-MM-DD.
    """

    version: str
    contract: int
    pack: str
    revised: str
    scenario: str
    seed: int
    worlds: int
    made: str


@dataclass(frozen=True, eq=False)
class Brief:
    """A strategy: question, answer, reasons, grounds, doubts, and how to repeat it.

    Parameters
    ----------
    scenario : Scenario
        It stands inside the document, so that a brief opens again.
    model : Model
        As the scenario sees it; it holds every name.
    levels : tuple of Level
    endings : tuple of Ending
    expected_value : Estimate
        Of the portfolio.
    ranking : tuple of Ranked
        All interventions, highest priority first.
    reasons : tuple of Reason
        Of the first ones.
    lead : Estimate or None
        Priority of the first less that of the second.
    observed : tuple of Observed
    changes : tuple of Change
    doubts : Doubts
    stamp : Stamp
    edition : Edition
        How long it is, and for whom.
    """

    scenario: Scenario
    model: Model
    levels: tuple[Level, ...]
    endings: tuple[Ending, ...]
    expected_value: Estimate
    ranking: tuple[Ranked, ...]
    reasons: tuple[Reason, ...]
    lead: Estimate | None
    observed: tuple[Observed, ...]
    changes: tuple[Change, ...]
    doubts: Doubts
    stamp: Stamp
    edition: Edition = FULL

    @property
    def p(self) -> FloatArray:
        """The credence after evidence, shape (K,)."""
        return np.array([level.after for level in self.levels])

    @property
    def digest(self) -> str:
        """A digest of all that goes in but the day: the same makes the same brief."""
        stamp = {**vars(self.stamp), "made": ""}
        words = [self.scenario.title, self.scenario.note]
        text = json.dumps([stamp, words, vars(self.edition)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def stamped(brief: Brief, stamp: Mapping[str, object]) -> Brief:
    """Return the brief as one that states another program and model."""
    taken = {name: stamp[name] for name in ("version", "pack", "revised", "made")}
    return replace(brief, stamp=replace(brief.stamp, **taken))  # type: ignore[arg-type]


def own_items(brief: Brief) -> Sequence[Evidence]:
    """Return the items of evidence that the person added."""
    own = {str(item["id"]) for item in brief.scenario.evidence}
    return [item for item in brief.model.belief.evidence if item.id in own]


@dataclass(frozen=True)
class Basis:
    """How many numbers rest on a source, on our reading of one, and on judgment."""

    source: int
    reading: int
    judgment: int


def basis(brief: Brief) -> Basis:
    """Return what the numbers behind a brief rest on.

    Presets, proposed tests and items that nobody observed are not behind it.
    """
    seen = tuple(f"evidence.{observed.item.id}." for observed in brief.observed)
    behind = [
        (a.source is not None or bool(a.sources), a.judgment is not None)
        for a in brief.model.assumptions.values()
        if a.place[0] not in ("priors", "tests")
        and (a.place[0] != "evidence" or a.address.startswith(seen))
    ]
    sourced, read = behind.count((True, False)), behind.count((True, True))
    return Basis(sourced, read, len(behind) - sourced - read)
