"""A latent fact: what a level means, as something true or false of the world."""

from levels.quantity import Based, Entry, Id, ProbabilityTriple, Text


class Fact(Based):
    """A latent fact with its probability at each level."""

    id: Id
    name: Text
    meaning: Text
    by_level: dict[Id, ProbabilityTriple]


class FactFile(Entry):
    """The catalog of latent facts."""

    facts: tuple[Fact, ...]
