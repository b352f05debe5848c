"""The options of `workshop`, which every command reads when it starts."""

import argparse
from pathlib import Path

TEXT = "List, export, back up, restore or delete workshops."
DEFAULT = "sqlite:///tenlevels.db"
"""A file in the folder where the program is started."""
FORMATS = ("json", "csv", "parquet")
ACTIONS = {
    "list": "List the workshops.",
    "export": "Write all that was said in a workshop, without secrets.",
    "import": "Store a workshop that was exported, and tell its new tokens.",
    "backup": "Write the whole database to a file while it is in use.",
    "restore": "Put back what a backup holds.",
    "delete": "Delete a workshop.",
    "erase": "Erase one participant's data.",
    "purge": "Delete workshops that are older than their retention.",
}
JSON = "print one JSON document"
FILES = {
    "import": "what was exported as JSON",
    "backup": "the file to write",
    "restore": "the backup",
}


def database_option(added: argparse.ArgumentParser) -> None:
    """Add the option of where the workshops are."""
    text = f"postgresql://USER@HOST/NAME or sqlite:///FILE; {DEFAULT} by default"
    added.add_argument("--database", default=DEFAULT, metavar="URL", help=text)


def options(added: argparse.ArgumentParser) -> None:
    """Add the actions of `workshop`, each with its options."""
    actions = added.add_subparsers(dest="action", required=True, metavar="ACTION")
    parsers = {}
    for name, text in ACTIONS.items():
        parsers[name] = actions.add_parser(name, help=text, description=text)
        parsers[name].add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help=JSON
        )
        database_option(parsers[name])
    for name in ("export", "delete", "erase"):
        parsers[name].add_argument("code", metavar="CODE", help="or the id")
    for name, text in FILES.items():
        parsers[name].add_argument("file", type=Path, metavar="FILE", help=text)
    parsers["erase"].add_argument("participant", metavar="PARTICIPANT", help="the id")
    text = "%(default)s by default; only JSON can be imported"
    parsers["export"].add_argument(
        "--format", choices=FORMATS, default="json", help=text
    )
    text = "the file to write"
    parsers["export"].add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=text
    )
    text = "in place of the workshops that are there"
    parsers["restore"].add_argument("--replace", action="store_true", help=text)
    text = "file with a new passphrase for facilitators; - is standard input"
    parsers["import"].add_argument("--passphrase-file", metavar="FILE", help=text)
