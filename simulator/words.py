"""The words that a pack has in other languages, checked against its catalogs.

A pack may hold `texts/<language>.yaml`. The shipped words go with the shipped catalogs
only: of a catalog that a pack brings, only the pack's own words tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from levels.document import Document, check
from levels.pack import brought, texts
from levels.problem import PackError, Place, Problem, spell
from levels.words import FILES, LADDER, Words, WordsFile

Schemas = Mapping[str, type[BaseModel]]


def words(
    documents: Mapping[str, Document], folder: Path | None, schemas: Schemas
) -> dict[str, WordsFile]:
    """Return the words that a pack has, by language.

    Parameters
    ----------
    documents : mapping of str to Document
        Its catalogs.
    folder : Path, optional
        Where its own texts are.
    schemas : mapping of str to type
        Of each catalog.

    Raises
    ------
    PackError
        If they speak of what is not in the catalogs, or could not stand there.
    """
    replaced = set() if folder is None else brought(folder)
    kept = [n for name in FILES if name not in replaced for n in FILES[name]]
    found = {}
    for language, document in texts().items():
        found[language] = _only(check(document, WordsFile), kept, LADDER in replaced)
    problems: list[Problem] = []
    for language, document in (texts(folder) if folder else {}).items():
        own = check(document, WordsFile)
        lost = list(_lost(document, own, documents))
        problems += lost or _misfits(document, own, documents, schemas)
        found[language] = _over(own, found.get(language, WordsFile()))
    if problems:
        raise PackError(problems)
    return found


def _only(words: WordsFile, kept: list[str], is_own_ladder: bool) -> WordsFile:
    left = {name: getattr(words, name) for name in ("units", *kept)}
    return (
        WordsFile(**left) if is_own_ladder else WordsFile(ladder=words.ladder, **left)
    )


def _over(own: WordsFile, below: WordsFile) -> WordsFile:
    """Return words in which a pack's own come before the shipped ones, one by one."""
    merged: dict[str, Any] = {
        "units": {**below.units, **own.units},
        "ladder": _merged(own.ladder, below.ladder),
    }
    for name in (name for names in FILES.values() for name in names):
        mine, theirs = getattr(own, name), getattr(below, name)
        both = {i: _merged(mine[i], theirs.get(i, Words())) for i in mine}
        merged[name] = {**theirs, **both}
    return WordsFile(**merged)


def _merged(own: Words, below: Words) -> Words:
    return below.model_copy(update=own.model_dump(exclude_none=True))


def spoken(document: Document, words: WordsFile) -> Document:
    """Return a catalog with words in place of its own."""
    data = dict(document.data)
    for name in FILES.get(document.file, ()):
        given: Mapping[str, Words] = getattr(words, name)
        data[name] = [
            entry | given[entry["id"]].given if entry["id"] in given else entry
            for entry in data.get(name, ())
        ]
    own = words.ladder.given if document.file == LADDER else {}
    return replace(document, data=data | own)


def _lost(
    document: Document, words: WordsFile, documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """Yield a problem for each word that stands for nothing in the catalogs."""
    for file, names in FILES.items():
        for name in names:
            entries = {e["id"]: e for e in documents[file].data.get(name, ())}
            for entry, given in getattr(words, name).items():
                place: Place = (name, entry)
                if entry not in entries:
                    rule = f"must be the id of an entry of {file}"
                    yield document.problem(place, rule, entry)
                    continue
                yield from _unmatched(document, place, given, entries[entry])


def _unmatched(
    document: Document, place: Place, given: Words, entry: Mapping[str, Any]
) -> Iterator[Problem]:
    for field, text in given.given.items():
        told = entry.get(field)
        if told is None:
            yield document.problem((*place, field), "must be a field of that entry")
        elif isinstance(text, list) and len(text) != len(told):
            rule = f"must be as many as the entry has, {len(told)}"
            yield document.problem((*place, field), rule, len(text))


def _misfits(
    document: Document,
    words: WordsFile,
    documents: Mapping[str, Document],
    schemas: Schemas,
) -> Iterator[Problem]:
    """Yield a problem for each word that its entry could not hold."""
    for file in FILES:
        try:
            check(spoken(documents[file], words), schemas[file])
        except PackError as error:
            for problem in error.problems:
                place = _place(documents[file], problem.place)
                line, where = document.line(place), spell(place)
                yield replace(
                    problem, file=document.file, line=line, where=where, place=place
                )


def _place(catalog: Document, place: Place) -> Place:
    """Return where the words for a place of a catalog stand."""
    match place:
        case (str(name), int(number), *field) if name in FILES[catalog.file]:
            return (name, catalog.at((name, number, "id")), *field)
    return ("ladder", *place)
