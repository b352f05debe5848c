"""The agenda of a workshop: its steps, and which answers each takes.

References
----------
.. [1] Hemming, V., Burgman, M. A., Hanea, A. M., McBride, M. F. & Wintle, B. C. (2018).
   A practical guide to structured expert elicitation using the IDEA protocol.
   Methods Ecol. Evol. 9(1), 169-180.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.workshops.plain import Json, short, whole

KINDS = ("brief", "answer", "lock", "reveal", "discussion", "result")
QUESTIONS = (
    "credence",
    "prediction",
    "utilities",
    "likelihoods",
    "measures",
    "seeds",
)
MOST_ROUNDS, MOST_STEPS = 20, 60


@dataclass(frozen=True)
class Step:
    """One step: its kind, the round it belongs to, what is asked in it.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    round : int
        From 1; 0 for a step of no round.
    questions : tuple of str
        Of `QUESTIONS`; only a step that takes answers has some.
    """

    kind: str
    round: int = 0
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            msg = f"kind must be one of {', '.join(KINDS)}, got {short(self.kind)}"
            raise ValueError(msg)
        of_round = self.kind in {"answer", "lock", "reveal"}
        whole(f"round of {self.kind}", self.round, int(of_round), MOST_ROUNDS)
        if bool(self.questions) != (self.kind == "answer"):
            msg = f"questions must be asked in answer steps alone, got {self.plain}"
            raise ValueError(msg)
        known = {asked for asked in self.questions if asked in QUESTIONS}
        if len(known) != len(self.questions):
            rule = f"questions must be different ones of {', '.join(QUESTIONS)}"
            msg = f"{rule}, got {short(self.questions)}"
            raise ValueError(msg)

    @property
    def plain(self) -> Json:
        """As JSON."""
        return {**asdict(self), "questions": list(self.questions)}

    def takes(self, of_round: int, question: str) -> bool:
        """Return whether this step takes an answer to this question of this round."""
        return self.round == of_round and question in self.questions


Agenda = tuple[Step, ...]


def idea(
    first: Sequence[str] = ("credence", "prediction"),
    second: Sequence[str] = ("credence",),
) -> Agenda:
    """Return the default agenda: answer in private, look, talk, answer again.

    Parameters
    ----------
    first, second : sequence of str
        The questions of the two rounds.

    Examples
    --------
    >>> [step.kind for step in idea()][:4]
    ['brief', 'answer', 'lock', 'reveal']
    """
    return (
        Step("brief"),
        *_round(1, first),
        Step("discussion"),
        *_round(2, second),
        Step("result"),
    )


def _round(number: int, questions: Sequence[str]) -> Agenda:
    answer = Step("answer", number, tuple(questions))
    return (answer, Step("lock", number), Step("reveal", number))


def checked(agenda: Sequence[Step]) -> Agenda:
    """Return an agenda in which every round is answered and locked before it is shown.

    Raises
    ------
    ValueError
        If there are no steps or too many, or a round is shown too early.
    """
    whole("number of steps", len(agenda), 1, MOST_STEPS)
    for place, step in enumerate(agenda):
        before = {(s.kind, s.round) for s in agenda[:place]}
        if step.kind in {"lock", "reveal"}:
            needed = "answer" if step.kind == "lock" else "lock"
            if (needed, step.round) not in before:
                rule = f"{step.kind} must come after the {needed} of its round"
                msg = f"{rule}, got step {place} of round {step.round}"
                raise ValueError(msg)
    return tuple(agenda)


def read_agenda(plain: object) -> Agenda:
    """Return the agenda that JSON describes.

    Raises
    ------
    ValueError
        If it describes none.
    """
    if not isinstance(plain, list):
        msg = f"agenda must be a list of steps, got {short(plain)}"
        raise ValueError(msg)  # noqa: TRY004  wrong data, not a wrong call
    return checked([_step(entry) for entry in plain])


def _step(plain: object) -> Step:
    if not isinstance(plain, dict) or not {"kind"} <= set(plain) <= {
        "kind",
        "round",
        "questions",
    }:
        msg = f"step must have kind, round and questions, got {short(plain)}"
        raise ValueError(msg)
    asked = plain.get("questions", [])
    if not isinstance(asked, list) or not all(isinstance(q, str) for q in asked):
        msg = f"questions must be a list of texts, got {short(asked)}"
        raise ValueError(msg)
    return Step(str(plain["kind"]), plain.get("round", 0), tuple(asked))
