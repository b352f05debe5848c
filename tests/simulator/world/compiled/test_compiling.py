"""How loops are compiled: kept where they can be, and without a folder all the same."""

import os
from pathlib import Path
from typing import Any

import numba
import pytest

from simulator.world.compiled.compiling import compiled, forget


def double(x: float) -> float:
    return 2 * x


def test_a_compiled_function_returns_what_the_function_does() -> None:
    assert compiled(double)(1.5) == 3.0


def test_what_was_compiled_before_a_change_is_forgotten(tmp_path: Path) -> None:
    for name, age in (("old.nbi", 20), ("a.py", 30), ("b.py", 10), ("new.nbi", 5)):
        path = tmp_path / "__pycache__" / name if "nbi" in name else tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        os.utime(path, (1e9 - age, 1e9 - age))

    forget(tmp_path)

    assert [path.name for path in tmp_path.rglob("*.nbi")] == ["new.nbi"]


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
