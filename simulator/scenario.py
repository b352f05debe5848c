"""A scenario: the whole input of one run, frozen, with a digest."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from interventions.portfolio import Portfolio, parse_portfolio
from levels.arrays import FloatArray
from levels.credence import Credence, scaled
from levels.document import Document, parse
from levels.evidence import Observation, parse_observation
from levels.problem import show, visible
from simulator.model import Model
from simulator.plain import finite, given, mapping, number, text, whole
from simulator.revision import Changes, Item, parse_changes, parse_evidence, revised
from simulator.world.sampling import FEWEST
from simulator.world.simulation import PLAN_MONTHS, worlds_of

CONTRACT = 1
LONGEST_TITLE, LONGEST_DIGEST = 200, 64
LONGEST_NOTE = 5000
LONGEST_LINK = 20_000
_LARGEST_TEXT = 200_000
KEYS = (
    "contract",
    "title",
    "note",
    "credence",
    "concentration",
    "observations",
    "portfolio",
    "utilities",
    "parameters",
    "changes",
    "evidence",
    "worlds",
    "months",
    "grant",
    "seed",
    "pack",
)


@dataclass(frozen=True, eq=False)
class Scenario:
    """What a run rests on.

    Parameters
    ----------
    credence : Credence
        Before the observations.
    title : str
    note : str
        What its author says, apart from what the model says.
    observations : mapping of str to Observation
    portfolio : Portfolio or None
        None is today's allocation of the field.
    utilities : mapping of str to float
        Of outcomes that differ from the pack's.
    parameters : mapping of str to float
        Parameters that are held at a value.
    changes : mapping of str to (float, float, float)
        Numbers of the pack that this person sees otherwise: value, low and high by
        address.
    evidence : tuple of mapping
        The person's own items of evidence, as entries of the catalog.
    worlds, months, seed : int
    grant : float
        In FTE-years.
    pack : str
        Digest of the pack it was made with.
    """

    credence: Credence
    title: str = ""
    note: str = ""
    observations: Mapping[str, Observation] = field(default_factory=dict)
    portfolio: Portfolio | None = None
    utilities: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    evidence: tuple[Item, ...] = ()
    worlds: int = 512
    months: int = PLAN_MONTHS
    grant: float = 100.0
    seed: int = 0
    pack: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """The scenario as plain data, in a fixed order."""
        portfolio = None if self.portfolio is None else self.portfolio.plain
        return {
            "contract": CONTRACT,
            "title": self.title,
            "note": self.note,
            "credence": [float(x) for x in self.credence.p],
            "concentration": self.credence.concentration,
            "observations": {k: self.observations[k].text for k in self.observations},
            "portfolio": portfolio,
            "utilities": dict(self.utilities),
            "parameters": dict(self.parameters),
            "changes": {name: list(triple) for name, triple in self.changes.items()},
            "evidence": [dict(item) for item in self.evidence],
            "worlds": self.worlds,
            "months": self.months,
            "grant": self.grant,
            "seed": self.seed,
            "pack": self.pack,
        }

    @property
    def digest(self) -> str:
        """A digest of everything but the title and the note."""
        data = {**self.plain, "title": "", "note": ""}
        text = json.dumps(data, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def link(self) -> str:
        """The scenario as text that is safe in an address."""
        text = json.dumps(self.plain, separators=(",", ":"))
        packed = zlib.compress(text.encode(), 9)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @property
    def held(self) -> dict[str, float]:
        """Parameters and utilities that are held at a value, by address."""
        parameters = {address(name): x for name, x in self.parameters.items()}
        utilities = {f"outcomes.{o}.utility": x for o, x in self.utilities.items()}
        return {**parameters, **utilities}

    def revised(self, model: Model) -> Model:
        """Return the pack as this person sees it: with the changes and own evidence."""
        return revised(model, self.changes, self.evidence)

    def utility(self, model: Model) -> FloatArray:
        """Return the utilities of all outcomes, shape (n_outcomes,)."""
        return np.array(
            [self.utilities.get(o.id, o.utility.value) for o in model.world.outcomes]
        )

    def allocation(self, model: Model) -> Portfolio:
        """Return the portfolio, today's field if it has none of its own."""
        return self.portfolio or model.means.field


def address(parameter: str) -> str:
    """Return the address of what `parameters` names: a parameter, or a field."""
    kind = "interventions" if "." in parameter else "parameters"
    return f"{kind}.{parameter}"


def new(model: Model) -> Scenario:
    """Return the scenario that a newcomer starts from: no opinion, nothing observed."""
    n = len(model.belief.ladder)
    return Scenario(Credence(np.full(n, 1 / n), 10.0), pack=model.digest)


def from_link(link: str, model: Model) -> Scenario:
    """Return the scenario of an address.

    Raises
    ------
    ValueError
        If the text is too long, damaged, or not a scenario of this model.
    """
    if len(link) > LONGEST_LINK:
        msg = f"a link must be at most {LONGEST_LINK} characters, got {len(link)}"
        raise ValueError(msg)
    try:
        packed = base64.urlsafe_b64decode(link + "=" * (-len(link) % 4))
        text = zlib.decompressobj().decompress(packed, _LARGEST_TEXT).decode()
        data = json.loads(text)
    except (ValueError, zlib.error, RecursionError):
        msg = f"a link must hold a whole scenario, got {link[:20]!r}"
        raise ValueError(msg) from None
    return from_plain(data, model)


def from_text(text: str, model: Model, name: str = "scenario") -> Scenario:
    """Return the scenario written as YAML or JSON.

    Raises
    ------
    ValueError
        If it is not plain YAML, or not a scenario of this model.
    """
    document: Document = parse(text, name)
    return from_plain(document.data, model)


def from_plain(data: object, model: Model) -> Scenario:
    """Return the scenario of plain data; keys that are absent take their defaults.

    Raises
    ------
    ValueError
        Naming the key, the rule and the value.
    """
    if not isinstance(data, Mapping) or "credence" not in data:
        msg = f"a scenario must have a credence, got {str(data)[:40]!r}"
        raise ValueError(msg)
    unknown = [key for key in data if key not in KEYS]
    if unknown:
        msg = f"a scenario must have known keys, got {show(unknown[0])}"
        raise ValueError(msg)
    if data.get("contract", CONTRACT) != CONTRACT:
        msg = f"contract must be {CONTRACT}, got {show(data['contract'])}"
        raise ValueError(msg)
    start = new(model)
    changes = parse_changes(given(data, "changes", {}), model)
    evidence = parse_evidence(given(data, "evidence", []))
    mine = revised(model, changes, evidence)
    concentration = number(data, "concentration", None)
    scenario = replace(
        start,
        credence=Credence(_credence(data["credence"], model), concentration),
        title=text("title", given(data, "title", ""), LONGEST_TITLE),
        note=text("note", given(data, "note", ""), LONGEST_NOTE),
        observations=_observations(given(data, "observations", {}), mine),
        portfolio=_portfolio(data.get("portfolio"), model),
        utilities=_utilities(given(data, "utilities", {}), model),
        parameters=_parameters(given(data, "parameters", {}), mine),
        changes=changes,
        evidence=evidence,
        worlds=whole(data, "worlds", start.worlds),
        months=whole(data, "months", start.months),
        grant=number(data, "grant", start.grant),
        seed=whole(data, "seed", start.seed),
        pack=text("pack", given(data, "pack", start.pack), LONGEST_DIGEST),
    )
    check(scenario)
    return scenario


def check(scenario: Scenario) -> None:
    """Check the whole numbers of a scenario.

    Raises
    ------
    ValueError
        If the plan is shorter than a month or longer than 20 years, the seed is
        negative, or the number of worlds is not a power of two.
    """
    worlds = scenario.worlds
    if worlds < 2 or worlds & (worlds - 1) or worlds > 1 << 20:
        msg = f"worlds must be a power of two from 2 to {1 << 20}, got {worlds}"
        raise ValueError(msg)
    if not 1 <= scenario.months <= 240:
        msg = f"months must lie in [1, 240], got {scenario.months}"
        raise ValueError(msg)
    if not 0 <= scenario.seed < 1 << 63:
        msg = f"seed must lie in [0, 2^63), got {scenario.seed}"
        raise ValueError(msg)
    if not 1e-3 <= scenario.grant <= 1e6:
        msg = f"grant must lie in [0.001, 1000000] FTE-years, got {scenario.grant:g}"
        raise ValueError(msg)


def _credence(value: object, model: Model) -> FloatArray:
    n = len(model.belief.ladder)
    if isinstance(value, str):
        try:
            return model.belief.prior(value).p
        except KeyError:
            msg = f"credence must be a preset or {n} numbers, got {show(value)}"
            raise ValueError(msg) from None
    if isinstance(value, Mapping):
        ids = model.belief.ladder.ids
        if set(value) != set(ids):
            named = sorted(map(str, value))
            msg = f"credence must name each level once, got {show(named)}"
            raise ValueError(msg)
        value = [value[level] for level in ids]
    numbers = value if isinstance(value, list) else [value]
    return scaled([finite("credence", x) for x in numbers], n)


def _observations(value: object, model: Model) -> dict[str, Observation]:
    known = set(model.belief.network.item_ids)
    found = {}
    for name, seen in mapping("observations", value).items():
        if name not in known:
            msg = f"observations must name items of evidence, got {show(name)}"
            raise ValueError(msg)
        words = {True: "yes", False: "no"}
        text = words[seen] if isinstance(seen, bool) else str(seen)
        found[name] = parse_observation(text)
    return found


def _portfolio(value: object, model: Model) -> Portfolio | None:
    return None if value is None else parse_portfolio(value, model.means.ids)


def _utilities(value: object, model: Model) -> dict[str, float]:
    known = {outcome.id for outcome in model.world.outcomes}
    found = {}
    for name, worth in mapping("utilities", value).items():
        if name not in known:
            msg = f"utilities must name outcomes, got {show(name)}"
            raise ValueError(msg)
        found[name] = finite(name, worth)
        if not 0 <= found[name] <= 1:
            msg = f"utility of {name} must lie in [0, 1], got {found[name]:g}"
            raise ValueError(msg)
    return found


def _parameters(value: object, model: Model) -> dict[str, float]:
    named = mapping("parameters", value).items()
    held = {str(name): finite(visible(str(name)), x) for name, x in named}
    if held:
        worlds_of(model, FEWEST, 0, held)  # drawing worlds checks names and values
    return held
