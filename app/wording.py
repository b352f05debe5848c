"""Numbers of a pack in words: which number of which entry an address means."""

from app.texts import language, listed, say
from simulator.assumption import Assumption
from simulator.model import Model

KINDS = (
    "facts", "evidence", "groups", "priors", "interventions", "tests", "outcomes",
    "layers", "parameters", "proof_visibility", "containable", "irreversible",
    "sabotage",
)  # fmt: skip
"""The lists and tables of a pack that hold numbers, as a reader meets them."""

BY_LEVEL = ("by_level", "credence")
"""Fields that are tables by level."""


def kind(assumption: Assumption) -> str:
    """Return the list or table of the pack that a number stands in."""
    return str(assumption.place[0])


def about(assumption: Assumption) -> str:
    """Return what a number is about: the name of its entry or of its table."""
    if len(assumption.place) > 1 and isinstance(assumption.place[1], int):
        return assumption.entry
    return say(f"assumptions.kind.{kind(assumption)}")


def unit(model: Model, name: str) -> str:
    """Return a unit in the present language, as it stands if the pack has no other.

    Examples
    --------
    >>> from simulator.model import load
    >>> unit(load(), "months")
    'months'
    """
    words = model.words.get(language())
    return words.units.get(name, name) if words else name


def words(model: Model, assumption: Assumption) -> str:
    """Return which number of its entry it is, in words.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> words(model, model.assumptions["facts.continuity.by_level.theory"])
    'at level 8, Theory before trial'
    >>> words(model, model.assumptions["evidence.criticgpt.likelihood.0.probability"])
    'if “Oversight scales” is true'
    """
    first, *rest = assumption.field.split(".")
    if first in BY_LEVEL and rest:
        return _at_level(model, rest[0])
    if first == "likelihood":
        return _in_case(model, assumption)
    fact = _fact_tested(model, assumption)
    field = f".{assumption.field}" if assumption.field else ""
    return say(f"assumptions.field.{kind(assumption)}{field}", fact=fact)


def _at_level(model: Model, level: str) -> str:
    ladder = model.belief.ladder
    place = ladder.ids.index(level)
    name = ladder.levels[place].name
    return say("assumptions.at_level", number=place + 1, name=name)


def _in_case(model: Model, assumption: Assumption) -> str:
    """Return the states of the facts in which a likelihood holds."""
    document = model.documents[assumption.file]
    facts = document.at(assumption.place[:2])["facts"]
    states = document.at(assumption.place[:-1])["facts"]
    names = _fact_names(model)
    cases = [
        say("assumptions.true" if state else "assumptions.false", fact=names[fact])
        for fact, state in zip(facts, states, strict=True)
    ]
    return say("assumptions.if", cases=listed(cases))


def _fact_tested(model: Model, assumption: Assumption) -> str:
    """Return the fact that a proposed test asks for, if the number is of one."""
    if kind(assumption) != "tests":
        return ""
    test = model.documents[assumption.file].at(assumption.place[:2])
    return _fact_names(model)[test["fact"]]


def _fact_names(model: Model) -> dict[str, str]:
    return {fact.id: fact.name for fact in model.belief.facts}
