"""The form of each answer that is simulated, with what makes its run again."""

from typing import Annotated, Literal

from pydantic import Field

from app.api.answers import Answer, ByLevel, Credences, Form, Probability


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
    """Quantiles over worlds; null is never, or a speed too great for a number."""

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
