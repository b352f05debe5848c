"""Shared stealth: what layers miss together."""

import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import ndtr, ndtri
from scipy.stats import norm

from levels.arrays import FloatArray
from simulator.world.stealth import all_miss

LAYERS = np.array(list(product((0, 1), repeat=3)))
SHARES = st.floats(0, 1)


def together(missed: list[float], rho: float) -> FloatArray:
    return all_miss(np.array(missed)[:, None], LAYERS, np.array([rho]))[:, 0]


@pytest.mark.parametrize(
    ("rho", "expected"),
    [(0.0, 0.027), (0.3, 0.0664784), (0.5, 0.1007414), (0.8, 0.1722122), (1.0, 0.3)],
)
def test_three_layers_that_miss_three_tenths_each(rho: float, expected: float) -> None:
    assert together([0.3] * 3, rho)[-1] == pytest.approx(expected, abs=3e-7)


DOCUMENT = (Path(__file__).parents[3] / "docs" / "model.md").read_text("utf-8")


def row(name: str) -> list[float]:
    """Return the numbers of a row of the document's table of three layers."""
    (line,) = re.findall(rf"^\| {name}[^|]*\|(.*)\|$", DOCUMENT, re.MULTILINE)
    return [float(cell) if cell.strip() else np.nan for cell in line.split("|")]


def test_the_document_s_table_of_three_layers_is_what_each_model_gives() -> None:
    (head,) = re.findall(r"^\| `rho` \| (0 .*) \|$", DOCUMENT, re.MULTILINE)
    rho = np.array([float(cell) for cell in head.split("|")])
    copula = [together([0.3] * 3, r)[-1] for r in rho]
    assert_allclose(row("copula"), copula, atol=6e-4)
    assert_allclose(row("mix with"), rho * 0.3 + (1 - rho) * 0.3**3, atol=6e-4)
    said = np.array(row("Beta mix"))
    mixed = np.array([beta_mixed(r) for r in rho])
    assert_allclose(said[~np.isnan(said)], mixed[~np.isnan(said)], atol=6e-4)


@pytest.mark.parametrize(
    ("rho", "missed"), [(0.1, 0.0474273), (0.3, 0.0953308), (0.5, 0.1495)]
)
def test_the_copula_lies_below_a_beta_mix_of_the_same_correlation(
    rho: float, missed: float
) -> None:
    assert beta_mixed(rho) == pytest.approx(missed, abs=5e-8)
    assert 0.3**3 < together([0.3] * 3, rho)[-1] < missed


def beta_mixed(rho: float) -> float:
    """Return what three layers miss together if misses are mixed by a Beta.

    P(all miss) = prod over j of (a + j) / (a + b + j), and rho = 1 / (a + b + 1).
    """
    whole = (1 - rho) / max(rho, 1e-12)
    j = np.arange(3)
    return float(((0.3 * whole + j) / (whole + j)).prod()) if rho < 1 else 0.3


@pytest.mark.parametrize(("rho", "error"), [(0.2, 1e-8), (0.6, 1e-8), (0.8, 1e-5)])
@pytest.mark.parametrize("missed", [[0.3, 0.4, 0.9], [0.05, 0.05, 0.5], [0.97] * 3])
def test_the_grid_agrees_with_an_adaptive_integral(
    missed: list[float], rho: float, error: float
) -> None:
    z = ndtri(np.array(missed))

    def density(stealth: float) -> float:
        given = ndtr((z - np.sqrt(rho) * stealth) / np.sqrt(1 - rho))
        return float(norm.pdf(stealth) * given.prod())

    expected, _ = quad(density, -9, 9, epsabs=1e-12, limit=200)
    assert together(missed, rho)[-1] == pytest.approx(expected, abs=error)


@pytest.mark.parametrize(("one", "rho"), [(0.10, 0.46), (0.13, 0.61)])
def test_ten_auditors_that_share_stealth_find_what_ten_did(
    one: float, rho: float
) -> None:
    # Ten found 42 % where one found 10 to 13 %; apart they would have found 65 to 75 %.
    ten, missed = np.ones((1, 10), dtype=np.int64), np.full((10, 1), 1 - one)
    found = [1 - all_miss(missed, ten, np.array([r])).item() for r in (0.0, rho)]
    assert found == pytest.approx([1 - (1 - one) ** 10, 0.42], abs=0.005)


@given(st.lists(SHARES, min_size=3, max_size=3), SHARES)
def test_layers_never_miss_less_than_apart_nor_more_than_the_best(
    missed: list[float], rho: float
) -> None:
    found = together(missed, rho)
    parts = np.where(LAYERS, missed, 1.0)
    assert (found >= parts.prod(axis=1) - 1e-15).all()
    assert (found <= parts.min(axis=1) + 1e-15).all()
    for one, layer in enumerate((0b100, 0b010, 0b001)):
        assert found[layer] == missed[one]


@given(st.lists(SHARES, min_size=3, max_size=3), st.floats(0, 0.85), st.floats(0, 0.1))
def test_more_shared_stealth_never_makes_layers_miss_less(
    missed: list[float], rho: float, more: float
) -> None:
    assert (together(missed, rho + more) >= together(missed, rho) - 1e-4).all()


def test_many_tries_levels_and_worlds_are_each_on_their_own() -> None:
    rng = np.random.default_rng(0)
    missed, rho = rng.random((2, 4, 3, 5)), rng.random(5)
    found = all_miss(missed, LAYERS, rho)
    assert found.shape == (2, 4, 8, 5)
    alone = together(missed[1, 2, :, 3].tolist(), rho[3])
    assert_allclose(found[1, 2, :, 3], alone, rtol=1e-12)
