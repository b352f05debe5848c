"""The bodies of the room's requests."""

from typing import Annotated, Any

from pydantic import Field
from pydantic.types import StringConstraints

from app.exact import Exact

Id = Annotated[str, StringConstraints(min_length=36, max_length=36)]


class JoinBody(Exact):
    """Who joins which workshop; the phone's own id makes that it joins once."""

    code: str = Field(max_length=32)
    pseudonym: str = Field(min_length=1, max_length=200)
    join_id: Id


class AnswerBody(Exact):
    """One answer; the phone's own id makes that it is saved once."""

    answer_id: Id
    round: int = Field(ge=1)
    question: str = Field(max_length=32)
    value: Any


class EraseBody(Exact):
    """Nothing but the wish."""
