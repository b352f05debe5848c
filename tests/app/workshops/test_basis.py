"""What a workshop judges."""

import pytest

from app.workshops.basis import Basis, basis_of


def test_a_basis_is_read_as_it_was_written():
    basis = Basis({"seed": 1}, ("a",), {"seed-1": 2.0}, True, "http://x")

    assert basis_of(basis.document({"levels": []})) == basis
    assert basis.known is not None
    assert basis.known.tolist() == [2.0]


def test_what_holds_no_scenario_is_refused():
    with pytest.raises(ValueError, match="workshop must hold a scenario, got None"):
        basis_of({})
