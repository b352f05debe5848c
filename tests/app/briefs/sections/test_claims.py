"""Every claim of the prose: a change that makes it false changes what is said."""

from dataclasses import replace

import numpy as np
import pytest

from app.briefs.brief import Brief, Estimate
from app.texts import ENGLISH, catalog
from tests.app.briefs.claims import (
    Change,
    alone,
    certain,
    changing,
    crowd,
    doubting,
    enough,
    given,
    in_time,
    knowing,
    lacking,
    nothing_counts,
    nothing_helps,
    one_helps,
    opposed,
    said,
    scenery,
    split,
    swapped,
    two_agendas,
    united,
    unrivaled,
    wanting,
)


def as_it_is(brief: Brief) -> Brief:
    return brief


TIE, LEAD = Estimate(0.001, 0.001), Estimate(0.005, 0.001)
UNHELD = scenery(concentration=None)
PLAIN = scenery(observations=frozenset(), evidence=(), changes=frozenset(),
                utilities=frozenset(), parameters=frozenset(), portfolio=None,
                note="")  # fmt: skip
NEVER, ALWAYS = np.full(16, np.inf), np.ones(16)

CLAIMS: list[tuple[str, Change, Change]] = [
    ("flip.stays", as_it_is, scenery(credence=(0.1, 0.9))),
    ("brief.byline", as_it_is, lambda b: replace(
        b, stamp=replace(b.stamp, made="2030-01-01"))),
    ("brief.other_pack", scenery(pack="0" * 16), as_it_is),
    ("brief.question.asked", as_it_is, scenery(grant=50.0)),
    ("brief.question.asked", as_it_is, scenery(months=60)),
    ("brief.answer.first", as_it_is, swapped),
    ("brief.answer.only", one_helps, as_it_is),
    ("brief.answer.none", nothing_helps, as_it_is),
    ("brief.answer.still", nothing_counts, nothing_helps),
    ("reasons.nothing", nothing_counts, as_it_is),
    ("reasons.levels", as_it_is, nothing_counts),
    ("brief.answer.levels", as_it_is, swapped),
    ("brief.answer.levels", as_it_is, opposed),
    ("brief.answer.levels.most", opposed, as_it_is),
    ("reasons.levels.most", opposed, as_it_is),
    ("brief.answer.value", as_it_is, changing(expected_value=Estimate(0.5, 0.1))),
    ("brief.note.free", as_it_is, PLAIN),
    ("brief.note.left", as_it_is, PLAIN),
    ("brief.ranking.left", as_it_is, lambda b: replace(b, ranking=b.ranking[:2])),
    ("brief.needs.lead", lacking(3.0), as_it_is),
    ("brief.needs.factor", lacking(3.0), lacking(4.0)),
    ("brief.needs.more", crowd(8), crowd(9)),
    ("brief.needs.only", lacking(np.inf), lacking(4.0)),
    ("brief.rests.evidence.none", PLAIN, as_it_is),
    ("brief.rests.evidence.lead", as_it_is, PLAIN),
    ("brief.rests.own.judgment", as_it_is, PLAIN),
    ("brief.rests.changes.none", PLAIN, as_it_is),
    ("brief.rests.portfolio.field", PLAIN, as_it_is),
    ("brief.rests.portfolio.nothing", scenery(portfolio=frozenset()), as_it_is),
    ("brief.sure.error", as_it_is, scenery(worlds=32)),
    ("brief.sure.lead", changing(lead=LEAD), changing(lead=TIE)),
    ("brief.sure.tie", changing(lead=TIE), changing(lead=LEAD)),
    ("brief.sure.firm", as_it_is, scenery(concentration=2.0)),
    ("brief.sure.firm", as_it_is, swapped),
    ("brief.sure.fixed", UNHELD, as_it_is),
    ("brief.sure.basis", as_it_is, PLAIN),
    ("brief.sure.changes", as_it_is, PLAIN),
    ("brief.sure.changes", as_it_is, scenery(parameters=frozenset())),
    ("brief.dots.chances", as_it_is, certain),
    ("brief.dates.lead", doubting(critical=NEVER), doubting(critical=ALWAYS)),
    ("brief.dates.lead", as_it_is, scenery(months=24)),
    ("brief.change.alone", alone, as_it_is),
    ("brief.wires.lead", as_it_is, doubting(followed=(1, 0))),
    ("brief.wires.none", doubting(wires=()), as_it_is),
    ("brief.wires.item", as_it_is, doubting(followed=(0, 2))),
    ("brief.wires.item", as_it_is, lambda b: doubting(
        wires=(replace(b.doubts.wires[0], fires=0.01),))(b)),
    ("brief.wires.keep", as_it_is, doubting(followed=(1, 0))),
    ("brief.wires.shift", as_it_is, doubting(followed=(0, 2))),
    ("brief.wires.more", as_it_is, lambda b: doubting(wires=b.doubts.wires[:5])(b)),
    ("brief.find.perfect", knowing(evpi=0.02), knowing(evpi=0.03)),
    ("brief.find.perfect.none", knowing(evpi=0.0), knowing(evpi=0.03)),
    ("brief.find.perfect.alone", unrivaled, as_it_is),
    ("brief.find.first", two_agendas(0.02), two_agendas(0.03)),
    ("brief.find.nothing", two_agendas(0.0), two_agendas(0.03)),
    ("brief.find.late", as_it_is, in_time),
    ("brief.find.more", as_it_is, lambda b: doubting(agenda=b.doubts.agenda[:3])(b)),
    ("brief.dissent.agree", united, split),
    ("brief.dissent.differ", split, united),
    ("brief.dissent.rules", split, united),
    ("brief.sides.none", lambda b: doubting(signs=replace(
        b.doubts.signs, sign=0 * b.doubts.signs.sign))(b), as_it_is),
    ("brief.sides.lead", as_it_is, lambda b: doubting(signs=replace(
        b.doubts.signs, sign=0 * b.doubts.signs.sign))(b)),
    ("brief.sides.item", as_it_is, lambda b: doubting(signs=replace(
        b.doubts.signs, value=2 * b.doubts.signs.value))(b)),
    ("brief.levels.entry", as_it_is, scenery(credence=(0.1, 0.9))),
    ("brief.levels.names", as_it_is, lambda b: doubting(signs=replace(
        b.doubts.signs, value=b.doubts.signs.value[:, ::-1]))(b)),
    ("brief.levels.none", lambda b: doubting(signs=replace(
        b.doubts.signs, value=-abs(b.doubts.signs.value)))(b), as_it_is),
    ("brief.levels.gap", wanting, enough),
    ("brief.levels.enough", enough, wanting),
    ("brief.money.lead", as_it_is, scenery(grant=50.0)),
    ("brief.money.lead", scenery(grant=0.5), scenery(grant=0.25)),
    ("brief.gaps.lead", wanting, enough),
    ("brief.gaps.none", enough, wanting),
    ("brief.gaps.none", enough, unrivaled),
    ("brief.gaps.alone", unrivaled, enough),
    ("brief.levels.enough", enough, unrivaled),
    ("brief.method.belief", as_it_is, PLAIN),
    ("brief.method.simulation", as_it_is, scenery(seed=5)),
    ("brief.method.simulation", as_it_is, doubting(scrambles=8)),
    ("brief.method.priority", as_it_is, scenery(grant=50.0)),
    ("brief.method.places", as_it_is, lambda b: doubting(
        verdicts=b.doubts.verdicts[:6])(b)),
    ("brief.points.basis", as_it_is, PLAIN),
    ("brief.points.no_evidence", PLAIN, as_it_is),
    ("brief.points.evidence", as_it_is, PLAIN),
    ("brief.made", as_it_is, scenery(seed=5)),
]  # fmt: skip

STANDING = {
    "brief.rests.ladder", "brief.sure.scale", "brief.ranking.lead",
    "brief.ranking.brief", "brief.made.rest", "brief.provenance.lead",
}  # fmt: skip
"""Sentences that say what a number is, and none of what was found."""

DRAWN = {"brief.credence.words", "brief.ranking.words", "brief.outcomes.words",
         "brief.dots.words"}  # fmt: skip
"""Sentences of figures, whose numbers other tests compare."""


@pytest.mark.parametrize(("key", "start", "change"), CLAIMS)
def test_a_change_that_makes_a_claim_false_changes_what_is_said(key, start, change):
    brief = given()
    before, after = said(start(brief), key), said(change(brief), key)

    assert before, f"nothing says {key}"
    assert before != after


def test_every_sentence_with_a_value_is_a_claim_that_is_tried():
    known = {key for key, _, _ in CLAIMS} | STANDING | DRAWN
    sentences = {
        key
        for key, text in catalog(ENGLISH).items()
        if key.startswith("brief.") and text.endswith(".") and "{" in text
    }

    unknown = sentences - known
    assert [key for key in unknown if said(given(), key)] == []
    assert [key for key in unknown if said(PLAIN(given()), key)] == []
