"""One intervention of the catalog, and what its entry refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from interventions.intervention import MOST, Intervention, InterventionFile
from interventions.requirement import NOTHING


def amount(value: float, low: float, high: float) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "judgment": "for a test"}


@pytest.fixture
def entry() -> dict[str, Any]:
    return {
        "id": "audits",
        "name": "Audits",
        "kind": "technical",
        "summary": "-",
        "maturity": "-",
        "field": amount(10, 0, 20),
        "cost": amount(0.4, 0.2, 0.8),
        "readiness_today": amount(0.1, 0, 0.3),
        "ceiling": amount(0.9, 0.8, 1),
        "scale": amount(100, 50, 200),
        "automatable": amount(0.5, 0.2, 0.8),
        "lead_time": amount(6, 0, 12),
    }


def test_an_intervention_needs_nothing_unless_it_says_so(entry: dict) -> None:
    found = Intervention.model_validate(entry)
    assert found.needs == NOTHING
    assert found.helped_by == ()
    assert found.speeds_capabilities is None


@pytest.mark.parametrize("key", ["readiness_today", "ceiling", "automatable"])
def test_a_share_over_one_is_refused(entry: dict, key: str) -> None:
    entry[key] = amount(0.9, 0.8, 1.1)
    with pytest.raises(ValidationError, match=rf"{key}\n.*must lie in \[0, 1\]"):
        Intervention.model_validate(entry)


@pytest.mark.parametrize("key", ["field", "lead_time"])
def test_an_amount_below_zero_is_refused(entry: dict, key: str) -> None:
    entry[key] = amount(1, -1, 2)
    with pytest.raises(ValidationError, match="must not be negative, got low -1"):
        Intervention.model_validate(entry)


@pytest.mark.parametrize("key", ["cost", "scale"])
def test_what_is_divided_by_is_never_zero(entry: dict, key: str) -> None:
    entry[key] = amount(1, 0, 2)
    with pytest.raises(ValidationError, match="must be positive, got low 0"):
        Intervention.model_validate(entry)


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("kind", "military", "'technical' or 'governance'"),
        ("priority", 1, "not permitted"),
        ("needs", {"all_of": ["a"], "any_of": ["b"]}, "must be one of all_of"),
        ("id", "Audits", "should match pattern"),
    ],
)
def test_an_entry_of_another_form_is_refused(
    entry: dict, key: str, value: object, rule: str
) -> None:
    with pytest.raises(ValidationError, match=rule):
        Intervention.model_validate({**entry, key: value})


@pytest.mark.parametrize(
    ("n", "rule"), [(0, "at least 1 item"), (MOST + 1, f"at most {MOST} items")]
)
def test_a_catalog_holds_some_interventions_and_not_endlessly_many(
    entry: dict, n: int, rule: str
) -> None:
    data = {"failure_modes": [], "interventions": [entry] * n}
    with pytest.raises(ValidationError, match=rule):
        InterventionFile.model_validate(data)
