"""Model packs as folders: copy the shipped one, check one, describe the files."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from levels.pack import SHIPPED, TEXTS, shipped, shipped_texts
from levels.problem import PackError, Problem
from levels.words import WordsFile
from simulator.model import ALL_SCHEMAS, Model, load
from simulator.translation import translated
from simulator.world.engine import engine
from simulator.world.reach import out_of_reach


@dataclass(frozen=True)
class Findings:
    """What is found in a pack.

    Parameters
    ----------
    problems : tuple of Problem
        For which it cannot be used.
    warnings : tuple of Problem
        With which it can be used, and may not say what was meant.
    """

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def copy(folder: Path) -> None:
    """Write a complete, commented copy of the shipped pack to a new folder.

    Raises
    ------
    ValueError
        If the folder is there already or cannot be made.
    """
    if folder.exists():
        msg = f"{folder}: must not be there yet"
        raise ValueError(msg)
    try:
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        msg = f"{folder}: must be writable: {error.strerror}"
        raise ValueError(msg) from None
    try:
        for name in SHIPPED:
            (draft / name).write_bytes(shipped(name).read_bytes())
        (draft / TEXTS).mkdir()
        for file in shipped_texts():
            (draft / TEXTS / file.name).write_bytes(file.read_bytes())
        draft.chmod(0o755)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check(folder: Path) -> Findings:
    """Return what is wrong with a pack, and what may not be meant so."""
    try:
        model = load(folder)
        for language in model.words:
            translated(model, language)
    except PackError as error:
        return Findings(problems=error.problems)
    return Findings(warnings=_warnings(model))


def _warnings(model: Model) -> tuple[Problem, ...]:
    """Return outcomes that nothing leads to, or that nothing can be computed."""
    world = model.documents["world.yaml"]
    try:
        missed = out_of_reach(engine(model))
    except ValueError as error:
        return (world.problem(("parameters",), str(error)),)
    rule = "should be one in which some world ends, whatever is funded"
    return tuple(
        world.problem(("outcomes", n, "id"), rule, outcome.id)
        for n, outcome in enumerate(model.world.outcomes)
        if outcome.id in missed
    )


def schemas() -> dict[str, Any]:
    """Return the JSON Schema of each file of a pack."""
    all_schemas: dict[str, type[BaseModel]] = {
        **ALL_SCHEMAS,
        f"{TEXTS}/LANGUAGE.yaml": WordsFile,
    }
    return {name: schema.model_json_schema() for name, schema in all_schemas.items()}
