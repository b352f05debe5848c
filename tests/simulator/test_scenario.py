"""Scenarios: one input, whole and checked, through files and links."""

import base64
import json
import math
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.credence import Credence
from levels.evidence import NO, YES, Observation
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import (
    KEYS,
    LONGEST_LINK,
    LONGEST_NOTE,
    LONGEST_TITLE,
    Scenario,
    check,
    from_link,
    from_plain,
    from_text,
    new,
)
from tests.packs import allocation, made, shipped, small_pack

PACK = small_pack()
MODEL: Model = made(PACK)
AMOUNTS = st.dictionaries(st.sampled_from(MODEL.means.ids), st.floats(0, 1e6))
CREDENCE = {"credence": [0.25, 0.75]}
OWN = {
    "id": "mine",
    "name": "My own",
    "observation": "I saw it.",
    "facts": [MODEL.belief.facts[0].id],
    "likelihood": [
        {"facts": [True], "probability": [0.8, 0.8, 0.8]},
        {"facts": [False], "probability": [0.2, 0.2, 0.2]},
    ],
    "judgment": "mine",
}


@st.composite
def scenarios_of_the_pack(draw: st.DrawFn) -> Scenario:
    easy = draw(st.integers(0, 1000)) / 1000
    seen = st.sampled_from([YES, NO]) | st.floats(0.01, 100).map(
        lambda ratio: Observation(ratio, 1.0)
    )
    segments = draw(st.lists(AMOUNTS, max_size=3))
    every = draw(st.integers(1, 30))
    return Scenario(
        Credence(np.array([easy, 1 - easy]), draw(st.none() | st.floats(0.1, 1000))),
        title=draw(st.text(st.characters(codec="utf-8"), max_size=40)),
        observations=draw(st.dictionaries(st.just("probe"), seen)),
        portfolio=allocation(PACK, *segments, every=every) if segments else None,
        utilities=draw(
            st.dictionaries(st.sampled_from(["bad", "halt"]), st.floats(0, 1))
        ),
        parameters=draw(
            st.dictionaries(
                st.sampled_from(["threshold", "theory.scale"]), st.floats(0.1, 50)
            )
        ),
        changes=draw(
            st.dictionaries(
                st.sampled_from(["interventions.theory.scale", "parameters.threshold"]),
                st.just((6.0, 2.0, 9.5)),
            )
        ),
        evidence=draw(st.sampled_from([(), (OWN,)])),
        worlds=2 ** draw(st.integers(1, 20)),
        months=draw(st.integers(1, 240)),
        grant=draw(st.floats(0.001, 1e6)),
        seed=draw(st.integers(0, 2**63 - 1)),
        pack=MODEL.digest,
    )


def test_a_newcomer_starts_with_no_opinion_and_nothing_observed() -> None:
    start = new(MODEL)
    assert start.credence.p.tolist() == [0.5, 0.5]
    assert start.observations == {}
    assert start.portfolio is None
    assert start.pack == MODEL.digest
    check(start)


def test_plain_data_has_every_key_in_a_fixed_order() -> None:
    assert tuple(new(MODEL).plain) == KEYS


@given(scenarios_of_the_pack())
def test_a_scenario_comes_back_from_plain_data(scenario: Scenario) -> None:
    assert from_plain(scenario.plain, MODEL).plain == scenario.plain


@settings(max_examples=50)
@given(scenarios_of_the_pack())
def test_a_scenario_comes_back_from_a_file(scenario: Scenario) -> None:
    text = yaml.safe_dump(scenario.plain, sort_keys=False)
    found = from_text(text, MODEL)
    assert found.plain == scenario.plain
    assert found.digest == scenario.digest


@given(scenarios_of_the_pack())
def test_a_scenario_comes_back_from_its_link(scenario: Scenario) -> None:
    link = scenario.link
    assert set(link) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )
    assert from_link(link, MODEL).plain == scenario.plain


def test_a_scenario_comes_back_from_json() -> None:
    scenario = replace(new(MODEL), grant=12.5, parameters={"threshold": 3.0})
    found = from_text(json.dumps(scenario.plain), MODEL)
    assert found.plain == scenario.plain


@given(scenarios_of_the_pack())
def test_the_digest_leaves_out_the_title_and_nothing_else(scenario: Scenario) -> None:
    assert replace(scenario, title="Another").digest == scenario.digest
    for change in (
        {"seed": (scenario.seed + 1) % 2**63},
        {"months": scenario.months % 240 + 1},
        {"credence": Credence(scenario.credence.p[::-1] * 0.5 + 0.25, 3.25)},
        {"parameters": {"crowding": 0.625}},
        {"changes": {"parameters.crowding": (0.625, 0.625, 0.625)}},
        {"evidence": (OWN | {"id": "another"},)},
        {"pack": "other"},
    ):
        assert replace(scenario, **change).digest != scenario.digest


def test_own_evidence_can_be_observed() -> None:
    found = from_plain(
        CREDENCE | {"evidence": [OWN], "observations": {"mine": 3}}, MODEL
    )
    assert found.observations == {"mine": Observation(3.0, 1.0)}
    assert "mine" in found.revised(MODEL).belief.network.item_ids


def test_a_change_that_breaks_a_rule_makes_no_scenario() -> None:
    changes = {"parameters.threshold": [1, 2, 3]}
    with pytest.raises(ValueError, match=r"^parameters\.threshold: value 1 must lie"):
        from_plain(CREDENCE | {"changes": changes}, MODEL)


def test_what_is_held_is_told_by_address() -> None:
    held = {
        "parameters": {"threshold": 3, "theory.scale": 5},
        "utilities": {"bad": 0.5},
    }
    assert from_plain(CREDENCE | held, MODEL).held == {
        "parameters.threshold": 3,
        "interventions.theory.scale": 5,
        "outcomes.bad.utility": 0.5,
    }
    assert set(from_plain(CREDENCE | held, MODEL).held) <= set(MODEL.assumptions)


def test_what_is_left_out_takes_its_default() -> None:
    found = from_plain(CREDENCE, MODEL)
    start = new(MODEL)
    assert found.credence.concentration is None
    expected = replace(start, credence=Credence(np.array([0.25, 0.75])))
    assert found.plain == expected.plain


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("credence",)])
def test_null_is_as_good_as_left_out(key: str) -> None:
    if key in ("contract", "worlds", "months", "seed"):
        rule = "contract must be 1" if key == "contract" else f"{key} must be a whole"
        with pytest.raises(ValueError, match=rule):
            from_plain({**CREDENCE, key: None}, MODEL)
    else:
        found = from_plain({**CREDENCE, key: None}, MODEL)
        assert found.plain == from_plain(CREDENCE, MODEL).plain


@pytest.mark.parametrize(
    ("credence", "expected"),
    [
        ([25, 75], [0.25, 0.75]),
        ({"hard": 0.75, "easy": 0.25}, [0.25, 0.75]),
        ("even", [0.5, 0.5]),
    ],
)
def test_a_credence_may_be_percentages_named_or_a_preset(
    credence: object, expected: list[float]
) -> None:
    found = from_plain({"credence": credence}, MODEL)
    assert_allclose(found.credence.p, expected)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(True, YES), (False, NO), ("yes", YES), ("no", NO), (2.5, Observation(2.5, 1.0))],
)
def test_an_observation_may_be_a_word_a_truth_or_a_ratio(
    seen: object, expected: Observation
) -> None:
    found = from_plain({**CREDENCE, "observations": {"probe": seen}}, MODEL)
    assert found.observations == {"probe": expected}


def test_utilities_and_portfolio_stand_in_for_those_of_the_pack() -> None:
    start = new(MODEL)
    assert start.utility(MODEL).tolist() == [0.0, 0.3, 0.5, 1.0]
    assert start.allocation(MODEL) == MODEL.means.field
    mine = allocation(PACK, {"theory": 3.0})
    other = replace(start, utilities={"halt": 0.9}, portfolio=mine)
    assert other.utility(MODEL).tolist() == [0.0, 0.3, 0.9, 1.0]
    assert other.allocation(MODEL) == mine


NAN, INF = float("nan"), float("inf")
REFUSED: list[tuple[object, str]] = [
    (None, "a scenario must have a credence, got 'None'"),
    ([], "a scenario must have a credence"),
    ("text", "a scenario must have a credence, got 'text'"),
    ({}, "a scenario must have a credence"),
    ({**CREDENCE, "priority": 1}, "must have known keys, got 'priority'"),
    ({**CREDENCE, 3: 1}, "must have known keys, got 3"),
    ({**CREDENCE, "contract": 2}, "contract must be 1, got 2"),
    ({"credence": [0.5, 0.25, 0.25]}, "a credence must have 2 numbers, got 3"),
    ({"credence": [1.0]}, "a credence must have 2 numbers, got 1"),
    ({"credence": []}, "a credence must have 2 numbers, got 0"),
    ({"credence": 1.0}, "a credence must have 2 numbers, got 1"),
    ({"credence": [0.4, 0.5]}, "must sum to 1 or to 100, got 0.9"),
    ({"credence": [45, 45]}, "must sum to 1 or to 100, got 90"),
    ({"credence": [1.5, -0.5]}, "a credence must hold finite numbers from 0"),
    ({"credence": [NAN, 1.0]}, "credence must be finite, got nan"),
    ({"credence": [INF, 1.0]}, "credence must be finite, got inf"),
    ({"credence": ["0.5", 0.5]}, "credence must be a number, got '0.5'"),
    ({"credence": [True, 0.0]}, "credence must be a number, got True"),
    ({"credence": [None, 1.0]}, "credence must be a number, got None"),
    ({"credence": None}, "credence must be a number, got None"),
    ({"credence": "nobody"}, "credence must be a preset or 2 numbers, got 'nobody'"),
    ({"credence": {"easy": 1.0}}, r"must name each level once, got \['easy'\]"),
    ({"credence": [10**400, 1]}, "credence must be finite"),
    ({**CREDENCE, "concentration": 0}, "concentration must be positive, got 0"),
    ({**CREDENCE, "concentration": -2.0}, "concentration must be positive, got -2"),
    ({**CREDENCE, "concentration": NAN}, "concentration must be finite"),
    ({**CREDENCE, "concentration": "firm"}, "must be a number, got 'firm'"),
    ({**CREDENCE, "title": 3}, "title must be text of at most 200 characters"),
    ({**CREDENCE, "title": "x" * 201}, "title must be text of at most 200"),
    ({**CREDENCE, "observations": ["probe"]}, "observations must be by id"),
    (
        {**CREDENCE, "observations": {"rumor": "yes"}},
        "name items of evidence, got 'rum",
    ),
    ({**CREDENCE, "observations": {"probe": "maybe"}}, "must be yes, no or a positive"),
    ({**CREDENCE, "observations": {"probe": -1}}, "must be yes, no or a positive"),
    ({**CREDENCE, "observations": {"probe": []}}, "must be yes, no or a positive"),
    ({**CREDENCE, "portfolio": 3}, "a portfolio must be amounts by id or a list"),
    ({**CREDENCE, "portfolio": {"wish": 1}}, "must name interventions, got 'wish'"),
    ({**CREDENCE, "portfolio": {"theory": -1}}, r"theory must lie in \[0, 10000000\]"),
    ({**CREDENCE, "portfolio": {"theory": NAN}}, r"theory must lie in \[0, 10000000\]"),
    ({**CREDENCE, "utilities": {"joy": 1.0}}, "must name outcomes, got 'joy'"),
    ({**CREDENCE, "utilities": {"bad": 1.5}}, r"bad must lie in \[0, 1\], got 1.5"),
    ({**CREDENCE, "utilities": {"bad": NAN}}, "bad must be finite, got nan"),
    ({**CREDENCE, "utilities": [1]}, "utilities must be by id, got"),
    ({**CREDENCE, "parameters": {"threshold": "far"}}, "threshold must be a number"),
    (
        {**CREDENCE, "parameters": {"threshold": INF}},
        "threshold must be finite, got inf",
    ),
    ({**CREDENCE, "parameters": {"crowding": 10**400}}, "crowding must be finite"),
    ({**CREDENCE, "parameters": {"a\nb": "x"}}, r"^a\\nb must be a number, got 'x'$"),
    ({"credence": "x" * 900}, r"a preset or 2 numbers, got 'x{50,59}\.\.\.$"),
    ({**CREDENCE, "portfolio": "x" * 900}, r"a list of segments, got 'x{50,59}\.\.\.$"),
    ({**CREDENCE, "parameters": {"crowding": True}}, "crowding must be a number"),
    ({**CREDENCE, "parameters": {"luck": 1.0}}, "one of the pack's, got 'luck'"),
    ({**CREDENCE, "parameters": {"theory.cost": 1}}, "the pack's, got 'theory.cost'"),
    ({**CREDENCE, "parameters": {"delivered": 2}}, r"delivered must lie in \[0, 1\]"),
    (
        {**CREDENCE, "worlds": 100},
        "worlds must be a power of two from 2 to .*, got 100",
    ),
    ({**CREDENCE, "worlds": 1}, "worlds must be a power of two"),
    ({**CREDENCE, "worlds": -8}, "worlds must be a power of two"),
    ({**CREDENCE, "worlds": 1 << 21}, "worlds must be a power of two"),
    ({**CREDENCE, "worlds": 8.0}, "worlds must be a whole number, got 8.0"),
    ({**CREDENCE, "worlds": True}, "worlds must be a whole number, got True"),
    ({**CREDENCE, "months": 0}, r"months must lie in \[1, 240\], got 0"),
    ({**CREDENCE, "months": 241}, r"months must lie in \[1, 240\], got 241"),
    ({**CREDENCE, "seed": -1}, r"seed must lie in \[0, 2\^63\), got -1"),
    ({**CREDENCE, "seed": 1 << 63}, r"seed must lie in \[0, 2\^63\)"),
    ({**CREDENCE, "title": False}, r"title must be text of at most 200"),
    ({**CREDENCE, "pack": 3}, r"pack must be text of at most 64"),
    ({**CREDENCE, "observations": []}, r"observations must be by id, got \[\]"),
    ({**CREDENCE, "evidence": {}}, r"evidence must be a list"),
    ({**CREDENCE, "grant": 5e-324}, r"grant must lie in"),
    (
        {**CREDENCE, "grant": 0},
        r"grant must lie in \[0.001, 1000000\] FTE-years, got 0",
    ),
    (
        {**CREDENCE, "grant": -5},
        r"grant must lie in \[0.001, 1000000\] FTE-years, got -5",
    ),
    ({**CREDENCE, "grant": 2e6}, r"grant must lie in \[0.001, 1000000\] FTE-years"),
    ({**CREDENCE, "grant": NAN}, "grant must be finite, got nan"),
]


@pytest.mark.parametrize(("data", "rule"), REFUSED)
def test_bad_input_is_refused_in_one_line(data: object, rule: str) -> None:
    with pytest.raises(ValueError, match=rule) as caught:
        from_plain(data, MODEL)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("credence: [.nan, 1]", "a number must be finite"),
        ("credence: [0.5, 0.5]\ncredence: [1, 0]", "key must not repeat"),
        ("credence: &a [0.5, 0.5]\nportfolio: *a", "aliases are not allowed"),
        ("credence: [0.5", "must be plain YAML"),
        ("", "a scenario must have a credence"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        from_text(text, MODEL)


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "x",
        "====",
        "not a link at all",
        "\N{SNOWMAN}" * 8,
        "\ud800",
        new(MODEL).link[:-20],
        new(MODEL).link[20:],
        base64.urlsafe_b64encode(b"no zlib stream").decode(),
        packed(b"\xff\xfe\x00"),
        packed(b"{'credence': [0.5, 0.5]}"),
        packed(b"[" * 100_000),
        packed(b'{"a":' * 30_000),
        packed(b'{"credence": [' + b"1" * 5000 + b", 0]}"),
    ],
)
def test_a_damaged_link_is_refused_in_one_line(link: str) -> None:
    with pytest.raises(ValueError, match="a link must hold a whole scenario") as caught:
        from_link(link, MODEL)
    assert "\n" not in str(caught.value)
    str(caught.value).encode("utf-8", "strict")


def test_a_link_that_unpacks_to_far_more_than_a_scenario_is_refused() -> None:
    data = {**CREDENCE, "title": "x" * 10_000_000}
    bomb = packed(json.dumps(data).encode())
    assert len(bomb) < LONGEST_LINK
    with pytest.raises(ValueError, match="a link must hold a whole scenario"):
        from_link(bomb, MODEL)


def test_a_link_that_is_too_long_is_not_even_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scenarios, "base64", None)
    with pytest.raises(ValueError, match="must be at most 20000 characters, got 20001"):
        from_link("A" * 20_001, MODEL)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{"credence": [NaN, 1]}', "credence must be finite, got nan"),
        (
            '{"credence": [0.5, 0.5], "grant": Infinity}',
            "grant must be finite, got inf",
        ),
        ('{"credence": [0.5, 0.5], "grant": 1e999}', "grant must be finite, got inf"),
        ("[1, 2]", "a scenario must have a credence"),
        ("3", "a scenario must have a credence"),
        ('"credence"', "a scenario must have a credence"),
        ("[" * 900 + "]" * 900, "a (link|scenario) must"),
    ],
)
def test_a_link_to_something_else_is_refused(text: str, rule: str) -> None:
    with pytest.raises(ValueError, match=rule) as caught:
        from_link(packed(text.encode()), MODEL)
    assert len(str(caught.value)) < 300


@given(st.binary(max_size=200))
def test_no_link_does_anything_but_be_refused(noise: bytes) -> None:
    for link in (noise.decode("latin-1"), packed(noise)):
        with pytest.raises(ValueError, match=r"a (link|scenario) must"):
            from_link(link, MODEL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.text(max_size=8), below, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300)
@given(st.sampled_from([key for key in KEYS if key != "title"]), JSON)
def test_whatever_stands_under_a_key_is_taken_or_refused(key: str, value: Any) -> None:
    try:
        found = from_plain({**CREDENCE, key: value}, MODEL)
    except ValueError:
        return
    check(found)
    assert all(math.isfinite(x) for x in found.credence.p)
    assert from_link(found.link, MODEL).plain == found.plain


def test_the_longest_scenario_fits_into_a_link() -> None:
    rng = np.random.default_rng(0)
    model = shipped()
    amounts = {name: float(rng.random()) for name in model.means.ids}
    credence = Credence(rng.dirichlet(np.ones(len(model.belief.ladder))), 20.0)
    full = Scenario(
        credence,
        title="t" * LONGEST_TITLE,
        observations=dict.fromkeys(model.belief.network.item_ids, YES),
        portfolio=model.means.field,
        utilities={o.id: float(rng.random()) for o in model.world.outcomes},
        parameters={p.id: p.value for p in model.world.parameters},
        pack=model.digest,
    )
    full = from_plain({**full.plain, "portfolio": amounts}, model)
    assert len(full.link) < LONGEST_LINK
    assert from_link(full.link, model).plain == full.plain


def test_a_note_is_kept_and_is_no_part_of_the_digest() -> None:
    noted = from_plain({**CREDENCE, "note": "Ours."}, MODEL)

    assert from_plain(noted.plain, MODEL).note == "Ours."
    assert noted.digest == from_plain(CREDENCE, MODEL).digest


@pytest.mark.parametrize("text", ["x" * (LONGEST_NOTE + 1), 7, "\ud800"])
def test_a_note_that_is_too_long_or_no_text_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="note must be"):
        from_plain({**CREDENCE, "note": text}, MODEL)
