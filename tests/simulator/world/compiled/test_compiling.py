"""How loops are compiled: kept where they can be, and without a folder all the same."""

from typing import Any

import numba
import pytest

from simulator.world.compiled.compiling import compiled


def double(x: float) -> float:
    return 2 * x


def test_a_compiled_function_returns_what_the_function_does() -> None:
    assert compiled(double)(1.5) == 3.0


def test_what_can_be_kept_nowhere_is_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def njit(cache: bool = False, **options: Any) -> Any:
        asked.append(cache)
        if cache:
            msg = "cannot cache function: no locator available"
            raise RuntimeError(msg)
        return jit(**options)

    jit = numba.njit
    monkeypatch.setattr(numba, "njit", njit)

    assert compiled(double)(1.5) == 3.0
    assert asked == [True, False]
