"""What a reveal shows: computed once from what may be counted, and published."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.workshops import hosts
from app.workshops.basis import basis_of
from app.workshops.counted import Counted, counted
from app.workshops.errors import Closed
from app.workshops.plain import Json
from app.workshops.reveals import SHOWING
from app.workshops.store import Store
from app.workshops.voicing import voice
from app.workshops.workshop import Published, Workshop
from simulator.group.published import to_plain
from simulator.group.result import GroupResult, Setting, group_result
from simulator.model import Model

FEWEST = 2
"""People of whom anything is told at least, whatever the settings say."""


def reveal(
    store: Store, token: str, setting: Setting, named: Mapping[str, str]
) -> Published | None:
    """Compute what the present step shows, and publish it; None if too few answered.

    Parameters
    ----------
    store : Store
    token : str
        A facilitator's.
    setting : Setting
        What people judge, simulated before.
    named : mapping of str to str
        What to call each decision, by id.

    Raises
    ------
    NotAllowed, Closed
        If the token is not a facilitator's; if the step is not one that shows.
    """
    workshop = hosts.hosted(store, token)
    rounds = rounds_of(store, workshop)
    if not rounds:
        return None
    before = store.published(workshop.id)
    shown = already(workshop, rounds, before)
    if shown is not None:
        return store.publish(workshop.id, workshop.step, shown.document, shown.upto)
    found = computed(workshop, setting, rounds)
    document = revealed(found, rounds, fewest(workshop), named)
    keep_shown(document, before)
    return store.publish(workshop.id, workshop.step, document, _upto(rounds))


def already(
    workshop: Workshop, rounds: Sequence[Counted], published: Sequence[Published]
) -> Published | None:
    """Return what was told so far of the same answers, or of more; None if nothing.

    Computed again it would be without who was erased since, as in `keep_shown`.
    """
    same = [
        each
        for each in published
        if each.step <= workshop.step
        and each.upto >= _upto(rounds)
        and each.document["rounds"][-1] >= rounds[-1].round
    ]
    return max(same, key=lambda each: (each.step, each.upto), default=None)


def _upto(rounds: Sequence[Counted]) -> int:
    return max(each.upto for each in rounds)


def keep_shown(document: Json, published: Sequence[Published]) -> None:
    """Tell of rounds before the last what was told of them when they were revealed.

    Computed again without a person who was erased since, they would differ from that by
    this one person.
    """
    shown = {
        each.document["rounds"][-1]: each.document["group"]["rounds"][-1]
        for each in published
    }
    rounds = document["group"]["rounds"]
    for place, number in enumerate(document["rounds"][:-1]):
        rounds[place] = shown.get(number, rounds[place])


def fewest(workshop: Workshop) -> int:
    """Return of how many people anything is told at least."""
    return max(FEWEST, workshop.settings.batch)


def rounds_of(store: Store, workshop: Workshop) -> list[Counted]:
    """Return what may be counted of each round up to the present step.

    A reveal is of its own round: it shows nothing if that may not be counted yet.

    Raises
    ------
    Closed
        If the present step does not show anything.
    """
    if workshop.now.kind not in SHOWING:
        msg = f"step must be a {' or '.join(SHOWING)}, got {workshop.now.kind}"
        raise Closed(msg)
    past = workshop.agenda[: workshop.step + 1]
    numbers = sorted({step.round for step in past if step.kind == "reveal"})
    asked = (counted(store, workshop, number) for number in numbers)
    found = [each for each in asked if each and len(each.answers) >= fewest(workshop)]
    own = workshop.now.round if workshop.now.kind == "reveal" else None
    return found if own is None or own in {each.round for each in found} else []


def computed(
    workshop: Workshop, setting: Setting, rounds: Sequence[Counted]
) -> GroupResult:
    """Return the group's result of some rounds."""
    basis, model = basis_of(workshop.scenario), setting.model
    voices = [
        {who: voice(said, model, basis) for who, said in each.answers.items()}
        for each in rounds
    ]
    return group_result(setting, voices, fewest(workshop))


def revealed(
    found: GroupResult,
    rounds: Sequence[Counted],
    batch: int,
    named: Mapping[str, str],
) -> Json:
    """Return the document: for phones its parts by id, and all of it for screens.

    Parameters
    ----------
    found : GroupResult
    rounds : sequence of Counted
    batch : int
        The fewest people of whom anything is told.
    named : mapping of str to str
        What to call each decision.
    """
    group, model = to_plain(found, batch), found.setting.model
    last, levels = group["rounds"][-1], model.belief.ladder.ids
    quartiles = last["spread"]["quartiles"]
    told: dict[str, Any] = {
        "round": rounds[-1].round,
        "people": last["people"],
        "credence": dict(zip(levels, last["pools"]["linear"]["p"], strict=True)),
        "first": _counts(last["firsts"]),
        "predicted": _counts(predicted(rounds[-1], model, batch)),
        "notes": [],
        "rounds": [each.round for each in rounds],
        "decisions": dict(named),
        "group": group,
    }
    if quartiles is not None:
        told["low"] = dict(zip(levels, quartiles[0], strict=True))
        told["high"] = dict(zip(levels, quartiles[2], strict=True))
    return told


def predicted(of: Counted, model: Model, batch: int) -> dict[str, int]:
    """Return how many predicted each intervention, where these are enough.

    Those who are left out are enough together too, or nobody.
    """
    ids = set(model.means.ids)
    said = [answers.get("prediction") for answers in of.answers.values()]
    counts = Counter(name for name in said if name in ids)
    told = [(name, n) for name, n in counts.most_common() if n >= batch]
    rest = counts.total() - sum(n for _, n in told)
    while told and 0 < rest < batch:
        rest += told.pop()[1]
    return dict(told)


def _counts(people: Mapping[str, int]) -> list[Json]:
    return [{"intervention": name, "people": n} for name, n in people.items()]
