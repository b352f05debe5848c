"""Threads: linear algebra uses one, whichever package is imported first."""

import os
import subprocess
import sys

import pytest

THREADS = """
import {module}
from threadpoolctl import threadpool_info
print({{pool["num_threads"] for pool in threadpool_info()}})
"""


def threads(module: str, **given: str) -> str:
    pytest.importorskip("threadpoolctl")
    kept = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", THREADS.format(module=module)],
        capture_output=True,
        check=True,
        env={**kept, **given},
        text=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "module",
    ["levels.credence", "interventions.diagram", "simulator.choice.polishing",
     "app.charts.heat"],
)  # fmt: skip
def test_linear_algebra_uses_one_thread(module: str) -> None:
    assert threads(module) == "{1}"


def test_who_wants_more_threads_says_so() -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("needs two processors")
    assert threads("levels.credence", OPENBLAS_NUM_THREADS="2") == "{2}"
