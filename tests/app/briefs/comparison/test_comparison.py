"""What a comparison says, and that it says otherwise where that is false."""

from dataclasses import replace

import numpy as np
import pytest

from app.briefs.blocks import Figure, Table
from app.briefs.comparison.comparison import MOST
from app.briefs.comparison.content import answer, content
from app.briefs.comparison.making import compared, once
from app.briefs.comparison.spending import Spending
from app.texts import catalog, say
from simulator.choice.ranking import groundwork
from simulator.world.engine import engine
from tests.app.briefs.compared import (
    ALL_APART,
    HARMING,
    NOTHING,
    OPPOSED,
    OTHER,
    PARTED,
    SAME,
    alike,
    crowd,
    of,
    says,
    table,
    three,
    two,
    valued,
    words,
)
from tests.app.briefs.examples import DAY, PLAIN, full, made, model, scenario
from tests.app.briefs.examples import plain as plain_brief
from tests.packs import small_pack


@pytest.mark.parametrize(
    ("columns", "place", "key"),
    [
        (SAME, 0, "comparison.common.all"),
        (PARTED, 0, "comparison.common.some"),
        (OPPOSED, 0, "comparison.common.some"),
        (ALL_APART, 0, "comparison.common.none"),
        (HARMING, 0, "comparison.common.none"),
        (SAME, 1, "comparison.differ.none"),
        (PARTED, 1, "comparison.differ.rest"),
        (OPPOSED, 1, "comparison.differ.first"),
        (HARMING, 1, "comparison.differ.first"),
        (NOTHING, 1, "comparison.differ.nowhere"),
        (SAME, 2, "comparison.survive.each"),
        (PARTED, 2, "comparison.survive.each"),
        (((3.0, 2.0, 1.0), (2.5, 2.0, 3.0)), 2, "comparison.survive.first"),
        (OPPOSED, 2, "comparison.survive.other"),
    ],
)
def test_each_sentence_of_the_answer_is_said_where_it_is_true_and_only_there(
    columns, place, key
):
    told = answer(valued(two(), *columns))[place]

    assert says(key, told)
    rivals = [k for k in catalog("en") if k.startswith(key.rpartition(".")[0] + ".")]
    told_by = [k for k in rivals if says(k, told)]
    assert key in told_by
    other = answer(valued(two(), *OTHERWISE[key]))[place]
    assert other != told
    assert not says(key, other)


OTHERWISE = {
    "comparison.common.all": PARTED,
    "comparison.common.some": ALL_APART,
    "comparison.common.none": SAME,
    "comparison.differ.none": PARTED,
    "comparison.differ.rest": SAME,
    "comparison.differ.first": SAME,
    "comparison.differ.nowhere": HARMING,
    "comparison.survive.each": OPPOSED,
    "comparison.survive.first": OPPOSED,
    "comparison.survive.other": SAME,
}


def test_the_answer_names_who_is_common_who_differs_and_what_survives():
    first, second, third = answer(valued(two(), *OPPOSED))

    assert first == "Among the first 2 under all 2 scenarios: The theory."
    assert second == (
        "They differ on what comes first: The tuning under A, The treaty under B."
    )
    unit = say("explore.unit.thousandths")
    assert third == (
        "The theory survives best, though no scenario puts it first: at worst, under"
        f" A (without a title), it brings 1000.00 ± 0.43 ({unit}) less than the best"
        " choice there."
    )
    nobody = answer(valued(two(), *HARMING))[1]
    assert "The tuning under A, nothing that helps under B." in nobody


def test_scenarios_that_are_the_same_agree_in_everything():
    comparison = alike(3)

    told = answer(comparison)
    assert told[0] == "They agree in everything: the 3 scenarios say the same."
    assert says("comparison.differ.none", told[1])
    assert says("comparison.survive.each", told[2])
    assert say("comparison.input.none") in words(content(comparison))
    assert sum("says the same as A" in text for text in words(content(comparison))) == 2
    assert "agree in everything" not in answer(two())[0]


def test_rankings_are_those_of_the_brief_of_each_scenario_alone():
    comparison = three()

    for side, brief in zip(comparison.sides, (full(), plain_brief()), strict=False):
        places = [ranked.index for ranked in brief.ranking]
        values = [ranked.priority.value for ranked in brief.ranking]
        assert list(np.argsort(-side.priority, kind="stable")) == places
        np.testing.assert_allclose(side.priority[places], values)
        errors = [ranked.priority.error for ranked in brief.ranking]
        np.testing.assert_allclose([side.error(n) for n in places], errors)
        assert side.expected_value.value == pytest.approx(brief.expected_value.value)
        ends = [ending.probability for ending in brief.endings]
        np.testing.assert_allclose(side.outcomes, ends)
        assert side.revised == brief.stamp.revised


def test_places_and_the_worst_of_them_stand_in_one_row():
    comparison = valued(two(), *OPPOSED)

    rows = table(comparison, "comparison.ranking.table").rows
    assert rows[0] == ("The theory", "2", "2", "2")
    assert set(rows[1:]) == {
        ("The tuning", "1", "3", "3"),
        ("The treaty", "3", "1", "3"),
    }


def test_regrets_of_every_first_choice_stand_under_every_scenario():
    comparison = valued(two(), *OPPOSED)

    rows = table(comparison, "comparison.survives.table").rows
    cells = {row[0]: [cell.split(" ")[0] for cell in row[2:]] for row in rows}
    assert cells == {
        "The theory": ["1000.00", "1000.00", "1000.00"],
        "The tuning": ["0.00", "2000.00", "2000.00"],
        "The treaty": ["2000.00", "0.00", "2000.00"],
    }
    assert {row[0]: row[1] for row in rows} == {
        "The theory": "",
        "The tuning": "A",
        "The treaty": "B",
    }


def test_the_error_of_a_regret_is_that_of_a_difference_in_shared_worlds():
    comparison = valued(two(), *OPPOSED)
    side = comparison.sides[0]

    gap = side.by_scramble[0] - side.by_scramble[1]
    expected = gap.std(ddof=1) / np.sqrt(len(gap))
    assert comparison.regret_error(1, 0) == pytest.approx(expected)
    assert comparison.regret_error(0, 0) == 0


def test_a_survivor_within_chance_of_the_next_one_is_said_to_be_so():
    clear = valued(two(), *OPPOSED)
    tied = valued(two(), (2.0, 2.0001, 1.0), (2.0001, 2.0, 1.0))

    assert not any("cannot tell which" in text for text in words(content(clear)))
    assert clear.runner_up is None
    (told,) = [t for t in words(content(tied)) if "cannot tell which" in t]
    assert told.startswith("The theory follows at 0.10 ± ")
    assert told.endswith("it or The tuning.")


@pytest.mark.parametrize(("errors", "told_apart"), [(1.9, False), (2.1, True)])
def test_two_are_told_apart_if_two_standard_errors_lie_between_them(errors, told_apart):
    alone = np.linspace(-0.001, 0.001, 4).std(ddof=1) / 2  # see `valued`
    gap = errors * np.sqrt(2) * alone
    comparison = valued(two(), (2.0, 2.1 + gap, 1.0), (2.1, 2.0, 1.0))

    assert comparison.worst(0)[1].error == pytest.approx(alone)
    assert comparison.survivor == 1
    assert comparison.runner_up == (None if told_apart else 0)


def test_credence_in_a_tier_is_that_of_its_levels():
    plain = small_pack()
    tiers, ladder = plain["levels.yaml"]["tiers"], plain["levels.yaml"]["levels"]
    tiers.append({**tiers[0], "id": "top", "name": "Top"})
    ladder[1]["tier"] = "top"
    base = made(plain)
    found = compared(base, [scenario(each, base) for each in (PLAIN, OTHER)], DAY)

    rows = table(found, "comparison.scenarios.table").rows
    told = {row[0]: row[1:] for row in rows}
    assert told[say("comparison.tier", name="All")] == ("25.0%", "90.0%")
    assert told[say("comparison.tier", name="Top")] == ("75.0%", "10.0%")


def spent(*columns):
    """Return a comparison in which portfolios are worth so much, by scenario."""
    real = two().spending
    value = np.array(columns).T
    by_scramble = value[..., None] + np.array([-0.001, 0.001])
    made = Spending(real.choices[: len(value)], by_scramble)
    return replace(two(), spending=made)


@pytest.mark.parametrize(
    ("columns", "key", "otherwise"),
    [
        (((0.3, 0.2), (0.3, 0.1)), "each", ((0.3, 0.2), (0.1, 0.3))),
        (((0.3, 0.2), (0.2, 0.5)), "first", ((0.3, 0.2), (0.3, 0.1))),
        (((0.3, 0.2, 0.0), (0.0, 0.2, 0.3)), "other", ((0.3, 0.2), (0.2, 0.5))),
    ],
)
def test_which_portfolio_survives_is_said_as_it_is(columns, key, otherwise):
    key = f"comparison.spent.{key}"

    assert any(says(key, text) for text in words(content(spent(*columns))))
    assert not any(says(key, text) for text in words(content(spent(*otherwise))))


def test_regrets_of_portfolios_are_those_of_their_values():
    comparison = spent((0.3, 0.2, 0.0), (0.0, 0.2, 0.3))

    rows = table(comparison, "comparison.spent.table").rows
    cells = {row[1]: [cell.split(" ")[0] for cell in row[2:]] for row in rows}
    assert cells == {
        "": ["0.100", "0.100", "0.100"],
        "A": ["0.000", "0.300", "0.300"],
        "B": ["0.300", "0.000", "0.300"],
    }


def test_portfolios_are_worth_what_each_scenario_says_of_their_outcomes():
    spending, sides = two().spending, two().sides
    done = groundwork(engine(model()), sides[0].scenario)

    mean = done.decisions.outcomes.mean
    for n, side in enumerate(sides):
        expected = mean @ side.scenario.utility(model()) @ side.after
        np.testing.assert_allclose(spending.value[:, n], expected)
    assert three().spending is None
    assert say("comparison.spent.apart") in words(content(three()))
    assert say("comparison.spent.apart") not in words(content(two()))


def test_what_it_does_not_say_depends_on_what_differs():
    assert say("comparison.limits.values") in " ".join(words(content(three())))
    assert say("comparison.limits.chance") in " ".join(words(content(three())))
    assert say("comparison.limits.values") not in " ".join(words(content(two())))
    assert say("comparison.limits.chance") not in " ".join(words(content(two())))


def test_the_question_tells_the_grant_only_if_all_share_it():
    grants = [scenario(PLAIN), scenario({**PLAIN, "grant": 50.0})]
    other = words(content(compared(model(), grants, DAY)))

    assert any("another 100 FTE-years" in text for text in words(content(two())))
    assert any("They differ in the grant" in text for text in other)


def test_scenarios_of_another_version_of_the_model_are_said_to_be_such():
    old = [scenario(PLAIN), scenario({**PLAIN, "pack": "0" * 16})]

    assert say("comparison.other_pack") in words(content(compared(model(), old, DAY)))
    assert say("comparison.other_pack") not in words(content(two()))


def test_a_credence_before_evidence_is_told_where_there_is_evidence():
    captions = [t.caption for t in of(Table, two())]

    assert say("comparison.levels.before") not in captions
    rows = table(three(), "comparison.levels.before").rows
    assert rows[0][1:] == ("60.0%", "25.0%", "90.0%")


def test_every_number_of_a_figure_stands_in_a_table():
    comparison = two()
    cells = {cell for t in of(Table, comparison) for row in t.rows for cell in row}

    pairs, stacks, regrets = of(Figure, comparison)
    shares = [*pairs.chart.before, *pairs.chart.after]
    shares += [share for row in stacks.chart.shares for share in row]
    assert {f"{share:.1%}" for share in shares} <= cells
    for value, error in zip(regrets.chart.values, regrets.chart.errors, strict=True):
        assert f"{value:.2f} ± {error:.2f}" in cells
    assert len(of(Figure, three())) == 2


def test_what_survives_is_shown_though_no_scenario_puts_it_near_the_front():
    here = (*[20.0] * 10, *[0.0] * 10, 10.0, 9.0)
    there = (*[0.0] * 10, *[20.0] * 10, 10.0, 9.0)
    comparison = valued(crowd(22), here, there)
    worst = sorted(1000 * comparison.regret.max(axis=1))

    figure = of(Figure, comparison)[-1]
    assert list(figure.chart.values) == worst[:10] == [10e3, 11e3, *[20e3] * 8]
    names = [row[0] for row in table(comparison, "comparison.priority.table").rows]
    assert set(figure.chart.labels) <= set(names)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_so_many_can_be_compared(count):
    comparison = alike(count)

    assert len(table(comparison, "comparison.provenance.table").rows) == count
    assert len(table(comparison, "comparison.levels").header) == count + 1


@pytest.mark.parametrize("count", [0, 1, MOST + 1])
def test_fewer_or_more_are_refused(count):
    with pytest.raises(ValueError, match=f"of 2 to 5 scenarios, got {count}"):
        alike(count)


def test_scenarios_that_share_their_worlds_are_simulated_once():
    look = once(model())

    assert look(scenario(PLAIN)) is look(scenario(OTHER))
    assert look(scenario(PLAIN)) is not look(scenario({**PLAIN, "seed": 3}))


def test_the_digest_is_that_of_all_but_the_day_and_tells_the_order():
    given = [scenario(PLAIN), scenario(OTHER)]

    assert compared(model(), given, "2030-01-01").digest == two().digest
    assert compared(model(), given[::-1], DAY).digest != two().digest
    titled = [scenario({**PLAIN, "title": "T"}), given[1]]
    assert compared(model(), titled, DAY).digest != two().digest
