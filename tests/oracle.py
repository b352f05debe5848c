"""One world under one portfolio, worked out in plain numbers: an independent check.

Everything is a float, a list or a dict of floats. Chances of trees are sums over all
states of the interventions they rest on, and what happens at each level is a tree of
events whose leaves are added up. Of the program it uses the catalogs and the drawn
values of a world; it shares no mechanism with the simulation that it checks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from math import comb, exp, expm1, floor, inf, isinf, log, log10, prod, sqrt
from statistics import NormalDist

from scipy.special import betainc

from interventions.portfolio import Portfolio
from interventions.requirement import Branch
from simulator.model import Model
from simulator.world.sampling import UNCERTAIN, Worlds

State = frozenset[str]
Ready = dict[str, float]

HORIZON = 30.0
WAITS = (1.5, 4.0, 9.0, 18.0)


@dataclass(frozen=True)
class Draw:
    """One world: its parameters, and the uncertain fields of each intervention."""

    values: Mapping[str, float]
    fields: Mapping[str, Mapping[str, float]]


def draw_of(model: Model, worlds: Worlds, number: int) -> Draw:
    """Return one of the worlds as plain numbers."""
    return Draw(
        {name: float(values[number]) for name, values in worlds.values.items()},
        {
            name: {
                field: float(getattr(worlds, field)[row, number]) for field in UNCERTAIN
            }
            for row, name in enumerate(model.means.ids)
        },
    )


def outcomes(
    model: Model, draw: Draw, portfolio: Portfolio, months: int
) -> list[list[float]]:
    """Return the probability of each outcome at each level: one row a level."""
    history = run(model, draw, portfolio, months)
    ids = [outcome.id for outcome in model.world.outcomes]
    result = []
    for level in model.belief.ladder.ids:
        ends = _Level(model, draw, history, level).ends()
        row = [0.0] * len(ids)
        for end, chance in ends.items():
            row[ids.index(getattr(model.world.ends, end))] += chance
        result.append(row)
    return result


# What is ready


def holds(branch: Branch, trees: Mapping[str, Branch], state: State) -> bool:
    """Return whether a tree holds in one state of the interventions."""
    if isinstance(branch, str):
        return (
            holds(trees[branch], trees, state) if branch in trees else branch in state
        )
    met = sum(holds(part, trees, state) for part in branch.branches)
    if branch.of is not None:
        return met >= branch.at_least
    return met == len(branch.branches) if branch.all_of is not None else met > 0


def rests_on(branch: Branch, trees: Mapping[str, Branch]) -> set[str]:
    """Return the interventions that a tree names, through its gates."""
    if isinstance(branch, str):
        return rests_on(trees[branch], trees) if branch in trees else {branch}
    return {name for part in branch.branches for name in rests_on(part, trees)}


def states(ready: Ready) -> Iterator[tuple[State, float]]:
    """Return every state of some interventions with its probability."""
    for on in product((True, False), repeat=len(ready)):
        marked = list(zip(ready, on, strict=True))
        chance = prod(
            ready[name] if is_on else 1 - ready[name] for name, is_on in marked
        )
        yield frozenset(name for name, is_on in marked if is_on), chance


def chance_of(branch: Branch, trees: Mapping[str, Branch], ready: Ready) -> float:
    """Return the probability that a tree holds."""
    some = {name: ready[name] for name in sorted(rests_on(branch, trees))}
    return sum(p for state, p in states(some) if holds(branch, trees, state))


# The months


@dataclass(frozen=True)
class History:
    """Capability and measured readiness at each date, and the date of danger.

    `progress` is by how much the log of what is missing has fallen, `hollow` the part
    of it from automated work without trust, and `top` what readiness can reach.
    """

    dates: list[float]
    capability: list[float]
    ready: list[Ready]
    progress: list[Ready]
    hollow: list[Ready]
    top: Ready
    critical: float

    def at(self, date: float, spoiled: float) -> Ready:
        """Return what is really ready at a date, on the line between two steps.

        `spoiled` is the share of automated work without trust that is worth nothing.
        """
        if date >= self.dates[-1]:
            return self._on(len(self.dates) - 1, spoiled)
        after = next(n for n, d in enumerate(self.dates) if d > date)
        start, stop = self.dates[after - 1], self.dates[after]
        share = (date - start) / (stop - start)
        early, late = self._on(after - 1, spoiled), self._on(after, spoiled)
        return {
            name: early[name] + share * (late[name] - early[name]) for name in early
        }

    def _on(self, step: int, spoiled: float) -> Ready:
        today = self.ready[0]
        return {
            name: top
            - (top - today[name])
            * exp(spoiled * self.hollow[step][name] - self.progress[step][name])
            for name, top in self.top.items()
        }


def step_dates(months: int) -> list[float]:
    """Return months in the plan, then years to the twelfth, then every second year."""
    dates = [n / 12 for n in range(months + 1)]
    year = floor(dates[-1]) + 1
    while year <= HORIZON:
        if year <= 12 or year % 2 == 0:
            dates.append(float(year))
        year += 1
    return dates


def run(model: Model, draw: Draw, portfolio: Portfolio, months: int) -> History:
    """Step one world from date to date."""
    dates = step_dates(months)
    today = {name: fields["readiness_today"] for name, fields in draw.fields.items()}
    top = {
        name: max(fields["ceiling"], fields["readiness_today"])
        for name, fields in draw.fields.items()
    }
    none = dict.fromkeys(today, 0.0)
    capability, ready, progress, hollow = [0.0], [today], [none], [none]
    for start, stop in pairwise(dates):
        now, years, middle = ready[-1], stop - start, (start + stop) / 2
        gained = _growth(model, draw, now, today) * years
        halfway = min(capability[-1] + gained / 2, draw.values["threshold"])
        help_ = _help(model, draw, now, halfway)
        later, more, empty = {}, {}, {}
        for name, fields in draw.fields.items():
            effort = _effort(model, draw, portfolio, months, name, middle)
            effort *= _pace(model, draw, name, today, now) * years
            automatable = fields["automatable"]
            done = effort / (1 - automatable + automatable / sum(help_))
            later[name] = top[name] - (top[name] - now[name]) * exp(-done)
            # All that goes on without people, as far as it is used without trust.
            by_people, trusted, distrusted = help_
            share = automatable * distrusted / (by_people + trusted + distrusted)
            more[name] = progress[-1][name] + done
            empty[name] = hollow[-1][name] + done * share
        capability.append(capability[-1] + gained)
        ready.append(later)
        progress.append(more)
        hollow.append(empty)
    critical = _crossed(dates, capability, draw.values["threshold"])
    return History(dates, capability, ready, progress, hollow, top, critical)


def _growth(model: Model, draw: Draw, now: Ready, today: Ready) -> float:
    """Return orders of magnitude a year."""
    value = draw.values
    push = sum(
        i.speeds_capabilities.value * (now[i.id] - today[i.id])
        for i in model.means.interventions
        if i.speeds_capabilities is not None
    )
    slowing = chance_of(model.world.roles.slowing, model.means.trees, now)
    removed = value["slowing_effect"] * slowing
    compute = log10(value["compute_growth"]) * (1 - removed)
    algorithms = log10(value["algorithmic_growth"])
    algorithms *= 1 - value["algorithms_on_compute"] * removed
    return (compute + algorithms) * (1 + push)


def _pace(model: Model, draw: Draw, name: str, today: Ready, now: Ready) -> float:
    """Return what a unit of effort of people without AI yields, relative to today."""
    value, trees = draw.values, model.means.trees
    done, groundwork = model.means.intervention(name), value["groundwork"]
    result = groundwork + (1 - groundwork) * chance_of(done.needs, trees, now)
    for accelerator in model.world.accelerators:
        if accelerator.kind in ("all", done.kind):
            gate = accelerator.gate
            gained = chance_of(gate, trees, now) - chance_of(gate, trees, today)
            result *= 1 + value[accelerator.boost] * gained
    return result


def _help(
    model: Model, draw: Draw, now: Ready, capability: float
) -> tuple[float, float, float]:
    """Return the yield of people, and what AI adds that is trusted and that is not."""
    value, rho = draw.values, draw.values["substitution"]
    times = sum(value[task.time] for task in model.world.tasks)
    mean = 0.0
    for task in model.world.tasks:
        way = capability - value[task.midpoint] * value["threshold"]
        share = value["automation_on"] / (1 + exp(-way / value["automation_width"]))
        if task.rests_on is not None:
            share *= chance_of(task.rests_on, model.means.trees, now)
        by_class = (1 - share) + share * value["task_speed"] ** rho
        mean += value[task.time] / times * by_class
    compute = value["pledged_share"] * value["delivered"]
    gain = (mean ** (1 / rho) - 1) * compute ** value["compute_exponent"]
    trusted = chance_of(model.world.roles.automation, model.means.trees, now)
    return 1.0, trusted * gain, (1 - trusted) * value["untrusted_use"] * gain


def _effort(
    model: Model, draw: Draw, portfolio: Portfolio, months: int, name: str, date: float
) -> float:
    """Return effort over scale: the field, its changes, and grants on top of them.

    The field and what it changes to grow with the years; a grant stays as it is.
    """
    value, fields = draw.values, draw.fields[name]

    def bought(amount: float) -> float:
        power, size = value["crowding"], value["crowding_size"]
        return size * ((1 + amount / size) ** power - 1) / power / fields["scale"]

    field = model.means.intervention(name).field.value
    plan = [
        (part.from_month, part.amounts.get(name, 0.0), part.grants.get(name, 0.0))
        for part in portfolio.segments
        if part.from_month < months
    ]
    people, granted = bought(field), 0.0
    before = (people, granted)
    for month, amount, grant in [*plan, (months, field, 0.0)]:
        since, lead = 12 * date - month, fields["lead_time"]
        after = (bought(amount), bought(amount + grant) - bought(amount))
        if since > 0:
            borne = 1.0 if lead == 0 else min(since / lead, 1.0)
            people += borne * (after[0] - before[0])
            granted += borne * (after[1] - before[1])
        before = after
    growth, limit = value["field_growth"], value["field_limit"]
    return people * min((1 + growth) ** date, limit) + granted


def _crossed(dates: list[float], capability: list[float], threshold: float) -> float:
    for (start, stop), (low, high) in zip(
        pairwise(dates), pairwise(capability), strict=True
    ):
        if high >= threshold:
            return start + (threshold - low) / (high - low) * (stop - start)
    return inf


# The end


@cache
def all_missed(missed: tuple[float, ...], rho: float) -> float:
    """Return P(all miss) if one normal variable correlates what each misses alone."""
    if rho == 0 or not missed:
        return prod(missed)
    if rho == 1 or len(missed) == 1:
        return min(missed)
    normal, step = NormalDist(), 0.05
    edges = [inf if m == 1 else -inf if m == 0 else normal.inv_cdf(m) for m in missed]
    total = 0.0
    for number in range(-160, 161):
        stealth = step * number
        below = [(edge - sqrt(rho) * stealth) / sqrt(1 - rho) for edge in edges]
        total += step * normal.pdf(stealth) * prod(normal.cdf(x) for x in below)
    return total


class _Level:
    """The events from the critical date on, at one level."""

    def __init__(self, model: Model, draw: Draw, history: History, level: str) -> None:
        self.world, self.trees = model.world, model.means.trees
        self.value, self.history, self.level = draw.values, history, level
        needed = {r.level: r.needs for r in model.means.requirements}
        self.needs = needed[level]
        self.critical = min(history.critical, HORIZON)
        self.result = dict.fromkeys(("aligned", "harmed", "held", "lost"), 0.0)

    def ends(self) -> dict[str, float]:
        """Return the probability of each way of ending."""
        if isinf(self.history.critical):
            return {**self.result, "held": 1.0}
        roles = self.world.roles
        self.power = self.chance(roles.halting, self.critical)
        self.power *= self.value["halting_possible"]
        self.slack = self.chance(roles.slack, self.critical)
        for met, working, proven, chance in self._cases():
            self._tested(chance, working, met=met, proven=proven)
        return self.result

    def chance(self, branch: Branch, date: float) -> float:
        """Return the probability of a tree at a date."""
        return chance_of(branch, self.trees, self.ready(date))

    def ready(self, date: float) -> Ready:
        """Return what is really ready at a date at this level."""
        spoiled = self.by_level(self.world.sabotage) * self.value["sabotage_on"]
        return self.history.at(date, spoiled)

    def by_level(self, table: object) -> float:
        """Return the number of a table at this level."""
        return table.by_level[self.level][0]

    def gained(self, start: float, stop: float) -> float:
        """Return P(requirement met by the later date | not by the earlier)."""
        before, after = self.chance(self.needs, start), self.chance(self.needs, stop)
        return (
            min(max((after - before) / (1 - before), 0.0), 1.0) if before < 1 else 0.0
        )

    def release(self, chance: float, date: float) -> None:
        """Let an aligned system out: it still has to pass each harm."""
        safe = 1.0
        for harm in self.world.harms:
            prevented = self.chance(harm.prevention, date) * self.value[harm.prevented]
            safe *= 1 - self.value[harm.chance] * (1 - prevented)
        self.result["aligned"] += chance * safe
        self.result["harmed"] += chance * (1 - safe)

    def escape(self, chance: float) -> None:
        """Let a misaligned system run."""
        grave = self.by_level(self.world.irreversible)
        self.result["lost"] += chance * grave
        self.result["harmed"] += chance * (1 - grave)

    def _repair_date(self) -> float:
        return min(self.critical + self.value["slack_months"] / 12, HORIZON)

    def _tested(self, chance: float, working: list, *, met: bool, proven: bool) -> None:
        """Test a system for the first time, and do what actors then want."""
        heard = self._alarm(working, met=met)
        for rings, p in ((True, heard), (False, 1 - heard)):
            if chance * p == 0:
                continue
            will = self._judged(working, rings=rings, proven=proven)
            self.halt(chance * p * will * self.power, met=met)
            going_on = chance * p * (1 - will * self.power)
            again = self.slack if rings and self.value["tries"] > 1 else 0.0
            if met:
                self.release(going_on * (1 - again), self.critical)
                self.release(going_on * again, self._repair_date())
            else:
                self.ship(going_on * (1 - again))
                self._retry(going_on * again, working, 1)

    def _retry(self, chance: float, working: list, number: int) -> None:
        """Repair a misaligned system and test it again, while there are tries."""
        retries = int(self.value["tries"]) - 1
        if number > retries:
            self.ship(chance)
            return
        in_time = self.gained(self.critical, self._repair_date())
        fix = 1 - (1 - in_time) ** (1 / retries)
        self.release(chance * fix, self._repair_date())
        missed = self._all_miss(working, lambda layer: self._seen(layer, number))
        self.ship(chance * (1 - fix) * missed)
        self._retry(chance * (1 - fix) * (1 - missed), working, number + 1)

    def ship(self, chance: float) -> None:
        """Release a misaligned system."""
        contained = self.chance(self.world.roles.containment, self.critical)
        seen = self.by_level(self.world.containable) * contained
        stopped = seen * self.power * self._will(log(self.value["caught_ratio"]))
        self.halt(chance * stopped, met=False)
        self.escape(chance * (1 - stopped))

    def halt(self, chance: float, *, met: bool) -> None:
        """Hold a system back until the halt breaks, ends well, or lasts."""
        value, before = self.value, self.critical
        for wait in (*WAITS, HORIZON):
            after = min(self.critical + wait, HORIZON)
            years = after - before
            breaks = -expm1(-value["halt_breaks"] * years)
            locks = -expm1(-value["lock_in"] * years)
            clears = -expm1(-value["release"] * years)
            if met:
                out = breaks + (1 - breaks) * clears
            else:
                self.escape(chance * breaks)
                chance *= 1 - breaks
                out = self.gained(before, after)
            self.release(chance * out, after)
            self.result["held"] += chance * (1 - out) * locks
            chance *= (1 - out) * (1 - locks)
            before = after
        self.result["held"] += chance

    def _cases(self) -> Iterator[tuple[bool, list, bool, float]]:
        """Return requirement met, working layers, proof, and probability of each."""
        ready, layers = self.ready(self.critical), self.world.layers
        proof = self.chance(self.world.roles.proof, self.critical)
        proof *= self.by_level(self.world.proof_visibility)
        alike: dict[tuple[bool, ...], float] = {}
        for state, p in states(ready):
            trees = [self.needs, *(layer.gate for layer in layers)]
            case = tuple(holds(tree, self.trees, state) for tree in trees)
            alike[case] = alike.get(case, 0.0) + p
        for (met, *works), p in alike.items():
            working = [layer for layer, on in zip(layers, works, strict=True) if on]
            yield met, working, True, p * proof
            yield met, working, False, p * (1 - proof)

    def _alarm(self, working: list, *, met: bool) -> float:
        if not working:
            return 0.0
        if met:
            return self.value["false_alarm"]
        return 1 - self._all_miss(working, lambda layer: self._seen(layer, 0))

    def _seen(self, layer: object, number: int) -> float:
        """Return what a layer detects after so many repairs that only hid."""
        rate = self.by_level(layer)
        if rate not in (0.0, 1.0):
            odds = rate / (1 - rate) * exp(self.value["visibility_shift"])
            rate = odds / (1 + odds)
        kept = 1 - self.value["hiding"] if self.value["hiding_on"] else 1.0
        return rate * kept**number

    def _all_miss(self, working: list, rate: Callable[[object], float]) -> float:
        """Return the chance that all layers miss, who share a normal stealth."""
        rho = self.value["shared_stealth"] if self.value["correlated_layers"] else 0.0
        missed = tuple(sorted(1 - rate(layer) for layer in working))
        return all_missed(missed, rho)

    def _believed(self, layer: object) -> float:
        """Return the detection rate that actors ascribe to a layer."""
        if layer.planted is None:
            return layer.believed.value
        hits, misses = self._told(layer)
        return hits / (hits + misses)

    def _told(self, layer: object) -> tuple[float, float]:
        """Return what planted models told of a layer, as a Beta distribution."""
        n, weight = int(self.value["planted"]), self.value["transfer_weight"]
        rate, total, k = layer.planted.value, 0.0, 0
        while k < n:
            total += comb(n, k) * rate**k * (1 - rate) ** (n - k)
            if total >= self.value["stress_luck"]:
                break
            k += 1
        return 0.5 + weight * k, 0.5 + weight * (n - k)

    def _may_ship(self, working: list) -> float:
        if all(layer.planted is None for layer in self.world.layers):
            return 1.0
        asked = self.value["ship_threshold"]
        told = [self._told(layer) for layer in working if layer.planted is not None]
        # The lower bound lies above what is asked if little lies below that.
        if any(betainc(*both, asked) < 0.05 for both in told):
            return 1.0
        return self.value["race_pressure"]

    def _judged(self, working: list, *, rings: bool, proven: bool) -> float:
        """Return the will to hold after what actors saw, by the rates they believe."""
        evidence = log(self.value["proof_ratio"]) if proven else 0.0
        if working:
            false = self.value["false_alarm"]
            missed = self._all_miss(working, self._believed)
            ratio = (1 - missed) / false if rings else missed / (1 - false)
            evidence += log(ratio) if ratio > 0 else -inf
        return 1 - self._may_ship(working) * (1 - self._will(evidence))

    def _will(self, evidence: float) -> float:
        prior, tolerated = self.value["prior_misaligned"], self.value["tolerance"]
        excess = log(prior / (1 - prior)) - log(tolerated / (1 - tolerated)) + evidence
        if isinf(excess):
            return 0.0
        return 1 / (1 + exp(-excess / self.value["decision_spread"]))
