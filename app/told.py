"""What was revealed to a workshop, with the names of what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """A published document, and the names of what its ids stand for.

    Parameters
    ----------
    document : mapping
        As a reveal published it.
    sheet : mapping
        Of the workshop.
    """

    document: Json
    sheet: Json

    @property
    def group(self) -> Json:
        """What is told of the group."""
        found: Json = self.document["group"]
        return found

    @property
    def last(self) -> Json:
        """The newest round."""
        found: Json = self.group["rounds"][-1]
        return found

    @property
    def first(self) -> Json | None:
        """The round before it; None if there is none."""
        rounds = self.group["rounds"]
        return rounds[-2] if len(rounds) > 1 and rounds[-2]["is_shown"] else None

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rounds."""
        return list(self.document["rounds"])

    @property
    def levels(self) -> list[str]:
        """Short names of the levels with their numbers."""
        return [f"{each['number']}. {each['short']}" for each in self.sheet["levels"]]

    def level_words(self, row: int) -> str:
        """Return what to call a level in a sentence."""
        each = self.sheet["levels"][row]
        return f"{each['number']} ({each['short']})"

    def intervention(self, name: str) -> str:
        """Return what to call an intervention."""
        return _named(self.sheet["interventions"], name)

    def decision(self, name: str) -> str:
        """Return what to call a decision."""
        return str(self.document["decisions"].get(name, name))

    def level(self, name: str) -> str:
        """Return what to call a level."""
        return _named(self.sheet["levels"], name)

    def fact(self, name: str) -> str:
        """Return what to call a fact."""
        return _named(self.sheet.get("facts", []), name)


def _named(entries: list[Json], name: str) -> str:
    return next((str(each["name"]) for each in entries if each["id"] == name), name)
