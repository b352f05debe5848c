"""What one person says in one round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence, scaled
from levels.problem import show
from simulator.model import Model

Works = Literal["hoped", "assumed", "hardly"]
"""How a measure works, in someone's eyes."""

WORKS: tuple[Works, ...] = get_args(Works)
MOST_MEASURES = 6
"""About how many a person may be asked; each costs two simulations."""

MOST_SEEDS = 50
SMALLEST_RATIO, LARGEST_RATIO = 1e-3, 1e3


@dataclass(frozen=True, eq=False)
class Voice:
    """What one person says in one round; None where they were not asked or kept silent.

    Parameters
    ----------
    credence : Credence
        Before the evidence of the scenario, and how firmly it is held.
    utilities : mapping of str to float, optional
        In [0, 1] by outcome; the scenario's for others.
    measures : mapping of str to str, optional
        Whether an intervention works as `hoped`, as `assumed`, or `hardly`.
    likelihoods : mapping of str to float, optional
        How many times likelier the outcome that was seen of an item of evidence is than
        the other, for this person: theirs takes the place of the scenario's.
    prediction : str, optional
        Id of the intervention that will come first in the room.
    seeds : ndarray, shape (n_questions, 3), optional
        The 5, 50 and 95 % quantile of each seed question.

    Raises
    ------
    ValueError
        Naming the question, the rule and the value.

    Examples
    --------
    >>> Voice(Credence(np.array([0.5, 0.5])), measures={"debate": "hardly"}).measures
    {'debate': 'hardly'}
    """

    credence: Credence
    utilities: Mapping[str, float] | None = None
    measures: Mapping[str, Works] | None = None
    likelihoods: Mapping[str, float] | None = None
    prediction: str | None = None
    seeds: FloatArray | None = None

    def __post_init__(self) -> None:
        for name, worth in (self.utilities or {}).items():
            if not 0 <= worth <= 1:
                msg = f"utility of {name} must lie in [0, 1], got {worth:g}"
                raise ValueError(msg)
        for name, works in (self.measures or {}).items():
            if works not in WORKS:
                msg = f"{name} must work as one of {', '.join(WORKS)}, got {works!r}"
                raise ValueError(msg)
        for name, ratio in (self.likelihoods or {}).items():
            if not SMALLEST_RATIO <= ratio <= LARGEST_RATIO:
                interval = f"[{SMALLEST_RATIO:g}, {LARGEST_RATIO:g}]"
                msg = f"likelihood of {name} must lie in {interval}, got {ratio:g}"
                raise ValueError(msg)
        if self.seeds is not None:
            _check_seeds(self.seeds)


def _check_seeds(seeds: FloatArray) -> None:
    if seeds.ndim != 2 or seeds.shape[1] != 3 or not 1 <= len(seeds) <= MOST_SEEDS:
        rule = f"three numbers for each of 1 to {MOST_SEEDS} questions"
        msg = f"seeds must be {rule}, got shape {seeds.shape}"
        raise ValueError(msg)
    if not np.isfinite(seeds).all() or (np.abs(seeds) > 1e100).any():
        msg = "seeds must be finite numbers"
        raise ValueError(msg)
    if not (np.diff(seeds, axis=1) > 0).all():
        bad = int(np.flatnonzero(~(np.diff(seeds, axis=1) > 0).all(axis=1))[0])
        msg = (
            f"seed {bad + 1} must rise from 5 to 50 to 95 %, got {seeds[bad].tolist()}"
        )
        raise ValueError(msg)


def voice_from_plain(answers: object, model: Model) -> Voice:
    """Return the voice of a person's answers, as plain data by question.

    Parameters
    ----------
    answers : mapping
        `credence`: a number a level, or these as `p` with a `firmness` in chips;
        `utilities`, `measures`, `likelihoods`: by id; `prediction`: an id; `seeds`:
        three numbers a question. All but the first may be absent.
    model : Model
        As the scenario sees it.

    Raises
    ------
    ValueError
        Naming the question, the rule and the value.

    Examples
    --------
    >>> from simulator.model import load
    >>> said = {"credence": [10] * 10, "prediction": "debate"}
    >>> voice_from_plain(said, load()).prediction
    'debate'
    """
    if not isinstance(answers, Mapping) or "credence" not in answers:
        msg = f"answers must hold a credence, got {show(answers)}"
        raise ValueError(msg)
    unknown = [name for name in answers if name not in READERS]
    if unknown:
        msg = f"answers must be to known questions, got {show(unknown[0])}"
        raise ValueError(msg)
    given = {name: READERS[name](answers[name], model) for name in answers
             if answers[name] is not None}  # fmt: skip
    return Voice(**given)


def check_answer(question: str, value: object, model: Model) -> None:
    """Check one answer by itself, as it comes in.

    Parameters
    ----------
    question : str
        One of `READERS`.
    value : object
        Plain data; see `voice_from_plain`.
    model : Model
        As the scenario sees it.

    Raises
    ------
    ValueError
        Naming the question, the rule and the value.

    Examples
    --------
    >>> from simulator.model import load
    >>> check_answer("prediction", "magic", load())
    Traceback (most recent call last):
    ValueError: prediction must name an intervention, got 'magic'
    """
    if value is None:
        msg = f"{question} must have an answer, got none"
        raise ValueError(msg)
    even = [1 / len(model.belief.ladder)] * len(model.belief.ladder)
    voice_from_plain({"credence": even, question: value}, model)


def _credence(data: object, model: Model) -> Credence:
    whole = data if isinstance(data, Mapping) else {"p": data}
    if not set(whole) <= {"p", "firmness"}:
        msg = f"credence must have p and a firmness alone, got {show(sorted(whole))}"
        raise ValueError(msg)
    p = scaled(_row("credence", whole.get("p")), len(model.belief.ladder))
    firmness = whole.get("firmness")
    return Credence(p, None if firmness is None else _number("firmness", firmness))


def _utilities(data: object, model: Model) -> dict[str, float]:
    known = [outcome.id for outcome in model.world.outcomes]
    return _by_id("utilities", data, known, _number)


def _measures(data: object, model: Model) -> dict[str, Any]:
    def word(name: str, value: object) -> object:
        if not isinstance(value, str):
            msg = f"{name} must work as one of {', '.join(WORKS)}, got {show(value)}"
            raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
        return value

    return _by_id("measures", data, model.means.ids, word)


def _likelihoods(data: object, model: Model) -> dict[str, float]:
    return _by_id("likelihoods", data, model.belief.network.item_ids, _number)


def _prediction(data: object, model: Model) -> str:
    if not isinstance(data, str) or data not in model.means.ids:
        msg = f"prediction must name an intervention, got {show(data)}"
        raise ValueError(msg)
    return data


def _seeds(data: object, model: Model) -> FloatArray:  # noqa: ARG001  as the others
    rows = data if isinstance(data, list | tuple) else [data]
    told = [_row("seeds", row) for row in rows[: MOST_SEEDS + 1]]
    if any(len(row) != 3 for row in told):
        msg = f"seeds must be three numbers a question, got {show(data)}"
        raise ValueError(msg)
    return np.array(told, dtype=float).reshape(-1, 3)


READERS: Mapping[str, Callable[[Any, Model], Any]] = {
    "credence": _credence,
    "utilities": _utilities,
    "measures": _measures,
    "likelihoods": _likelihoods,
    "prediction": _prediction,
    "seeds": _seeds,
}
"""By question: from plain data to what a voice holds."""


def _by_id(
    question: str,
    data: object,
    known: Sequence[str],
    read: Callable[[str, object], Any],
) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        msg = f"{question} must be by id, got {show(data)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    for name in data:
        if name not in known:
            msg = f"{question} must name ids of the pack, got {show(name)}"
            raise ValueError(msg)
    return {name: read(name, data[name]) for name in data}


def _row(question: str, data: object) -> list[float]:
    if not isinstance(data, list | tuple):
        msg = f"{question} must be a list of numbers, got {show(data)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return [_number(question, x) for x in data]


def _number(name: str, value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not abs(value) < 1e100:  # type: ignore[arg-type]
        msg = f"{name} must be a finite number, got {show(value)}"
        raise ValueError(msg)
    return float(value)  # type: ignore[arg-type]
