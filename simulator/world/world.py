"""The world part of a pack: parameters, outcomes, and the roles that gates play."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from levels.quantity import Based, Entry, Id, ProbabilityTriple, Share, Text
from simulator.world.parameter import Parameter


class Outcome(Entry):
    """How a world may end, and what that is worth from 0 to 1."""

    id: Id
    name: Text
    summary: Text
    tone: Literal["good", "neutral", "bad", "worst"]
    utility: Share


class Ends(Entry):
    """Which outcome each way of ending is."""

    aligned: Id
    harmed: Id
    held: Id
    lost: Id


class Roles(Entry):
    """Which gate or intervention does each job in the world."""

    slowing: Id
    slack: Id
    halting: Id
    proof: Id
    containment: Id
    automation: Id


class Accelerator(Entry):
    """A gate that speeds up all other work of a kind as it becomes ready."""

    gate: Id
    kind: Literal["technical", "governance", "all"]
    boost: Id


class Task(Entry):
    """A class of research tasks that AI comes to do.

    `time` and `midpoint` name parameters: its part of research time, in proportion to
    the other classes, and where on the way to dangerous capability AI does half of it.
    AI does it only as far as the gate that it rests on is ready.
    """

    id: Id
    name: Text
    summary: Text
    stage: Annotated[int, Field(ge=1, description="1: experiments, 2: choosing them")]
    time: Id
    midpoint: Id
    rests_on: Id | None = None


class Harm(Entry):
    """A way in which an aligned transition still goes wrong."""

    id: Id
    name: Text
    chance: Id
    prevention: Id
    prevented: Id


class LevelTable(Based):
    """A probability for each level."""

    by_level: dict[Id, ProbabilityTriple]


class Layer(LevelTable):
    """A layer of detection: which gate runs it, and what it can see at each level.

    Actors do not know the level, so what they think of a layer is one number: either
    `believed`, the detection rate that they ascribe to it, or `planted`, the rate at
    which it finds models that were made misaligned on purpose. From those that it finds
    they estimate what it detects.
    """

    id: Id
    name: Text
    gate: Id
    believed: Share | None = None
    planted: Share | None = None

    @model_validator(mode="after")
    def _is_known_in_one_way(self) -> Self:
        if (self.believed is None) == (self.planted is None):
            given = "none" if self.believed is None else "both"
            msg = f"a layer must have either believed or planted, got {given}"
            raise ValueError(msg)
        return self


class World(Entry):
    """The catalog of the world."""

    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    ends: Ends
    roles: Roles
    accelerators: tuple[Accelerator, ...] = ()
    tasks: tuple[Task, ...] = Field(min_length=1)
    harms: tuple[Harm, ...] = ()
    layers: Annotated[tuple[Layer, ...], Field(max_length=5)] = ()
    proof_visibility: LevelTable
    containable: LevelTable
    irreversible: LevelTable
    sabotage: LevelTable
    parameters: tuple[Parameter, ...]
