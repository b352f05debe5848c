"""Portfolios: what they are read from, what they become, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.portfolio import LARGEST, Portfolio, Segment, parse_portfolio

IDS = ("audits", "theory", "treaty")

amounts = st.dictionaries(st.sampled_from(IDS), st.floats(0, LARGEST))
dated = st.lists(st.integers(1, 600), unique=True, max_size=4).flatmap(
    lambda months: st.tuples(
        *[
            st.fixed_dictionaries({"from_month": st.just(m), "amounts": amounts})
            for m in (0, *sorted(months))
        ]
    ).map(list)
)


def test_amounts_alone_hold_from_the_first_month() -> None:
    found = parse_portfolio({"theory": 3, "audits": 0.5}, IDS)
    assert found.starts.tolist() == [0.0]
    assert found.matrix(IDS).tolist() == [[0.5, 3.0, 0.0]]


def test_a_segment_gives_nothing_to_what_it_does_not_name() -> None:
    found = parse_portfolio(
        [
            {"from_month": 0, "amounts": {"audits": 10}},
            {"from_month": 12, "amounts": {"theory": 5}},
        ],
        IDS,
    )
    assert found.starts.tolist() == [0.0, 12.0]
    assert found.matrix(IDS).tolist() == [[10.0, 0.0, 0.0], [0.0, 5.0, 0.0]]


def test_no_amounts_are_a_portfolio_of_nothing() -> None:
    assert parse_portfolio({}, IDS).matrix(IDS).tolist() == [[0.0, 0.0, 0.0]]


def test_rows_follow_the_ids_that_are_asked_for() -> None:
    found = parse_portfolio({"audits": 1, "treaty": 2}, IDS)
    assert found.matrix(("treaty", "audits")).tolist() == [[2.0, 1.0]]


@given(amounts | dated)
def test_a_portfolio_is_read_back_from_its_plain_data(data: object) -> None:
    found = parse_portfolio(data, IDS)
    assert parse_portfolio(found.plain, IDS) == found


def test_plain_data_are_a_list_only_where_dates_matter() -> None:
    once = Portfolio((Segment(0.0, {"audits": 1.0}),))
    assert once.plain == {"audits": 1.0}
    twice = Portfolio((*once.segments, Segment(6.0, {})))
    assert twice.plain == [
        {"from_month": 0.0, "amounts": {"audits": 1.0}},
        {"from_month": 6.0, "amounts": {}},
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"magic": 1}, "a portfolio must name interventions, got 'magic'"),
        ({1: 1}, "a portfolio must name interventions, got 1"),
        ({"audits": "many"}, "audits must be a number, got 'many'"),
        ({"audits": None}, "audits must be a number, got None"),
        ({"audits": True}, "audits must be a number, got True"),
        ({"audits": -1}, r"audits must lie in \[0, 10000000\], got -1"),
        ({"audits": 1e8}, r"audits must lie in \[0, 10000000\], got 100000000"),
        ({"audits": float("nan")}, r"audits must lie in \[0, 10000000\], got nan"),
        ({"audits": float("inf")}, r"audits must lie in \[0, 10000000\], got inf"),
        ({"audits": 10**400}, r"audits must lie in \[0, 10000000\], got 1000.*\.\.\.$"),
        ([], r"must be amounts by id or a list of segments, got \[\]"),
        (None, "must be amounts by id or a list of segments, got None"),
        (7, "must be amounts by id or a list of segments, got 7"),
        ("audits", "must be amounts by id or a list of segments, got 'audits'"),
        ([{"amounts": {}}], "a segment must have from_month and amounts, got"),
        ([["audits", 1]], "a segment must have from_month and amounts, got"),
        (
            [{"from_month": 0, "amounts": {}, "note": "-"}],
            "a segment must have from_month and amounts, got",
        ),
        ([{"from_month": 0, "amounts": [1]}], r"amounts must be by id, got \[1\]"),
        ([{"from_month": "0", "amounts": {}}], "from_month must be a number, got '0'"),
        ([{"from_month": -1, "amounts": {}}], r"from_month must lie in .*, got -1"),
        (
            [{"from_month": 3, "amounts": {}}],
            r"segments must begin at month 0 and follow, got \[3.0\]",
        ),
        (
            [{"from_month": m, "amounts": {}} for m in (0, 12, 12)],
            r"segments must begin at month 0 and follow, got \[0.0, 12.0, 12.0\]",
        ),
        (
            [{"from_month": m, "amounts": {}} for m in (0, 12, 6)],
            r"segments must begin at month 0 and follow, got \[0.0, 12.0, 6.0\]",
        ),
        (
            [{"from_month": 0, "amounts": {"magic": 1}}],
            "a portfolio must name interventions, got 'magic'",
        ),
    ],
)
def test_what_is_no_portfolio_is_refused(data: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_portfolio(data, IDS)
