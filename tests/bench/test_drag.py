"""What a drag costs in the browser: 60 steps, 40 interventions, 10 levels."""

from __future__ import annotations

import functools
import http.server
import statistics
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.components import ladder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(ladder.__file__).parent
N_STEPS = 60
N_RUNS = 3
MOST_ATTEMPTS = 5
MOST_WORK_MS = 8
LONGEST_FRAME_MS = 34


def example(n_levels: int, n_interventions: int) -> dict[str, Any]:
    rng = np.random.default_rng(7)
    return {
        "levels": [
            {"id": str(k), "number": k + 1, "name": f"Level {k + 1}", "tier": "all"}
            for k in range(n_levels)
        ],
        "tiers": [{"id": "all", "name": "all"}],
        "credence": rng.dirichlet(np.full(n_levels, 3.0)).tolist(),
        "concentration": 20,
        "concentrationRange": [2, 200],
        "interventions": [
            {"id": str(i), "name": f"Intervention number {i}", "kind": "technical"}
            for i in range(n_interventions)
        ],
        "kinds": {"technical": "technical"},
        "outcomes": [
            {"id": tone, "name": tone, "tone": tone}
            for tone in ("good", "neutral", "bad", "worst")
        ],
        "utilities": [100, 50, 20, 0],
        "effect": rng.normal(0.002, 0.01, (n_interventions, n_levels, 4)).tolist(),
        "outcomeProbabilities": rng.dirichlet(np.ones(4), n_levels).tolist(),
        "unit": "points",
        "version": 1,
        "debug": True,
    }


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(FOLDER))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def ladder_page(browser: Browser, url: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(url)
    page.wait_for_selector("[data-ready]")
    yield page
    page.close()


WATCH_FRAMES = """() => {
  window.__ladderTimings = [];
  window.__frames = [];
  let last = performance.now();
  const next = (now) => {
    window.__frames.push(now - last);
    last = now;
    window.__watch = requestAnimationFrame(next);
  };
  window.__watch = requestAnimationFrame((now) => { last = now; next(now); });
}"""

STOP = """() => {
  cancelAnimationFrame(window.__watch);
  return [window.__ladderTimings, window.__frames];
}"""


def drag(page: Page) -> tuple[list[float], list[float]]:
    """Drag one bar up by 60 steps; return the work of each and every frame."""
    box = page.locator("[role=slider][data-level]").nth(6).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9
    page.evaluate(WATCH_FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(N_STEPS):
        page.mouse.move(x, y - 5 - 3 * step)
    page.mouse.up()
    work, frames = page.evaluate(STOP)
    return work, frames


def measure(page: Page) -> tuple[float, float]:
    """Return the median over runs of the 95 % point of work, and of longest frames."""
    slowest, longest = [], []
    for _ in range(N_RUNS):
        work, frames = drag(page)
        assert len(work) >= N_STEPS
        slowest.append(float(np.quantile(work, 0.95)))
        longest.append(max(frames))
        page.wait_for_timeout(500)
    return statistics.median(slowest), statistics.median(longest)


@pytest.mark.parametrize(("n_levels", "n_interventions"), [(10, 40), (20, 40)])
def test_a_step_of_a_drag_is_shorter_than_half_a_frame(
    ladder_page: Page, n_levels: int, n_interventions: int
) -> None:
    ladder_page.evaluate(
        """data => document.getElementById('ladder').dispatchEvent(
            new CustomEvent('data', { detail: data }))""",
        example(n_levels, n_interventions),
    )
    drag(ladder_page)
    # On a busy machine frames are late whatever the page does: look again.
    for attempt in range(1, MOST_ATTEMPTS + 1):
        work, frame = measure(ladder_page)
        print(
            f"\n{n_interventions} interventions x {n_levels} levels, {N_STEPS} steps, "
            f"median of {N_RUNS} runs, attempt {attempt}: "
            f"p95 of work {work:.1f} ms, longest frame {frame:.1f} ms"
        )
        if work < MOST_WORK_MS and frame <= LONGEST_FRAME_MS:
            return
        ladder_page.wait_for_timeout(2000)
    assert work < MOST_WORK_MS
    assert frame <= LONGEST_FRAME_MS
