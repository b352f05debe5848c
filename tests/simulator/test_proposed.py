"""Proposed tests: what a catalog may say of them."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulator.proposed import Proposal, ProposalFile
from tests.packs import WHY, quantity, shipped, triple


def proposal(**changes: Any) -> Proposal:
    fields = {
        "id": "audit",
        "name": "Audit",
        "summary": "-",
        "intervention": "theory",
        "fact": "kind_world",
        "if_true": triple(0.9),
        "if_false": triple(0.1),
        "cost": quantity(1.0),
        "arrival": quantity(0.0),
        **WHY,
        **changes,
    }
    return Proposal.model_validate(fields)


def test_a_proposal_says_what_a_positive_would_mean() -> None:
    found = proposal()
    assert (found.if_true[0], found.if_false[0]) == (0.9, 0.1)
    assert found.arrival.value == 0.0


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"if_true": [0.9, 0.8, 1.2]}, r"a probability must lie in \[0, 1\]"),
        ({"if_false": [0.5, 0.6, 0.7]}, "must lie between"),
        ({"cost": quantity(0.0)}, "must be positive"),
        ({"arrival": quantity(-1.0)}, "must not be negative"),
        ({"judgment": None}, "must name a source or give a judgment"),
        ({"intervention": "Not an id"}, "String should match pattern"),
        ({"priority": 1}, "Extra inputs are not permitted"),
    ],
)
def test_a_proposal_that_breaks_a_rule_is_refused(
    changes: dict[str, Any], rule: str
) -> None:
    with pytest.raises(ValidationError, match=rule):
        proposal(**changes)


def test_there_may_be_no_proposals() -> None:
    assert ProposalFile(tests=()).tests == ()


def test_a_shipped_test_is_likelier_to_be_positive_if_its_fact_is_true() -> None:
    # Or it says the opposite as plainly; either way it must say something.
    for test in shipped().tests:
        assert abs(test.if_true[0] - test.if_false[0]) >= 0.1, test.id
