"""The commands `brief` and `verify`: from files to files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.briefs.comparison import file as comparison_file
from app.briefs.comparison.making import compared
from app.briefs.edition import Edition
from app.briefs.formats import encoded
from app.briefs.inside import file_of
from app.briefs.lines import Line
from app.briefs.making import computed
from app.briefs.opened import opened
from app.briefs.verify import Difference, unverified, verify
from app.files import write
from app.texts import speaking
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario

Json = dict[str, Any]


def write_brief(
    model: Model,
    scenario: Path,
    form: str,
    output: Path,
    language: str,
    edition: Edition,
) -> Json:
    """Write the brief of a scenario file, and return what to say of it.

    Raises
    ------
    ValueError
        If the scenario cannot be used or the file cannot be written.
    """
    plain = opened(scenario, model)
    with speaking(language):
        brief = computed(model, plain, today(), edition)
        write(output, encoded(brief, form))
    return {"contract": CONTRACT, "path": str(output), "digest": brief.digest}


def write_comparison(
    model: Model, given: Sequence[Scenario], form: str, output: Path, language: str
) -> Json:
    """Write the brief on several scenarios, and return what to say of it.

    Raises
    ------
    ValueError
        If they cannot be compared or the file cannot be written.
    """
    with speaking(language):
        comparison = compared(model, given, today())
        write(output, comparison_file.encoded(comparison, form))
    return {"contract": CONTRACT, "path": str(output), "digest": comparison.digest}


def verify_brief(model: Model, path: Path) -> Json:
    """Verify a file, and return what differs.

    Raises
    ------
    ValueError
        If it cannot be read or is no brief.
    """
    file = file_of(path)
    return verdict(verify(file, model), unverified(file))


def verdict(differences: Sequence[Difference], free: Sequence[Line] = ()) -> Json:
    """Return what to say of a brief that was verified, and of the prose that cannot."""
    found = [vars(difference) for difference in differences]
    prose = [{"where": line.where, "text": line.words} for line in free]
    return {
        "contract": CONTRACT,
        "ok": not found,
        "differences": found,
        "unverified": prose,
    }


def listed(document: Json) -> str:
    """Return differences for people, one a line, and then what was not verified."""
    lines = [f"{d['where']}: {d['was']!r} is now {d['now']!r}"
             for d in document["differences"]]  # fmt: skip
    prose = [f"{p['where']}: {p['text']!r} is not verified"
             for p in document["unverified"]]  # fmt: skip
    return "\n".join([*(lines or ["ok"]), *prose])


def today() -> str:
    """Return the day, in UTC."""
    return datetime.now(UTC).date().isoformat()
