"""What a phone needs to know of the model: names and ids, kept with the workshop.

It is made once, when the workshop is created, and stored under `SHEET` of the
workshop's scenario, so that no participant's request needs the model, and a workshop
that is opened years later asks what it asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.explorer import CONCENTRATIONS, USUAL_CONCENTRATION, level_entries
from levels.problem import show
from simulator.model import Model

SHEET = "sheet"
LISTS = (
    "levels",
    "tiers",
    "interventions",
    "measures",
    "outcomes",
    "evidence",
    "seeds",
)

Json = dict[str, Any]


def sheet_document(
    model: Model, seeds: Sequence[Json] = (), measures: Sequence[str] = ()
) -> Json:
    """Return the sheet of a model.

    Parameters
    ----------
    model : Model
    seeds : sequence of dict
        Questions with known answers, as ``{id, question, unit}``, without the answers.
    measures : sequence of str
        Ids of the interventions of which it is asked how well they will work.

    Returns
    -------
    dict
        Lists by name, each of objects with an ``id``, and what the ladder starts with.
    """
    belief, means = model.belief, model.means
    named = [{"id": each.id, "name": each.name} for each in means.interventions]
    return {
        "levels": level_entries(model),
        "tiers": [{"id": t.id, "name": t.name} for t in belief.ladder.tiers],
        "interventions": named,
        "measures": [each for each in named if each["id"] in measures],
        "outcomes": [{"id": o.id, "name": o.name} for o in model.world.outcomes],
        "evidence": [{"id": e.id, "name": e.name} for e in belief.evidence],
        "seeds": [dict(seed) for seed in seeds],
        "concentration": USUAL_CONCENTRATION,
        "concentrationRange": CONCENTRATIONS,
    }


@dataclass(frozen=True)
class Sheet:
    """The ids that answers may name.

    Attributes
    ----------
    ids : mapping of str to frozenset of str
        By the names of `LISTS`.
    document : dict
        All of it, as the phone gets it.
    """

    ids: Mapping[str, frozenset[str]]
    document: Json


def sheet_of(scenario: Mapping[str, Any]) -> Sheet:
    """Return the sheet in a workshop's scenario; a list that is not there is empty.

    Raises
    ------
    ValueError
        If it has none, or one of another form.

    Examples
    --------
    >>> sheet = sheet_of({"sheet": {"levels": [{"id": "a"}, {"id": "b"}]}})
    >>> sorted(sheet.ids["levels"]), sheet.ids["seeds"]
    (['a', 'b'], frozenset())
    """
    document = scenario.get(SHEET)
    if not isinstance(document, dict):
        msg = f"scenario must hold a {SHEET}, got {show(document)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return Sheet({name: _ids(name, document.get(name, [])) for name in LISTS}, document)


def _ids(name: str, entries: Any) -> frozenset[str]:
    try:
        return frozenset(str(entry["id"]) for entry in entries)
    except (TypeError, KeyError):
        msg = f"{SHEET}.{name} must list objects with an id, got {show(entries)}"
        raise ValueError(msg) from None
