"""What a workshop's people judge: simulated once, and kept for all facilitators."""

import streamlit as st

from app import cached
from app.briefs.comparison.rounds import as_scenarios
from app.briefs.workshop import encoded
from app.room.sheet import SHEET, sheet_of
from app.texts import language
from app.told import Told
from app.workshops.basis import basis_of
from app.workshops.workshop import Published, Workshop
from simulator.group.result import Setting
from simulator.group.variants import variants
from simulator.model import Model
from simulator.scenario import Scenario, from_plain


def scenario_of(workshop: Workshop) -> Scenario:
    """Return the scenario of a workshop.

    Raises
    ------
    ValueError
        If it does not fit the model of this server.
    """
    sheet_of(workshop.scenario)
    return from_plain(basis_of(workshop.scenario).scenario, cached.model())


def setting_of(workshop: Workshop) -> Setting:
    """Return what the people of a workshop judge.

    Raises
    ------
    ValueError
        If the workshop does not fit the model of this server.
    """
    basis, scenario = basis_of(workshop.scenario), scenario_of(workshop)
    key = (scenario.digest, basis.measures, tuple((basis.truths or {}).items()))
    return _setting(key, workshop, scenario)


@st.cache_resource(show_spinner=False, max_entries=8)
def _setting(
    key: tuple[object, ...],  # noqa: ARG001  it is the key
    _workshop: Workshop,
    _scenario: Scenario,
) -> Setting:
    basis, engine = basis_of(_workshop.scenario), cached.engine_of(_scenario)
    done = cached.groundwork_of(_scenario)
    other = variants(engine, _scenario, done, basis.measures)
    return Setting(engine.model, _scenario, done, other, basis.known)


def model_of(workshop: Workshop) -> Model:
    """Return the model as the scenario of a workshop sees it."""
    return cached.revised(scenario_of(workshop))


def told_of(workshop: Workshop, published: Published) -> Told:
    """Return what a reveal of a workshop showed, with its names."""
    return Told(published.document, workshop.scenario[SHEET])


def rounds_of(workshop: Workshop, published: Published) -> tuple[Scenario, ...]:
    """Return what the last two rounds of a workshop believed; none if it is hidden."""
    told, scenario = told_of(workshop, published), scenario_of(workshop)
    return as_scenarios(told, scenario, workshop.name)


def brief_file(workshop: Workshop, published: Published, made: str, form: str) -> bytes:
    """Return the brief of a workshop as a file.

    Parameters
    ----------
    workshop : Workshop
    published : Published
        What was revealed.
    made : str
        The day, as YYYY-MM-DD.
    form : str
        One of `app.briefs.formats.FORMATS`.
    """
    key = (workshop.id, published.step, published.upto, language())
    return _brief_file(key, made, form, workshop, published)


@st.cache_resource(show_spinner=False, max_entries=32)
def _brief_file(
    key: tuple[str, int, int, str],  # noqa: ARG001  it is the key
    made: str,
    form: str,
    _workshop: Workshop,
    _published: Published,
) -> bytes:
    told, scenario = told_of(_workshop, _published), scenario_of(_workshop)
    return encoded(told, _workshop.name, scenario, made, form)
