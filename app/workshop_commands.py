"""The command `workshop`: what the operator does with the database of workshops."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.files import read_text, write
from app.tables import table
from app.workshops import sheets
from app.workshops.backups import check_backup
from app.workshops.keys import CODE_LENGTH, shown_code
from app.workshops.store import Store, open_store
from app.workshops.workshop import Workshop
from simulator.scenario import CONTRACT

MAKING = ("import", "restore")
"""The actions that may start a database."""
Json = dict[str, Any]
Arguments = argparse.Namespace


def run(given: Arguments) -> tuple[Json, str]:
    """Do it, and return the document and the text of it.

    Raises
    ------
    ValueError, OSError
        If it cannot be done, in one line.
    """
    _check_there(given)
    with open_store(given.database) as store:
        fields, text = DOING[given.action](store, given)
    return {"contract": CONTRACT, **fields}, text


def _check_there(given: Arguments) -> None:
    """Refuse to make an empty database only to find nothing for it, or in it."""
    if given.action == "restore":
        check_backup(given.file)
    scheme, _, file = given.database.partition(":///")
    new = scheme.startswith("sqlite") and not Path(file).is_file()
    if new and given.action not in MAKING:
        msg = f"--database must be a file that is there, got {file}"
        raise ValueError(msg)


def found(store: Store, name: str) -> Workshop:
    """Return the workshop that has this code or this id.

    Raises
    ------
    ValueError
        If there is none.
    """
    is_code = len(name) <= CODE_LENGTH + 1
    return store.by_code(name) if is_code else store.workshop(name)


def _list(store: Store, _: Arguments) -> tuple[Json, str]:
    rows = [_listed(store, workshop) for workshop in store.workshops()]
    shown = table([list(row.values()) for row in rows], list(rows[0])) if rows else ""
    return {"workshops": rows}, shown or "none"


def _listed(store: Store, workshop: Workshop) -> Json:
    return {
        "code": workshop.shown_code,
        "name": workshop.name,
        "created": workshop.created[:16],
        "participants": len(store.participants(workshop.id)),
        "step": workshop.step,
        "kind": workshop.now.kind,
        "round": workshop.now.round,
        "retention_days": workshop.settings.retention_days,
        "id": workshop.id,
    }


def _export(store: Store, given: Arguments) -> tuple[Json, str]:
    document = store.export(found(store, given.code).id)
    form, path = given.format, given.output
    if path is None:
        return _shown(document, form, given)
    if form == "parquet":
        sheets.write_parquet(path, document)
    else:
        write(path, _text(document, form))
    return {"path": str(path)}, str(path)


def _shown(document: Json, form: str, given: Arguments) -> tuple[Json, str]:
    if form == "parquet" or (form == "csv" and given.json):
        msg = f"-o must name the file of an export as {form}, got none"
        raise ValueError(msg)
    return document, _text(document, form).rstrip("\n")


def _text(document: Json, form: str) -> str:
    if form == "csv":
        return sheets.as_csv(document)
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _import(store: Store, given: Arguments) -> tuple[Json, str]:
    made = store.import_(_document(given.file), _passphrase(given))
    secrets = {
        "facilitator": made.facilitator,
        "screen": made.screen,
        "observer": made.observer,
    }
    known = {"id": made.workshop.id, "code": made.workshop.shown_code}
    shown = table(list({**known, **secrets}.items()), ["", "shown only now"])
    return {"workshop": known, "tokens": secrets}, shown


def _document(path: Path) -> Json:
    text = read_text(str(path))
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"{path} must be JSON: {str(error)[:120]}"
        raise ValueError(msg) from None
    return document


def _passphrase(given: Arguments) -> str | None:
    if given.passphrase_file is None:
        return None
    if given.passphrase_file == "-":  # noqa: S105  a name, not a secret
        return sys.stdin.readline().rstrip("\r\n")
    lines = read_text(given.passphrase_file).splitlines()
    return lines[0] if lines else ""


def _backup(store: Store, given: Arguments) -> tuple[Json, str]:
    store.backup(given.file)
    return {"path": str(given.file)}, str(given.file)


def _restore(store: Store, given: Arguments) -> tuple[Json, str]:
    store.restore(given.file, replace=given.replace)
    number = len(store.workshops())
    return {"workshops": number}, f"workshops: {number}"


def _delete(store: Store, given: Arguments) -> tuple[Json, str]:
    workshop = found(store, given.code)
    store.delete(workshop.id)
    return {"deleted": [workshop.id]}, f"deleted {shown_code(workshop.code)}"


def _erase(store: Store, given: Arguments) -> tuple[Json, str]:
    store.erase(found(store, given.code).id, given.participant)
    return {"erased": given.participant}, f"erased {given.participant}"


def _purge(store: Store, _: Arguments) -> tuple[Json, str]:
    old = store.purge(datetime.now(UTC))
    return {"deleted": list(old)}, f"workshops deleted: {len(old)}"


DOING: dict[str, Callable[[Store, Arguments], tuple[Json, str]]] = {
    "list": _list,
    "export": _export,
    "import": _import,
    "backup": _backup,
    "restore": _restore,
    "delete": _delete,
    "erase": _erase,
    "purge": _purge,
}
