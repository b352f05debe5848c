"""What the page of assumptions computes once for all sessions."""

import streamlit as st

from app import cached
from app.register import Row, register
from app.texts import language
from interventions.orphans import Orphans, orphans
from simulator.change import own
from simulator.choice.consequence import Consequence, consequence
from simulator.choice.needed import jobs
from simulator.model import Model
from simulator.scenario import Scenario

NUMBERS = ("changes", "evidence", "utilities", "parameters")
"""What the register depends on."""


def register_of(scenario: Scenario) -> tuple[Row, ...]:
    """Return every number as a scenario has it."""
    pack, numbers = cached.model().digest, cached.part_of(scenario, NUMBERS)
    return _register(pack, numbers, language(), scenario)


@st.cache_resource(show_spinner=False, max_entries=16)
def _register(
    pack: str,  # noqa: ARG001  it is the key, as are the next
    numbers: str,  # noqa: ARG001
    tongue: str,  # noqa: ARG001
    _scenario: Scenario,
) -> tuple[Row, ...]:
    return register(cached.model(), _scenario, language())


def orphans_of(scenario: Scenario) -> Orphans:
    """Return what stands alone in a scenario's pack; a job of the world counts."""
    mine = cached.revised(scenario)
    return _orphans(mine.world_digest, mine)


@st.cache_resource(show_spinner=False, max_entries=16)
def _orphans(world: str, _model: Model) -> Orphans:  # noqa: ARG001  it is the key
    roots = [job.root for job in jobs(_model.world)]
    return orphans(_model.means, _model.belief.ladder.ids, roots)


def consequence_of(scenario: Scenario, address: str) -> Consequence:
    """Return what a changed number does, against the model's own, all else as it is."""
    return _consequence(scenario.digest, address, scenario)


@st.cache_resource(show_spinner=False, max_entries=1024)
def _consequence(
    digest: str,  # noqa: ARG001  it is the key
    address: str,
    _scenario: Scenario,
) -> Consequence:
    without = cached.ranking_of(own(_scenario, address))
    ids = cached.model().means.ids
    return consequence(cached.ranking_of(_scenario), without, ids)
