"""One thing that can be funded or done."""

from typing import Literal

from pydantic import Field

from interventions.requirement import NOTHING, Tree
from levels.quantity import Amount, Entry, Id, PositiveAmount, Share, Text

KINDS = ("technical", "governance")
MOST = 500


class FailureMode(Entry):
    """A way in which alignment or the transition goes wrong."""

    id: Id
    name: Text
    summary: Text


class Result(Entry):
    """A headline result with its source."""

    finding: Text
    source: Id


class Intervention(Entry):
    """Something that can be funded or done, and what it costs and yields.

    `field` is in FTE-years a year, `cost` in million USD per FTE-year, `scale` in
    FTE-years (63 % of the way from today to the ceiling), `lead_time` in months;
    `readiness_today` and `ceiling` are probabilities that it is ready and does its job.
    """

    id: Id
    name: Text
    kind: Literal["technical", "governance"]
    summary: Text
    failure_modes: tuple[Id, ...] = ()
    cannot: tuple[Text, ...] = ()
    results: tuple[Result, ...] = ()
    maturity: Text
    field: Amount
    cost: PositiveAmount
    readiness_today: Share
    ceiling: Share
    scale: PositiveAmount
    automatable: Share
    lead_time: Amount
    needs: Tree = Field(NOTHING, description="prerequisites")
    helped_by: tuple[Id, ...] = ()
    speeds_capabilities: Share | None = None
    note: Text | None = None


class InterventionFile(Entry):
    """The catalog of failure modes and interventions."""

    failure_modes: tuple[FailureMode, ...]
    interventions: tuple[Intervention, ...] = Field(min_length=1, max_length=MOST)
