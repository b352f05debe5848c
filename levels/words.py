"""The words of a pack in another language, by list and by id of the entry."""

from collections.abc import Mapping

from pydantic import Field

from levels.quantity import Entry, Id, Text

Texts = tuple[Text, ...]


class Words(Entry):
    """Words of one entry, each in place of that entry's field of the same name."""

    name: Text | None = None
    short: Text | None = None
    summary: Text | None = None
    strategy: Text | None = None
    meaning: Text | None = None
    observation: Text | None = None
    caveat: Text | None = None
    statement: Text | None = None
    mapping: Text | None = None
    maturity: Text | None = None
    remark: Text | None = None
    risk: Text | None = None
    why_not_previous: Text | None = None
    cannot: Texts | None = Field(None, description="as many as the entry has")

    @property
    def given(self) -> dict[str, object]:
        """The words that are there, by field."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self
            if value is not None
        }


ById = Mapping[Id, Words]


class WordsFile(Entry):
    """All words of a pack in one language; what is left out stays as it is."""

    units: Mapping[Text, Text] = Field({}, description="by the unit as it stands")
    ladder: Words = Words()
    tiers: ById = Field(default_factory=dict)
    levels: ById = Field(default_factory=dict)
    rivals: ById = Field(default_factory=dict)
    facts: ById = Field(default_factory=dict)
    groups: ById = Field(default_factory=dict)
    evidence: ById = Field(default_factory=dict)
    priors: ById = Field(default_factory=dict)
    failure_modes: ById = Field(default_factory=dict)
    interventions: ById = Field(default_factory=dict)
    gates: ById = Field(default_factory=dict)
    outcomes: ById = Field(default_factory=dict)
    tasks: ById = Field(default_factory=dict)
    harms: ById = Field(default_factory=dict)
    layers: ById = Field(default_factory=dict)
    parameters: ById = Field(default_factory=dict)
    tests: ById = Field(default_factory=dict)


FILES = {
    "levels.yaml": ("tiers", "levels", "rivals"),
    "facts.yaml": ("facts",),
    "evidence.yaml": ("groups", "evidence"),
    "priors.yaml": ("priors",),
    "interventions.yaml": ("failure_modes", "interventions"),
    "requirements.yaml": ("gates",),
    "world.yaml": ("outcomes", "tasks", "harms", "layers", "parameters"),
    "tests.yaml": ("tests",),
}
"""The lists of each catalog whose entries have words."""

LADDER = "levels.yaml"
"""The catalog that has words of its own, beside those of its entries."""
