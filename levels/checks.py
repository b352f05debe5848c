"""Rules that hold between the entries of catalogs: ids, sources, tables by level."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from levels.document import Document, check
from levels.level import Ladder
from levels.problem import PackError, Place, Problem

Parts = Mapping[str, Any]
"""Checked catalogs by file; one with problems is absent."""


def checked(
    documents: Mapping[str, Document], schemas: Mapping[str, type[BaseModel]]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return each catalog as a value of its schema, and the problems of the others."""
    parts: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, schema in schemas.items():
        try:
            parts[name] = check(documents[name], schema)
        except PackError as error:
            problems += error.problems
    return parts, problems


def repeated(
    document: Document, ids: Iterable[str], taken: Iterable[str] = ()
) -> list[Problem]:
    """Return a problem for each id that stands twice."""
    seen, problems = set(taken), []
    for name in ids:
        if name in seen:
            problems.append(
                document.problem(_where(document, name), "id must not repeat", name)
            )
        seen.add(name)
    return problems


def _where(document: Document, name: str) -> Place:
    places = [place for place in document.lines if place and place[-1] == "id"]
    found = [place for place in places if document.at(place) == name]
    return found[-1] if found else ()


def unknown_sources(document: Document, known: set[str]) -> list[Problem]:
    """Return a problem for each source that is named and not in the catalog."""
    return [
        document.problem(place, "must be the id of a source", document.at(place))
        for place in document.lines
        if (place[-1:] == ("source",) or place[-2:-1] == ("sources",))
        and isinstance(document.at(place), str)
        and document.at(place) not in known
    ]


def wrong_levels(
    document: Document, place: Place, given: Iterable[str], ladder: Ladder
) -> list[Problem]:
    """Return problems where a table by level does not name each level once."""
    given = set(given)
    rule = "must have a number for each level"
    missing = [i for i in ladder.ids if i not in given]
    strange = sorted(given - set(ladder.ids))
    problems = [document.problem((*place, i), "must be a level", i) for i in strange]
    if missing:
        problems.append(document.problem(place, f"{rule}, lacks {missing[0]}", ""))
    return problems
