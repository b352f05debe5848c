"""The commands `brief` and `verify`: from files to files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.briefs.formats import written
from app.briefs.inside import scenario_file, text_of
from app.briefs.making import computed
from app.briefs.verify import Difference, verify
from app.files import write
from app.texts import speaking
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import CONTRACT

Json = dict[str, Any]


def write_brief(
    model: Model, scenario: Path, form: str, output: Path, language: str
) -> Json:
    """Write the brief of a scenario file, and return what to say of it.

    Raises
    ------
    ValueError
        If the scenario cannot be used or the file cannot be written.
    """
    plain = scenarios.from_plain(scenario_file(scenario), model)
    with speaking(language):
        brief = computed(model, plain, today())
        write(output, written(brief, form))
    return {"contract": CONTRACT, "path": str(output), "digest": brief.digest}


def verify_brief(model: Model, path: Path) -> Json:
    """Verify a file, and return what differs.

    Raises
    ------
    ValueError
        If it cannot be read or is no brief.
    """
    return verdict(verify(text_of(path), model))


def verdict(differences: Sequence[Difference]) -> Json:
    """Return what to say of a brief that was verified."""
    found = [vars(difference) for difference in differences]
    return {"contract": CONTRACT, "ok": not found, "differences": found}


def listed(document: Json) -> str:
    """Return differences for people, one a line."""
    lines = [f"{d['where']}: {d['was']!r} is now {d['now']!r}"
             for d in document["differences"]]  # fmt: skip
    return "\n".join(lines) or "ok"


def today() -> str:
    """Return the day, in UTC."""
    return datetime.now(UTC).date().isoformat()
