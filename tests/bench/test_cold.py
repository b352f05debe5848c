import os
import subprocess
import sys


def test_a_cold_rank_takes_little_more_than_its_imports():
    # Interleaved, so that a slow moment hits both; the goal is 2.5 times.
    imports = "import numpy, scipy.stats, networkx, yaml, pydantic"
    rank = ["-m", "app.cli", "rank", "--credence", "uniform", "--json"]
    times = {"imports": [], "rank": []}
    for _ in range(3):
        for name, arguments in (("imports", ["-c", imports]), ("rank", rank)):
            before = os.times()
            subprocess.run(
                [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
            )
            times[name].append(os.times().elapsed - before.elapsed)

    ratio = min(times["rank"]) / min(times["imports"])
    print(f"rank takes {ratio:.2f} times its imports")
    assert ratio < 4
