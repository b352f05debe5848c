"""The form of each answer: what the OpenAPI document says of the contract's documents.

Answers are made in `app.documents`; the tests hold them to these forms. Those that are
simulated stand in `app.api.runs`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.api.bodies import Settings
from app.briefs.inside import NAME
from simulator.scenario import CONTRACT

Probability = Annotated[float, Field(ge=0, le=1)]
ByLevel = Annotated[list[float], Field(description="one number a level, easiest first")]
Credences = Annotated[list[Probability], Field(description="sums to 1, easiest first")]
Contract = Annotated[int, Field(ge=CONTRACT, le=CONTRACT)]


class Form(BaseModel):
    """A part of an answer in which every key is known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(Form):
    """A whole answer."""

    contract: Contract


class Error(Answer):
    """Why a request was refused: the name, the rule and the value, on one line."""

    error: str


class LevelRow(Form):
    """One level."""

    number: int
    id: str
    name: str
    tier: str


class Levels(Answer):
    """The levels, easiest first."""

    levels: list[LevelRow]


class InterventionRow(Form):
    """One intervention."""

    id: str
    name: str
    kind: Literal["technical", "governance"]


class Interventions(Answer):
    """The interventions."""

    interventions: list[InterventionRow]


class EvidenceRow(Form):
    """One item of evidence."""

    id: str
    name: str
    year: int | None
    facts: list[str]
    groups: list[str]


class EvidenceItems(Answer):
    """The items of evidence."""

    evidence: list[EvidenceRow]


class PriorRow(Form):
    """One preset."""

    id: str
    name: str
    p: Credences
    source: str | None
    mapping: str


class Priors(Answer):
    """The presets, and how a published statement became numbers."""

    priors: list[PriorRow]


class AssumptionRow(Form):
    """One number of the model."""

    address: str
    entry: str
    value: float
    low: float
    high: float
    unit: str
    source: str | None
    changed: bool
    judgment: str | None


class Assumptions(Answer):
    """Every number of the model, and which ones the scenario changes."""

    assumptions: list[AssumptionRow]


class Disagreement(Form):
    """How far people lie apart: in nats, and in levels between two of them."""

    jensen_shannon: float
    wasserstein: float


class Pooled(Answer):
    """One credence from several."""

    p: Credences
    method: Literal["linear", "logarithmic", "median"]
    disagreement: Disagreement
    people: int
    floor: float | None


class Schemas(Answer):
    """The JSON Schema of each file of a pack."""

    schemas: dict[str, dict[str, Any]]


class Decibans(Form):
    """What an observed item did to the odds of each level; null is without bound."""

    id: str
    decibans: list[float | None]


class Chance(Form):
    """The probability of a fact, or that an item would be seen."""

    id: str
    probability: Probability


class Updated(Answer):
    """The posterior and what each item did to it; a null likelihood is ln 0."""

    prior: Credences
    posterior: Credences
    log_likelihood: list[float | None]
    log_evidence: float
    items: list[Decibans]
    facts: list[Chance]
    predictions: list[Chance]


class ScenarioAnswer(Settings):
    """A whole scenario: every key is there."""

    credence: Credences


class Checked(Answer):
    """A scenario that was checked: complete, with its digest and its link.

    The link is null for a scenario too long for an address.
    """

    scenario: ScenarioAnswer
    digest: str
    link: str | None


class BriefDocument(Form):
    """A brief as data: its blocks in their order, and the scenario that it carries."""

    title: str
    blocks: list[dict[str, Any]]
    carried: dict[str, Any] = Field(alias=NAME)


class DifferenceRow(Form):
    """Where a brief differs from what its scenario gives now."""

    where: str
    was: str
    now: str


class ProseRow(Form):
    """What a person wrote into a brief in words of their own."""

    where: str
    text: str


class Verified(Answer):
    """Whether a brief still holds, and the prose of which nobody can say so."""

    ok: bool
    differences: list[DifferenceRow]
    unverified: list[ProseRow]


class Graph(BaseModel):
    """The whole graph as node-link data."""

    directed: bool
    multigraph: bool
    graph: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
