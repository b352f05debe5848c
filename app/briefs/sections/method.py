"""How a brief was computed, for those who ask."""

from app.briefs.blocks import Block, Entry, Heading, Items
from app.briefs.brief import Brief, basis
from app.briefs.sections.numbers import plain
from app.texts import say
from simulator.choice.acceptability import DRAWS
from simulator.choice.effects import UNIT


def method(brief: Brief) -> list[Block]:
    """Return the method, step by step."""
    told = (belief(brief), simulation(brief), priority(brief), places(brief))
    return [Heading(say("brief.method")), Items(tuple(map(Entry, told)))]


def belief(brief: Brief) -> str:
    """Return how the credence was updated."""
    network, on = brief.model.belief, basis(brief)
    return say(
        "brief.method.belief",
        levels=len(brief.levels),
        facts=len(network.facts),
        items=len(brief.observed),
        judged=on.judgment,
        numbers=on.source + on.reading + on.judgment,
    )


def simulation(brief: Brief) -> str:
    """Return how worlds were simulated."""
    worlds = brief.stamp.worlds
    return say(
        "brief.method.simulation", worlds=worlds, scrambles=brief.doubts.scrambles,
        months=brief.scenario.months, seed=brief.stamp.seed,
    )  # fmt: skip


def priority(brief: Brief) -> str:
    """Return what a priority is."""
    return say(
        "brief.method.priority", grant=plain(brief.scenario.grant), unit=plain(UNIT)
    )


def places(brief: Brief) -> str:
    """Return how often an intervention is first was found."""
    return say("brief.method.places", draws=DRAWS, rules=len(brief.doubts.verdicts))
