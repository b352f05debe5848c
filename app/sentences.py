"""Reasons as plain sentences, each made from the numbers it states."""

from collections.abc import Mapping

from app.texts import listed, say
from simulator.choice.comparison import named_amount
from simulator.choice.decisions import Decision
from simulator.choice.effects import UNIT
from simulator.choice.reasons import Reason, Serves
from simulator.model import Model

SMALLEST_MOVE = 5e-5
"""Moves below half a hundredth of a percentage point are not spelled out."""

LARGEST_FACTOR = 100.0


def sentences(model: Model, name: str, reason: Reason) -> list[str]:
    """Return why the intervention of this id stands where it stands."""
    share, levels = f"{reason.share:.0%}", _levels(model, reason)
    key = "reasons.levels.most" if reason.is_mixed else "reasons.levels"
    said = [
        say(key, share=share, levels=levels),
        _moves(model, reason),
        _serves(model, name, reason.serves),
    ]
    if not reason.share:
        said = [say("reasons.nothing")]
    partner = _partner(model, reason)
    return [*said, partner] if partner else said


def _levels(model: Model, reason: Reason) -> str:
    levels = model.belief.ladder.levels
    return listed(
        [say("reasons.level", number=k + 1, name=levels[k].name) for k in reason.levels]
    )


def _moves(model: Model, reason: Reason) -> str:
    (up, rise), (down, fall) = reason.raises, reason.lowers
    if max(rise, -fall) < SMALLEST_MOVE:
        return say("reasons.still")
    outcomes = model.world.outcomes
    return say(
        "reasons.moves",
        number=reason.levels[0] + 1,
        unit=f"{UNIT:.0f}",
        up=outcomes[up].name.lower(),
        up_points=points(rise),
        down=outcomes[down].name.lower(),
        down_points=points(-fall),
    )


def points(probability: float) -> str:
    """Return a change of probability in percentage points.

    Examples
    --------
    >>> points(0.0123), points(0.0004)
    ('1.2', '0.04')
    """
    percent = 100 * probability
    return f"{percent:.1f}" if abs(percent) >= 0.95 else f"{percent:.2f}"


def _serves(model: Model, name: str, serves: Serves) -> str:
    if serves.node is None:
        direct = serves.kind == "requirement"
        return say("reasons.required" if direct else "reasons.none")
    if serves.node == name:
        return say(f"reasons.own.{serves.kind}")
    return say(f"reasons.{serves.kind}", gate=node_name(model, serves.node))


def node_name(model: Model, node: str) -> str:
    """Return the name of a gate or intervention."""
    return names(model)[node]


def names(model: Model) -> dict[str, str]:
    """Return the name of every gate and intervention by id."""
    gates = {gate.id: gate.name for gate in model.means.gates}
    return {**gates, **{i.id: i.name for i in model.means.interventions}}


def differing_name(called: Mapping[str, str], name: str) -> str:
    """Return what to call what differs between two scenarios.

    Parameters
    ----------
    called : mapping of str to str
        Names by id.
    name : str
        An id, maybe with the month from which an amount holds.
    """
    entry, month = named_amount(name)
    if month and entry in called:
        return say("compare.dated", name=called[entry], month=month)
    return called.get(name, name)


def portfolio_name(model: Model, choice: Decision, form: str = "scope") -> str:
    """Return what to call one of the whole portfolios.

    Parameters
    ----------
    model : Model
    choice : Decision
    form : str
        `scope` in full, `short` for a figure.
    """
    ladder, key = model.belief.ladder, f"decide.{form}.{choice.scope}"
    if choice.name not in ladder.ids:
        return say(key, name=choice.name)
    number = ladder.ids.index(choice.name)
    return say(key, number=number + 1, name=ladder.levels[number].short)


def _partner(model: Model, reason: Reason) -> str | None:
    if reason.partner is None:
        return None
    name = model.means.interventions[reason.partner.index].name
    if reason.partner.factor > LARGEST_FACTOR:
        return say("reasons.partner.only", partner=name)
    return say("reasons.partner", partner=name, factor=f"{reason.partner.factor:.1f}")
