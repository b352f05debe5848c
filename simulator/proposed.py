"""A proposed test: what it would tell about a fact, at what cost, and when."""

from levels.quantity import (
    Amount,
    Based,
    Entry,
    Id,
    PositiveAmount,
    ProbabilityTriple,
    Text,
)


class Proposal(Based):
    """A test that has not been run.

    `if_true` and `if_false` are P(positive | the fact is true, is false); `cost` is in
    million USD and `arrival` in months from the decision to run it.
    """

    id: Id
    name: Text
    summary: Text
    intervention: Id
    fact: Id
    if_true: ProbabilityTriple
    if_false: ProbabilityTriple
    cost: PositiveAmount
    arrival: Amount


class ProposalFile(Entry):
    """The catalog of proposed tests."""

    tests: tuple[Proposal, ...]
