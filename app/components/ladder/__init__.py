"""The ladder: a credence dragged in the browser, and the ranking that follows it.

The browser computes at every step of a drag; Python hears of it on release.

The data of `explore` are one JSON object. K levels, I interventions, O outcomes:

=====================  ==========================================================
``levels``             K of ``{id, number, name, short, tier, summary, needs}``
``tiers``              ``{id, name}``, in order
``credence``           K shares that sum to 1: what was last reported, or a preset
``locks``              K booleans: bars that stay while the others adjust
``concentration``      how firmly the credence is held: n of a Dirichlet
``concentrationRange`` the lowest and the highest n
``interventions``      I of ``{id, name, kind}``; if there are none, no ranking is
                       shown, and the data of it may be left out
``kinds``              the label of each kind, by its id
``outcomes``           O of ``{id, name, tone}``; a tone is good, neutral, bad, worst
``utilities``          O numbers
``effect``             I x K x O: change of each probability per unit of resource
``outcomeProbabilities``  K x O: probability of each outcome at each level
``unit``               of a priority, in words
``unitScale``          optional: priorities are shown times this
``logLikelihood``      optional: K numbers, ln P(what was observed | level); ranking and
                       outcomes follow the credence after it
``version``            anything; a new one makes the browser show this credence,
                       an old one leaves alone what the person is doing
``texts``              optional: words other than those of ``texts.json``
``locale``             optional: a language tag for numbers
``headingLevel``       optional: of the ladder's heading in the page, 3 if not given
=====================  ==========================================================
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NoReturn

import streamlit.components.v2 as components
from streamlit.components.v2.types import ComponentRenderer

from app.components.bundling import bundled

__all__ = ["LadderState", "bundle", "css", "explore", "read_state", "texts"]

# In order of dependence: each module uses only those before it.
MODULES = (
    "credence",
    "priority",
    "scale",
    "dom",
    "format",
    "belief",
    "frame",
    "firmness",
    "columns",
    "gestures",
    "ladder",
    "outcomes",
    "ranking",
    "explore",
    "streamlit",
)


@dataclass(frozen=True)
class LadderState:
    """What a person left on the ladder when they let go of it.

    Attributes
    ----------
    credence : tuple of float
        K shares that are not negative and sum to 1.
    locks : tuple of bool
        Which bars are locked.
    concentration : float
        How firmly the credence is held.
    """

    credence: tuple[float, ...]
    locks: tuple[bool, ...]
    concentration: float


def explore(
    data: Mapping[str, object],
    key: str,
    on_change: Callable[[], None] | None = None,
) -> LadderState | None:
    """Show the ladder, the outcomes and the ranking.

    Parameters
    ----------
    data : mapping
        The object described at the top of this module. Under an unchanged version
        its credence, locks and concentration are read only when the element is
        mounted anew, as after a change of page: pass what was last reported.
    key : str
        Key of the component; its state is in ``st.session_state[key].ladder``.
    on_change : callable, optional
        Called before the page runs again, once for each release.

    Returns
    -------
    LadderState or None
        What was last released; None before the first release.
    """
    result = _component()(
        key=key,
        data={**data, "texts": {**texts(), **_own_texts(data)}},
        on_ladder_change=on_change or _nothing,
    )
    value = result.get("ladder")
    return None if value is None else read_state(value, n_levels=_n_levels(data))


def read_state(value: object, *, n_levels: int) -> LadderState:
    """Check a state that comes from a browser.

    Parameters
    ----------
    value : object
        What the component reports.
    n_levels : int
        How many levels there are.

    Returns
    -------
    LadderState
        The checked state.

    Raises
    ------
    ValueError
        If the state has the wrong form, or the credence is not one.

    Examples
    --------
    >>> state = {"credence": [0.25, 0.75], "locks": [True, False], "concentration": 9}
    >>> read_state(state, n_levels=2).credence
    (0.25, 0.75)
    """
    if not isinstance(value, Mapping):
        _refuse("state", "be an object", value)
    credence = _numbers(value.get("credence"), "credence", n_levels)
    if min(credence) < 0 or not math.isclose(sum(credence), 1, abs_tol=1e-9):
        _refuse("credence", "sum to 1 with no negative share", credence)
    locks = _booleans(value.get("locks"), "locks", n_levels)
    (concentration,) = _numbers([value.get("concentration")], "concentration", 1)
    if concentration <= 0:
        _refuse("concentration", "be above 0", concentration)
    return LadderState(credence, locks, concentration)


def bundle() -> str:
    """Join the modules into one, for a page that can load only one.

    Returns
    -------
    str
        A JavaScript module without imports or comments on lines of their own, whose
        only export is the default one.
    """
    return bundled(_read(f"{name}.js") for name in MODULES)


def css() -> str:
    """Return the style sheet.

    Returns
    -------
    str
        CSS that takes its colors from Streamlit's theme where there is one.
    """
    return _read("ladder.css")


def texts() -> dict[str, str]:
    """Return every visible and spoken text in English, by its key.

    Returns
    -------
    dict of str to str
        Texts with ``{placeholders}``.
    """
    catalog: dict[str, str] = json.loads(_read("texts.json"))
    return catalog


@cache
def _component() -> ComponentRenderer:
    """Register the component once; its styles stay inside it."""
    return components.component(
        "tenlevels_ladder", js=bundle(), css=css(), isolate_styles=True
    )


@cache
def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _own_texts(data: Mapping[str, object]) -> Mapping[str, str]:
    own = data.get("texts", {})
    if not isinstance(own, Mapping):
        _refuse("texts", "be an object", own)
    return own


def _n_levels(data: Mapping[str, object]) -> int:
    levels = data["levels"]
    if not isinstance(levels, list | tuple):
        _refuse("levels", "be a list", levels)
    return len(levels)


def _numbers(value: object, name: str, count: int) -> tuple[float, ...]:
    if not (
        isinstance(value, list)
        and len(value) == count
        and all(type(number) in (int, float) for number in value)
    ):
        _refuse(name, f"be {count} numbers", value)
    if not all(math.isfinite(number) for number in value):
        _refuse(name, "be finite", value)
    return tuple(float(number) for number in value)


def _booleans(value: object, name: str, count: int) -> tuple[bool, ...]:
    if not (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(item, bool) for item in value)
    ):
        _refuse(name, f"be {count} booleans", value)
    return tuple(value)


def _refuse(name: str, rule: str, value: object) -> NoReturn:
    msg = f"{name} must {rule}, got {value!r}"
    raise ValueError(msg)


def _nothing() -> None:
    """Name the state without doing anything: Streamlit needs a callback for that."""
