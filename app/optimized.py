"""The command `optimize`: the portfolio that a rule of choice prefers."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.documents import Json, posterior, run_of
from app.tables import table
from simulator.choice.choice import Choice, choose
from simulator.choice.constraints import Constraints
from simulator.choice.limits import constraints
from simulator.choice.optimization import GapIs
from simulator.choice.rules import ALPHA, RADIUS, RULES, Rule, RuleId, rule
from simulator.choice.teams import Team
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import engine
from simulator.world.simulation import Progress

GAP: dict[GapIs, str] = {
    "proven": "every set that may be funded was tried, its members sharing the budget"
    " evenly, and none is better by more",
    "estimated": "a portfolio that suits each level as well as the best one found for"
    " that level would be better by so much",
}
MEANING: dict[RuleId, str] = {
    "expected-value": "expected value",
    "cvar": "mean value of the worst {alpha} of all cases",
    "maximin": "value at the worst level",
    "minimax-regret": "minus the largest regret, against the best portfolio found for"
    " each level",
    "hurwicz": "{alpha} times the value at the best level and {rest} times that at the"
    " worst",
    "tv-ball": "least expected value if {radius:g} of the credence lay elsewhere",
    "kl-ball": "least expected value of a credence within {radius:g} nats",
}
_LARGE = 100.0
"""From this budget on one decimal is enough."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the choice, besides the scenario.

    Parameters
    ----------
    budget : float
        In technical FTE-years a year.
    rule : str
    alpha, radius : float or None
        Of the rule; None for its own.
    require, forbid : sequence of str
    least, most : mapping of str to float
        FTE-years a year.
    """

    budget: float
    rule: str = "expected-value"
    alpha: float | None = None
    radius: float | None = None
    require: Sequence[str] = ()
    forbid: Sequence[str] = ()
    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)

    def rule_of_choice(self) -> Rule:
        """Return the rule, checked."""
        return rule(self.rule, self.alpha, self.radius)

    def constraints(self, model: Model) -> Constraints:
        """Return the constraints, checked."""
        return constraints(
            model.means,
            self.budget,
            require=self.require,
            forbid=self.forbid,
            least=self.least,
            most=self.most,
        )


def options(added: argparse.ArgumentParser) -> None:
    """Add the options of what is asked."""
    text = "technical FTE-years a year; governance converts by its cost"
    added.add_argument("--budget", type=float, required=True, metavar="N", help=text)
    added.add_argument("--rule", default="expected-value", metavar="RULE",
                       help=f"one of {', '.join(RULES)}")  # fmt: skip
    text = (
        f"the worst share that counts (cvar, {ALPHA['cvar']:g} by default), the weight"
        f" of the best level (hurwicz, {ALPHA['hurwicz']:g} by default)"
    )
    added.add_argument("--alpha", type=float, metavar="A", help=text)
    text = (
        "how far the credence may be wrong: in total variation (tv-ball,"
        f" {RADIUS['tv-ball']:g} by default), or in nats (kl-ball,"
        f" {RADIUS['kl-ball']:g} by default)"
    )
    added.add_argument("--radius", type=float, metavar="R", help=text)
    for name, words in (("require", "must be funded"), ("forbid", "must not be")):
        text = f"an intervention that {words}; may be given again"
        added.add_argument(
            f"--{name}", action="append", default=[], metavar="ID", help=text
        )
    for name, words in (("min", "least, if it is funded"), ("max", "most")):
        text = f"ID=N, its {words}, in FTE-years a year; may be given again"
        added.add_argument(
            f"--{name}", action="append", default=[], metavar="ID=N", help=text
        )


def asked(given: argparse.Namespace) -> Asked:
    """Return what the options ask.

    Raises
    ------
    ValueError
        If a limit is not an id and a number, or is given twice, or the rule has no
        such number.
    """
    _check_read("alpha", given.alpha, given.rule, ALPHA)
    _check_read("radius", given.radius, given.rule, RADIUS)
    return Asked(
        budget=given.budget,
        rule=given.rule,
        alpha=given.alpha,
        radius=given.radius,
        require=tuple(given.require),
        forbid=tuple(given.forbid),
        least=_limits("min", given.min),
        most=_limits("max", given.max),
    )


def _check_read(
    name: str, value: float | None, rule: str, readers: Mapping[str, float]
) -> None:
    """Refuse a number that the rule would not read."""
    if value is not None and rule in RULES and rule not in readers:
        msg = f"--{name} must be left out of the rule {rule}, got {value:g}"
        raise ValueError(msg)


def best(
    model: Model, scenario: Scenario, asked: Asked, progress: Progress | None = None
) -> Choice:
    """Return the portfolio that the rule prefers, and how sure that is.

    Raises
    ------
    ValueError
        If the rule or the constraints cannot be kept to.
    """
    chosen, within = asked.rule_of_choice(), asked.constraints(model)
    p = posterior(model, scenario).posterior.p
    return choose(engine(model), scenario, p, within, chosen, progress)


def optimize_document(
    model: Model, scenario: Scenario, asked: Asked, progress: Progress | None = None
) -> Json:
    """Return a choice as a document; see `best`."""
    found = best(model, scenario, asked, progress)
    return {
        "contract": CONTRACT,
        "portfolio": found.amounts,
        "cost": found.cost,
        "expected_value": found.expected_value,
        "standard_error": found.standard_error,
        "objective": found.objective,
        "rule": found.rule.id,
        "value": found.value.tolist(),
        "gap": found.gap,
        "gap_is": found.gap_is,
        "objective_means": meaning(found.rule),
        "budget": found.budget,
        "value_errors": found.value_error.tolist(),
        "alpha": found.rule.alpha,
        "radius": found.rule.radius,
        "tried": found.tried,
        "together": [_team(team) for team in found.teams],
        "credence": found.p.tolist(),
        **run_of(scenario),
    }


def meaning(rule: Rule) -> str:
    """Return in words what a rule says of a portfolio."""
    return MEANING[rule.id].format(
        alpha=f"{rule.alpha:.3g}", rest=f"{1 - rule.alpha:.3g}", radius=rule.radius
    )


def listed(document: Json) -> str:
    """Return a choice as a table, the most funded first, and what it is worth."""
    decimals = 1 if document["budget"] >= _LARGE else 3
    amounts = sorted(document["portfolio"].items(), key=lambda item: -item[1])
    rows = [[name, f"{amount:16.{decimals}f}"] for name, amount in amounts]
    lines = [
        table(rows, ["intervention", "FTE-years a year"]) if rows else "nothing",
        "",
        f"cost {document['cost']:.{decimals}f} of {document['budget']:g}"
        " technical FTE-years a year",
        f"expected value {document['expected_value']:.4f}"
        f" (error {document['standard_error']:.4f}), in worlds other than those of the"
        " search",
    ]
    if document["rule"] != RULES[0]:
        lines.append(f"{document['objective_means']}: {document['objective']:.4f}")
    kind = document["gap_is"]
    lines.append(f"gap {document['gap']:.4f}, {kind}: {GAP[kind]}")
    return "\n".join([*lines, *map(_needed, document["together"])])


def _needed(team: Json) -> str:
    return (
        f"needed together: {' + '.join(team['members'])} add {team['joint']:.4f}"
        f" together, but {team['alone']:.4f} in all if each comes without the others"
    )


def _team(team: Team) -> Json:
    return {"members": list(team.members), "alone": team.alone, "joint": team.joint}


def _limits(option: str, texts: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, value = _limit(option, text)
        if name in found:
            msg = f"--{option} must name each intervention once, got {name!r}"
            raise ValueError(msg)
        found[name] = value
    return found


def _limit(option: str, text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        msg = f"--{option} must be ID=N with a number, got {text!r}"
        raise ValueError(msg) from None
