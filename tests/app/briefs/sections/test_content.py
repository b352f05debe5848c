"""The sentences and tables of a brief, each from the numbers that it states."""

from dataclasses import replace
from itertools import pairwise

from app.briefs.blocks import Figure, Heading, Items, Paragraph, Quotation, Table
from app.briefs.brief import Estimate
from app.briefs.making import computed
from app.briefs.sections.content import content
from app.texts import say
from tests.app.briefs.examples import DAY, FULL, full, model, plain, scenario


def of(kind, brief):
    return [block for block in content(brief) if isinstance(block, kind)]


def words(brief):
    told = [block.text for block in of(Paragraph, brief)]
    return told + [entry.text for list_ in of(Items, brief) for entry in list_.entries]


def table(brief, caption):
    (found,) = [t for t in of(Table, brief) if t.caption == say(caption)]
    return found


def test_headings_go_down_one_step_at_a_time():
    levels = [heading.level for heading in of(Heading, full())]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_answer_names_the_first_ones_and_the_levels_that_carry_them():
    brief = full()
    lead = next(block for block in of(Paragraph, brief) if block.role == "lead")

    assert all(ranked.name in lead.text for ranked in brief.ranking[:3])
    strongest = brief.levels[brief.reasons[0].levels[0]]
    assert f"level {strongest.number} ({strongest.name})" in lead.text


def test_where_nothing_helps_the_answer_says_so():
    brief = full()
    harmful = tuple(
        replace(ranked, priority=Estimate(-ranked.priority.value, 0.0))
        for ranked in brief.ranking
    )
    changed = replace(brief, ranking=harmful)

    none = say("brief.answer.none", names=brief.ranking[0].name)
    assert any(none in text for text in words(changed))
    assert say("reasons.harms") in " ".join(words(changed))


def test_one_that_helps_alone_is_not_called_the_only_one_there_is():
    brief = full()
    first, *others = brief.ranking
    harmful = [replace(r, priority=Estimate(-1.0, 0.0)) for r in others]
    changed = replace(brief, ranking=(first, *harmful))

    assert any(say("brief.answer.only", names=first.name) in w for w in words(changed))


def test_a_lead_within_chance_is_called_a_tie():
    brief = full()
    sure = replace(brief, lead=Estimate(0.003, 0.001))
    tied = replace(brief, lead=Estimate(0.001, 0.001))

    assert any("more than chance" in text for text in words(sure))
    assert any("cannot tell them apart" in text for text in words(tied))


def test_what_the_author_says_stands_apart_and_only_if_they_say_something():
    assert of(Quotation, full()) == [Quotation(("First.", "Second."))]
    assert of(Quotation, plain()) == []


def test_lines_of_the_author_stay_lines():
    noted = scenario({**FULL, "note": "One:\r\n- two\n\n  - three\n"})
    brief = replace(full(), scenario=noted)

    assert of(Quotation, brief) == [Quotation(("One:", "- two", "- three"))]


def test_a_scenario_of_another_version_of_the_model_is_said_to_be_one():
    other = computed(model(), scenario({**FULL, "pack": "0" * 16}), DAY)

    assert say("brief.other_pack") in words(other)
    assert say("brief.other_pack") not in words(full())


def test_every_number_of_a_figure_stands_in_its_words_and_in_a_table():
    brief = full()
    shown = " ".join(cell for t in of(Table, brief) for row in t.rows for cell in row)
    figures = of(Figure, brief)

    assert len(figures) == 5
    for ranked in brief.ranking:
        priority = f"{1000 * ranked.priority.value:.2f}"
        assert priority in figures[1].words
        assert priority in shown
    for level in brief.levels:
        assert f"{level.after:.1%}" in figures[0].words
        assert f"{level.outcomes[0]:.0%}" in figures[2].words


def test_every_table_of_numbers_says_the_run_that_it_comes_from():
    brief = full()
    stamp = say(
        "brief.stamp",
        revised=brief.model.digest,
        scenario=brief.scenario.digest,
        seed=brief.scenario.seed,
    )
    made = say("brief.provenance.table")

    assert {t.stamp for t in of(Table, brief) if t.caption != made} == {stamp}
    assert {figure.stamp for figure in of(Figure, brief)} == {stamp}


def test_changed_numbers_stand_beside_those_of_the_model():
    rows = table(full(), "brief.rests.changes").rows

    assert ("The theory: cost", "0.25", "0.5 (0.4 to 0.6)") in [r[:3] for r in rows]
    assert any(row[0].startswith("Halt") and row[2] == "0.75" for row in rows)
    assert any(row[0].startswith("threshold") and row[2] == "5" for row in rows)


def test_evidence_says_what_it_speaks_for_and_whose_it_is():
    rows = table(full(), "brief.rests.evidence").rows

    probe, mine = rows
    assert probe[1:5] == ("yes", "level 1: +1.2", "level 2: -1.2", say("brief.ours"))
    assert mine[1] == "no"
    assert mine[4] == say("brief.yours")


def test_only_sources_that_are_cited_are_listed_and_each_has_its_number():
    references = next(b for b in content(full()) if b.kind == "references")

    assert [(e.number, e.text) for e in references.entries] == [
        (1, "A. Body (2020). On levels")
    ]
    assert table(full(), "brief.rests.evidence").rows[0][5] == "1"
    assert any(say("brief.sources.none") == text for text in words(plain()))


def test_a_plain_scenario_says_that_nothing_was_changed():
    told = words(plain())

    assert say("brief.rests.changes.none") in told
    assert say("brief.rests.evidence.none") in told
    assert say("brief.sure.fixed") in told
    assert any("30 FTE-years a year over 3 interventions" in text for text in told)


def test_an_allocation_in_segments_has_a_column_for_each():
    dated = [
        {"from_month": 0, "amounts": {"tuning": 3}},
        {"from_month": 12, "amounts": {"theory": 1.5}},
    ]
    brief = computed(model(), scenario({**FULL, "portfolio": dated}), DAY)
    found = table(brief, "brief.rests.portfolio.own")

    assert found.header[1:] == ("From month 0", "From month 12")
    assert found.rows == (("The tuning", "3", "0"), ("The theory", "0", "1.5"))


def test_an_allocation_of_nothing_says_so():
    brief = computed(model(), scenario({**FULL, "portfolio": {}}), DAY)

    assert say("brief.rests.portfolio.nothing") in words(brief)


def test_the_partner_that_an_intervention_lacks_is_named():
    brief = full()
    first, *others = brief.ranking
    lacking = replace(first, needs="The partner", factor=3.0)
    useless = replace(others[0], needs="The partner", factor=float("inf"))
    changed = replace(brief, ranking=(lacking, useless, *others[1:]))

    told = " ".join(words(changed))
    assert say("brief.needs.factor", partner="The partner", factor="3.0") in told
    assert say("brief.needs.only", partner="The partner") in told
