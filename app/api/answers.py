"""The form of each answer: what the OpenAPI document says of the contract's documents.

Answers are made in `app.documents`; the tests hold them to these forms.
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


class Run(Answer):
    """What makes a run again."""

    worlds: int
    seed: int
    pack: str
    scenario: str


class Place(Form):
    """One intervention in the ranking; effects are changes of P(outcome) by level."""

    id: str
    kind: Literal["technical", "governance"]
    priority: float
    standard_error: float
    by_level: ByLevel
    effect: dict[str, ByLevel]
    partner: str | None
    evsi: float


class Ranked(Run):
    """The ranking, highest priority first."""

    credence: Credences
    expected_value: float
    standard_error: float
    outcomes: dict[str, float]
    utilities: dict[str, float]
    unit: str
    ranking: list[Place]


class FlipRow(Form):
    """A credence at which the first few change, and what they are beyond it."""

    distance: float
    credence: Credences
    to: list[str]


class LevelFlipRow(FlipRow):
    """The same, where one level changes against all others."""

    level: str


class FlipRows(Form):
    """The nearest flip by each measure; null where no credence flips the first few."""

    total_variation: FlipRow | None
    earth_mover: FlipRow | None
    kl: FlipRow | None
    one_level: LevelFlipRow | None


class LeadRow(Form):
    """By how much the last of the first few leads the next."""

    value: float
    standard_error: float


class Flipped(Run):
    """How little must shift for the first choice to change."""

    from_: Annotated[list[str], Field(alias="from")]
    flips: FlipRows
    sentence: str
    credence: Credences
    lead: LeadRow | None


class SegmentRow(Form):
    """From a month on, FTE-years a year by intervention."""

    from_month: float
    amounts: dict[str, float]


class DecisionRow(Form):
    """One portfolio to choose; its value by level and under the credence."""

    id: str
    portfolio: dict[str, float] | list[SegmentRow]
    value: ByLevel
    expected_value: float


class FactRow(Form):
    """What knowing a fact would be worth."""

    id: str
    evppi: float
    standard_error: float


class TestRow(Form):
    """What a proposed test would be worth, its cost in million USD, and when it ends.

    Between the two levels of a false comfort its good result says nothing.
    """

    id: str
    evsi: float
    cost: float
    arrival: float
    standard_error: float
    late: bool
    false_comfort: list[list[str]]


class Informed(Run):
    """What finding out would be worth; the most value for its cost comes first."""

    decisions: list[DecisionRow]
    evpi: float
    facts: list[FactRow]
    tests: list[TestRow]
    standard_error: float
    deadline: float
    unit: str
    credence: Credences


class Bands(Form):
    """Quantiles over worlds, by month, or by level and month."""

    p05: list[float] | list[list[float]]
    p50: list[float] | list[list[float]]
    p95: list[float] | list[list[float]]


class Points(Form):
    """Quantiles over worlds; null is never."""

    p05: float | None
    p50: float | None
    p95: float | None


class FunnelAnswer(Form):
    """What becomes of systems at the threshold, in shares of all.

    `first` tells which layer is the first to ring for a misaligned one, `ways` what
    becomes of each, `caught` what is caught in use.
    """

    misaligned: ByLevel
    first: dict[str, ByLevel]
    ways: dict[str, ByLevel]
    caught: ByLevel
    passed_misaligned: ByLevel


class RemainderRow(Form):
    """How fast research goes if AI does a share of its tasks, and if it did all."""

    share: Probability
    bound: Points
    free: Points


class Simulated(Run):
    """The outcomes of a portfolio at each level, its series, and what tests do.

    `critical` is the month in which the threshold falls; no level leads to an outcome
    in `unreachable`.
    """

    portfolio: dict[str, float] | list[SegmentRow]
    outcomes: dict[str, ByLevel]
    standard_errors: dict[str, ByLevel]
    value: ByLevel
    months: list[int]
    series: dict[str, Bands]
    critical: Points
    funnel: FunnelAnswer
    funnel_standard_errors: FunnelAnswer
    remainder: list[RemainderRow]
    unreachable: list[str]
    parameters: dict[str, float]


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
