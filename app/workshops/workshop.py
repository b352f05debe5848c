"""A workshop and what belongs to it, as frozen values."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from app.workshops.keys import shown_code
from app.workshops.plain import Json, short, whole
from app.workshops.rounds import Agenda, Step


class Role(StrEnum):
    """Who someone is in a workshop."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    SCREEN = "screen"
    OBSERVER = "observer"


@dataclass(frozen=True)
class Settings:
    """What the facilitator decides once.

    Attributes
    ----------
    batch : int
        Aggregates are shown of so many people at least.
    retention_days : int
        So long after the last change a workshop is kept.
    most_participants : int
        No more may join.
    """

    batch: int = 5
    retention_days: int = 90
    most_participants: int = 2000

    def __post_init__(self) -> None:
        whole("batch", self.batch, 1, 1000)
        whole("retention_days", self.retention_days, 1, 36500)
        whole("most_participants", self.most_participants, 1, 10000)

    @property
    def plain(self) -> Json:
        """As JSON."""
        return asdict(self)


def read_settings(plain: object) -> Settings:
    """Return the settings that JSON describes; what it leaves out is the default.

    Raises
    ------
    ValueError
        If it describes none.
    """
    names = [field.name for field in fields(Settings)]
    if not isinstance(plain, dict) or not set(plain) <= set(names):
        msg = f"settings must be some of {', '.join(names)}, got {short(plain)}"
        raise ValueError(msg)
    return Settings(**plain)


@dataclass(frozen=True)
class Workshop:
    """A sitting: its scenario, its agenda, and where it stands.

    Attributes
    ----------
    version : int
        Counts the moves and the edits, so that two facilitators notice each other.
    """

    id: str
    code: str
    name: str
    scenario: Json
    agenda: Agenda
    step: int
    settings: Settings
    version: int
    created: str

    @property
    def now(self) -> Step:
        """The present step."""
        return self.agenda[self.step]

    @property
    def shown_code(self) -> str:
        """The code as people read it."""
        return shown_code(self.code)


@dataclass(frozen=True)
class Created:
    """A new workshop, and its secret tokens, which are seen only here."""

    workshop: Workshop
    facilitator: str
    screen: str
    observer: str


@dataclass(frozen=True)
class Identity:
    """Whose token it is."""

    role: Role
    workshop_id: str
    participant_id: str | None = None


@dataclass(frozen=True)
class Joined:
    """A participant who has joined, and the secret token."""

    participant_id: str
    token: str


@dataclass(frozen=True)
class Participant:
    """Someone who has joined."""

    id: str
    pseudonym: str
    joined: str


@dataclass(frozen=True)
class Judgment:
    """One answer to one question, as it was given.

    Attributes
    ----------
    sequence : int
        Its place among all that happened; what came later has a greater one, whatever
        the clock said.
    """

    id: str
    participant_id: str
    round: int
    question: str
    value: Any
    at: str
    sequence: int


@dataclass(frozen=True)
class Receipt:
    """What is told to the one who answered: since when it is saved.

    Attributes
    ----------
    again : bool
        Whether it was saved before and came once more.
    """

    at: str
    again: bool


@dataclass(frozen=True)
class Counts:
    """How many have joined, and how many of them answered in a round."""

    joined: int
    answered: int


@dataclass(frozen=True)
class Published:
    """What a reveal showed.

    Attributes
    ----------
    step : int
        Place of the reveal in the agenda.
    upto : int
        Sequence of the last happening it takes into account.
    """

    step: int
    upto: int
    at: str
    document: Json


@dataclass(frozen=True)
class Event:
    """Who did what when."""

    sequence: int
    at: str
    action: str
    role: str
    participant_id: str | None
    detail: Json


@dataclass(frozen=True)
class Refusal:
    """What was refused to someone, and why."""

    at: str
    workshop_id: str | None
    action: str
    reason: str


@dataclass(frozen=True)
class Versions:
    """Which workshops have changed.

    Attributes
    ----------
    upto : int
        What to ask with next time.
    changed : dict
        The sequence of the last change, for each workshop that has changed.
    """

    upto: int
    changed: dict[str, int]
