"""What scenarios have in common, what differs, and which part of them does it."""

from dataclasses import replace

import numpy as np

from app.briefs.comparison.causes import differs
from app.briefs.comparison.comparison import Cause
from app.briefs.comparison.content import content
from app.briefs.comparison.making import compared
from app.texts import say
from simulator import scenario as scenarios
from tests.app.briefs.compared import (
    ALL_APART,
    OPPOSED,
    OTHER,
    SAME,
    says,
    table,
    three,
    two,
    valued,
    words,
)
from tests.app.briefs.examples import DAY, FULL, OWN, PLAIN, model, scenario


def test_what_is_first_without_helping_is_said_to_be_so():
    harmless = valued(two(), (3.0, 2.0, -1.0), (3.0, -0.1, -1.0))

    told = words(content(harmless))
    assert any("and helps under some of the scenarios alone" in text for text in told)
    assert "The theory Under A. Places: A 2, B 2. Worst: 2." in told


def test_what_is_common_and_what_is_not_are_listed_apart():
    told = words(content(valued(two(), *OPPOSED)))

    assert "The theory Places: A 2, B 2. Worst: 2." in told
    assert "The tuning Under A. Places: A 1, B 3. Worst: 3." in told
    apart = words(content(valued(two(), *SAME)))
    assert say("comparison.differs.none", first=2) in apart
    none = words(content(valued(two(), *ALL_APART)))
    assert say("comparison.common.none", count=3, first=2) in none[3:]


def test_one_part_that_differs_is_the_whole_cause():
    told = words(differs(two()))

    (why,) = [text for text in told if says("comparison.why.only", text)]
    assert why.startswith("B (Another) differs from A (without a title)")
    assert "one part alone: credence." in why
    more = compared(model(), [scenario(PLAIN), scenario({**OTHER, "seed": 3})], DAY)
    assert not any(says("comparison.why.only", text) for text in words(differs(more)))


REVERSED = {"bad": 1.0, "harm": 0.6, "halt": 0.0, "good": 0.0}


def test_what_a_part_replaces_is_counted_though_nothing_helps():
    given = [{**PLAIN, "utilities": REVERSED}, PLAIN]
    comparison = compared(model(), [scenario(each) for each in given], DAY)
    (cause,) = comparison.causes

    first = [set(np.argsort(-side.priority)[:2]) for side in comparison.sides]
    assert (comparison.sides[0].priority < 0).all()
    assert (cause.part, cause.moved) == ("utilities", len(first[0] - first[1]))
    assert cause.moved == 1


CERTAIN = {"easy": 1.0, "hard": 0.0}


def test_several_parts_are_tried_one_at_a_time():
    comparison = three()
    tried = [(cause.side, cause.part) for cause in comparison.causes]

    every = ["credence", "evidence", "utilities", "simulated"]
    assert tried == [(side, part) for side in (1, 2) for part in every]
    for cause in comparison.causes:
        mixed = scenarios.from_plain(mixed_by_hand(cause), model())
        alone = compared(model(), [mixed, mixed], DAY).sides[0]
        assert cause.first == int(alone.priority.argmax())


def mixed_by_hand(cause):
    fields = {
        "credence": ["credence", "concentration"],
        "evidence": ["observations", "evidence"],
        "utilities": ["utilities"],
        "simulated": ["portfolio", "parameters", "changes", "seed"],
    }[cause.part]
    other = three().sides[cause.side].scenario.plain
    return {**scenario(FULL).plain, **{name: other[name] for name in fields}}


def test_what_a_part_does_alone_is_said_as_it_is():
    base = valued(two(), *OPPOSED)
    parts = ("credence", ()), ("utilities", ()), ("evidence", ())
    parts = (*parts, ("simulated", ("changes", "seed")))
    found = [(0, 0), (2, 1), (None, 0), (0, 2)]
    causes = [
        Cause(1, part, fields, first, moved)
        for (part, fields), (first, moved) in zip(parts, found, strict=True)
    ]

    told = words(differs(replace(base, causes=tuple(causes))))
    still, moved, never, both = told[-4:]
    assert still == (
        "credence With this alone The tuning would still come first in A."
        " Its first 2 would stay the same."
    )
    assert moved == (
        "what outcomes are worth With this alone The treaty would come first in A."
        " Of its first 2, 1 would be replaced."
    )
    assert never == f"evidence {say('comparison.why.impossible')}"
    assert both.startswith("changed numbers and seed With this alone The tuning")


def test_evidence_that_cannot_hold_under_the_other_credence_is_said_to_be_so():
    never = {"facts": [False], "probability": [0.0, 0.0, 0.0]}
    own = {**OWN, "likelihood": [OWN["likelihood"][0], never]}
    known = {f"facts.kind_world.by_level.{k}": [p] * 3 for k, p in CERTAIN.items()}
    hard = {**PLAIN, "credence": [0.0, 1.0], "changes": known}
    easy = {**hard, "credence": [1.0, 0.0], "evidence": [own]}
    given = [hard, {**easy, "observations": {"mine": "yes"}}]

    found = compared(model(), [scenario(each) for each in given], DAY)
    alone = {cause.part: cause.first for cause in found.causes}
    assert alone["evidence"] is None
    assert alone["credence"] is not None
    told = words(differs(found))
    assert f"evidence {say('comparison.why.impossible')}" in told
    assert not any(text.startswith("credence This cannot") for text in told)


def test_inputs_that_differ_are_listed_with_the_value_of_each():
    rows = table(three(), "comparison.input.table").rows

    told = {(row[0], row[1]): row[2:] for row in rows}
    observed = say("compare.part.observations")
    assert told[observed, "My own test"] == ("no", "—", "—")
    assert told[say("compare.part.seed"), ""] == ("0", "0", "3")
    assert told[say("compare.part.utilities"), "Halt"] == ("0.75", "—", "—")
    amount = told[say("compare.part.portfolio"), "The tuning"]
    assert amount == ("20", say("comparison.field"), say("comparison.field"))
    changed = say("compare.part.changes"), "The theory: cost"
    assert told[changed][0] == "0.5 (0.4 to 0.6)"
    assert not any(say("compare.part.credence") == row[0] for row in rows)


def test_an_allocation_by_month_names_the_month_and_what_gets_nothing():
    dated = [
        {"from_month": 0, "amounts": {"tuning": 3}},
        {"from_month": 12, "amounts": {"theory": 1.5}},
    ]
    given = [{**PLAIN, "portfolio": dated}, {**PLAIN, "portfolio": {"tuning": 2}}]
    comparison = compared(model(), [scenario(each) for each in given], DAY)

    rows = table(comparison, "comparison.input.table").rows
    assert ("The theory: From month 12", "1.5", "0") in [row[1:] for row in rows]
