"""The ladder in a real browser, on a plain page without Streamlit."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.components import ladder

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Page

    from tests.chromium import Shared

FOLDER = Path(ladder.__file__).parent
BAR = "[role=slider][data-level]"
ROW = ".tl-row"
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
}
WORDS = ["Oversight", "audits", "of", "frontier", "models", "compute", "standards"]


def example(n_levels: int = 10, n_interventions: int = 40) -> dict[str, Any]:
    """Return random data: nothing in them is a claim."""
    rng = np.random.default_rng(20261123)
    tiers = ["easy", "medium", "hard"]
    return {
        "levels": [
            {
                "id": f"level-{k + 1}",
                "number": k + 1,
                "name": f"Level name {k + 1}",
                "short": f"Short {k + 1}",
                "tier": tiers[3 * k // n_levels],
                "summary": f"What level {k + 1} means.",
                "needs": "some work",
            }
            for k in range(n_levels)
        ],
        "tiers": [{"id": tier, "name": tier} for tier in tiers],
        "credence": rng.dirichlet(np.full(n_levels, 3.0)).tolist(),
        "locks": [False] * n_levels,
        "concentration": 20,
        "concentrationRange": [2, 200],
        "interventions": [
            {
                "id": f"intervention-{i}",
                "name": " ".join(rng.choice(WORDS, rng.integers(1, 8))) + f" {i}",
                "kind": "technical" if i % 3 else "governance",
            }
            for i in range(n_interventions)
        ],
        "kinds": {"technical": "technical", "governance": "governance"},
        "outcomes": [
            {"id": tone, "name": f"{tone} outcome", "tone": tone}
            for tone in ("good", "neutral", "bad", "worst")
        ],
        "utilities": [100, 50, 20, 0],
        "effect": rng.normal(0.002, 0.01, (n_interventions, n_levels, 4)).tolist(),
        "outcomeProbabilities": rng.dirichlet(np.ones(4), n_levels).tolist(),
        "unit": "points for one more unit of effort",
        "version": 1,
    }


DATA = example()


class _Pages(http.server.BaseHTTPRequestHandler):
    """Serve the folder of the component, the example and the bundle."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].lstrip("/")
        made = {"example.json": json.dumps(DATA), "bundle.mjs": ladder.bundle()}
        path = FOLDER / name
        if name not in made and not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = made[name].encode() if name in made else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[Path(name).suffix] + "; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def page_url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page.html?data=example.json"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def open_page(chromium: Shared, page_url: str) -> Iterator[Callable[..., Page]]:
    held = ExitStack()
    problems: list[str] = []

    def open_it(query: str = "", **options: Any) -> Page:
        size = {"width": 1440, "height": 1000}
        options = {"viewport": size, **options}
        page = held.enter_context(chromium.page(**options))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda message: (
                problems.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.goto(page_url + query)
        page.wait_for_selector("[data-ready]")
        page.evaluate(
            """() => {
              window.heard = [];
              const keep = (event) => window.heard.push(event.detail);
              document.getElementById('ladder').addEventListener('ladder', keep);
            }"""
        )
        return page

    yield open_it
    held.close()
    assert problems == []


READ = """bars => [
    bars.map(bar => Number(bar.dataset.share)),
    [...document.querySelectorAll('.tl-row')]
        .sort((a, b) => a.dataset.rank - b.dataset.rank)
        .map(row => [row.dataset.id, Number(row.dataset.priority)]),
]"""


def shown(page: Page) -> tuple[NDArray[np.float64], list[tuple[str, float]]]:
    """Return the shares and the ranking as they are at one moment."""
    p, rows = page.locator(BAR).evaluate_all(READ)
    return np.array(p), [(name, priority) for name, priority in rows]


def shares(page: Page) -> NDArray[np.float64]:
    return shown(page)[0]


def ranking(page: Page) -> list[tuple[str, float]]:
    return shown(page)[1]


def expected_ranking(p: NDArray[np.float64]) -> list[tuple[str, float]]:
    by_level = np.einsum("iko,o->ik", np.array(DATA["effect"]), DATA["utilities"])
    priority = by_level @ p
    order = np.argsort(-priority, kind="stable")
    return [(DATA["interventions"][i]["id"], float(priority[i])) for i in order]


def assert_ranking_follows(page: Page) -> None:
    p, rows = shown(page)
    expected = expected_ranking(p)
    assert [name for name, _ in rows] == [name for name, _ in expected]
    np.testing.assert_allclose(
        [value for _, value in rows], [value for _, value in expected], atol=1e-9
    )


def middle(page: Page, index: int, height: float) -> tuple[float, float]:
    """Return the point of a bar's track at this part of its height."""
    box = page.locator(BAR).nth(index).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * (1 - height)


def drag(page: Page, index: int, start: float, end: float, steps: int = 12) -> None:
    x, y = middle(page, index, start)
    _, to = middle(page, index, end)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, to, steps=steps)


def heard(page: Page) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = page.evaluate("window.heard")
    return events


def test_dragging_reorders_at_every_step_and_asks_no_server(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    orders = set()
    x, y = middle(page, 6, 0.3)
    page.mouse.move(x, y)
    page.mouse.down()
    before = shares(page)[6]
    for step in range(60):
        page.mouse.move(x, y - 2 - 2 * step)
        assert_ranking_follows(page)
        orders.add(tuple(name for name, _ in ranking(page)))
    assert heard(page) == []
    page.mouse.up()
    assert shares(page)[6] > before + 0.1
    assert len(orders) > 10
    assert len(heard(page)) == 1
    assert requests == []


def test_the_sum_stays_100_percent_in_the_numbers_and_on_the_screen(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    for index, end in [(0, 0.9), (4, 0.0), (9, 1.0), (2, 0.35)]:
        drag(page, index, 0.5, end)
        page.mouse.up()
        assert shares(page).sum() == pytest.approx(1, abs=1e-12)
        root = page.locator(".tl-ladder").get_attribute("data-sum")
        assert float(root or "nan") == pytest.approx(1, abs=1e-12)
        typed = page.locator(".tl-number").evaluate_all("all => all.map(n => n.value)")
        assert sum(float(text) for text in typed) == pytest.approx(100, abs=1e-9)


def test_a_bar_follows_the_pointer(open_page: Callable[..., Page]) -> None:
    page = open_page()
    drag(page, 3, 0.95, 0.7)
    fill = page.locator(BAR).nth(3).locator(".tl-fill").bounding_box()
    assert fill is not None
    _, y = middle(page, 3, 0.7)
    assert fill["y"] == pytest.approx(y, abs=2)
    page.mouse.up()


def test_every_share_up_to_all_can_be_reached_by_dragging(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    drag(page, 3, 0.5, 1.6, steps=30)
    page.mouse.up()
    assert shares(page)[3] == 1
    drag(page, 3, 0.5, -0.5, steps=30)
    page.mouse.up()
    assert shares(page)[3] == 0


def test_painting_across_sets_every_bar_on_the_way(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    x, y = middle(page, 2, 0.3)
    to, _ = middle(page, 6, 0.3)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to, y, steps=3)
    page.mouse.up()
    painted = shares(page)[2:7]
    assert painted.max() - painted.min() < 0.005
    assert shares(page).sum() == pytest.approx(1, abs=1e-12)
    assert_ranking_follows(page)


def test_locked_bars_hold_while_others_are_dragged(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    held = shares(page)
    for index in (1, 5):
        page.locator(".tl-lock").nth(index).click()
    drag(page, 3, 0.5, 1.6)
    page.mouse.up()
    assert shares(page)[[1, 5]].tolist() == held[[1, 5]].tolist()
    assert shares(page)[3] == pytest.approx(1 - held[1] - held[5], abs=1e-12)
    drag(page, 1, 0.5, 0.9)
    page.mouse.up()
    assert shares(page)[1] == held[1]
    text = page.locator(BAR).nth(1).get_attribute("aria-valuetext")
    assert text is not None
    assert text.startswith("Level 2, Level name 2, easy: ")
    assert text.endswith("locked")
    assert heard(page)[-1]["locks"][:6] == [False, True, False, False, False, True]
    page.get_by_role("button", name="Free all bars").click()
    assert heard(page)[-1]["locks"] == [False] * 10


FOCUSED = "document.activeElement.dataset.level"


def test_tab_and_arrows_reach_every_bar(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    highest = int(np.argmax(shares(page)))
    assert page.evaluate(FOCUSED) == DATA["levels"][highest]["id"]
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    for level in DATA["levels"]:
        assert page.evaluate(FOCUSED) == level["id"]
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tl-number"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tl-lock"


def test_keys_change_a_bar_and_the_ranking_with_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.locator(BAR).nth(1).focus()
    steps = {"ArrowUp": 0.01, "Shift+ArrowUp": 0.05, "PageUp": 0.05, "ArrowDown": -0.01}
    steps |= {"PageDown": -0.05, "Shift+ArrowDown": -0.05}
    for count, (key, points) in enumerate(steps.items(), start=1):
        before = shares(page)[1]
        page.keyboard.press(key)
        assert shares(page)[1] == pytest.approx(before + points, abs=2e-6), key
        assert len(heard(page)) == count
        assert_ranking_follows(page)
    page.keyboard.press("Home")
    assert shares(page)[1] == 0
    page.keyboard.press("End")
    assert shares(page)[1] == pytest.approx(1, abs=1e-12)


def test_the_keyboard_alone_types_locks_and_sets_the_firmness(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.locator(BAR).nth(1).focus()
    page.keyboard.type("12,5")
    page.keyboard.press("Enter")
    assert shares(page)[1] == pytest.approx(0.125, abs=1e-12)
    assert page.evaluate(FOCUSED) == "level-2"
    page.keyboard.type("77")
    page.keyboard.press("Escape")
    assert shares(page)[1] == pytest.approx(0.125, abs=1e-12)
    page.keyboard.press("l")
    assert heard(page)[-1]["locks"][1] is True
    page.keyboard.press("ArrowUp")
    assert shares(page)[1] == pytest.approx(0.125, abs=1e-12)
    page.keyboard.press("L")
    assert heard(page)[-1]["locks"][1] is False
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert heard(page)[-1]["concentration"] > DATA["concentration"]


def test_keys_there_and_back_lead_back(open_page: Callable[..., Page]) -> None:
    page = open_page()
    start = shares(page)
    page.locator(BAR).nth(4).focus()
    page.keyboard.press("End")
    for key in ["ArrowDown"] * 3 + ["ArrowUp"] * 3:
        page.keyboard.press(key)
    page.keyboard.press("Home")
    share = start[4]
    while share > 0.01:
        page.keyboard.press("ArrowUp")
        share -= 0.01
    rest = np.delete(shares(page), 4)
    before = np.delete(start, 4)
    np.testing.assert_allclose(rest / rest.sum(), before / before.sum(), atol=1e-9)


def test_a_number_under_a_bar_can_be_clicked_and_typed_into(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    number = page.locator(".tl-number").nth(7)
    number.click()
    page.keyboard.type("40 %")
    page.keyboard.press("Enter")
    assert shares(page)[7] == pytest.approx(0.4, abs=1e-12)
    assert number.input_value() == "40"
    number.click()
    page.keyboard.type("lots")
    page.keyboard.press("Enter")
    assert number.get_attribute("aria-invalid") == "true"
    assert page.locator(".tl-ladder [aria-live]").inner_text() == (
        "Type a number from 0 to 100."
    )
    page.keyboard.press("Escape")
    assert number.input_value() == "40"
    number.click()
    page.keyboard.type("30")
    page.locator(".tl-title").first.click()
    assert shares(page)[7] == pytest.approx(0.3, abs=1e-12)


def test_a_typed_value_beyond_what_the_locks_leave_is_clamped_and_said(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.locator(BAR).nth(0).focus()
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    page.keyboard.press("l")
    page.locator(BAR).nth(1).focus()
    page.keyboard.type("70")
    page.keyboard.press("Enter")
    assert shares(page)[1] == pytest.approx(0.4, abs=1e-12)
    assert page.locator(".tl-ladder [aria-live]").inner_text() == (
        "The locks leave 40 percent for level 2."
    )


def test_escape_undoes_a_drag(open_page: Callable[..., Page]) -> None:
    page = open_page()
    start = shares(page)
    drag(page, 5, 0.3, 0.9)
    page.keyboard.press("Escape")
    assert shares(page).tolist() == start.tolist()
    page.mouse.up()
    assert shares(page).tolist() == start.tolist()
    assert heard(page) == []
    assert_ranking_follows(page)


def test_the_ranking_is_a_list_in_the_order_that_is_seen(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    drag(page, 0, 0.3, 1.2)
    page.mouse.up()
    page.wait_for_timeout(700)
    rows = page.get_by_role("list").nth(1).get_by_role("listitem")
    seen = rows.evaluate_all(
        """rows => rows.map((row) => [row.dataset.id, row.getBoundingClientRect().top])
            .sort((a, b) => a[1] - b[1]).map(([id]) => id)"""
    )
    read = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert read == seen == [name for name, _ in expected_ranking(shares(page))]
    text = rows.first.inner_text()
    names = {item["id"]: item for item in DATA["interventions"]}
    assert names[read[0]]["name"] in text
    assert names[read[0]]["kind"] in text


def test_a_change_is_announced_once_it_is_done(open_page: Callable[..., Page]) -> None:
    page = open_page()
    status = page.locator(".tl-announcement")
    drag(page, 0, 0.3, 0.9)
    assert status.inner_text() == ""
    page.mouse.up()
    names = {item["id"]: item["name"] for item in DATA["interventions"]}
    first = "; ".join(names[name] for name, _ in ranking(page)[:3])
    assert status.inner_text().startswith(f"First: {first}. Expected value ")


def test_ghosts_stand_where_the_bars_were(open_page: Callable[..., Page]) -> None:
    page = open_page()
    assert not page.locator(".tl-ghosts").is_visible()
    before = ranking(page)
    drag(page, 0, 0.3, 0.9)
    ghosts = page.locator(".tl-ghost").evaluate_all("all => all.map(g => g.dataset.id)")
    assert ghosts == [name for name, _ in before]
    assert page.locator(".tl-ghosts").is_visible()
    page.mouse.up()
    assert page.locator(".tl-ghosts").is_visible()


def test_outcomes_follow(open_page: Callable[..., Page]) -> None:
    page = open_page()
    drag(page, 8, 0.3, 1.0)
    figures = page.locator(".tl-figure").evaluate_all(
        "all => all.map(figure => Number(figure.dataset.probability))"
    )
    expected = shares(page) @ np.array(DATA["outcomeProbabilities"])
    np.testing.assert_allclose(figures, expected, atol=1e-12)
    page.mouse.up()


def test_a_touch_drags_at_390_pixels(open_page: Callable[..., Page]) -> None:
    page = open_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == 390
    before = shares(page)[4]
    x, y = middle(page, 4, 0.3)
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    send("touchStart", (x, y))
    for step in range(20):
        send("touchMove", (x, y - 5 * (step + 1)))
        assert_ranking_follows(page)
    send("touchEnd")
    assert shares(page)[4] > before + 0.05
    assert page.evaluate("window.scrollY") == 0
    assert len(heard(page)) == 1
    actions = page.evaluate(
        """() => [...document.querySelectorAll('*')]
            .filter(node => getComputedStyle(node).touchAction === 'none')
            .map(node => node.classList[0])"""
    )
    assert set(actions) == {"tl-track"}


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(
    open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    drag(page, 1, 0.3, 0.8)
    page.mouse.up()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_small_screen_shows_twelve_rows_and_then_all(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    row, box = page.locator(ROW).first, page.locator(".tl-scroll")
    height = row.evaluate("node => node.offsetHeight")
    assert box.evaluate("node => node.clientHeight") == pytest.approx(12 * height)
    page.get_by_role("button", name="Show all 40").click()
    assert box.evaluate("node => node.clientHeight") == pytest.approx(40 * height)
    page.get_by_role("button", name="Show fewer").click()
    assert box.evaluate("node => node.clientHeight") == pytest.approx(12 * height)


def test_touch_targets_are_large_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    for target in (".tl-number", ".tl-lock", ".tl-range", ".tl-toggle"):
        box = page.locator(target).first.bounding_box()
        assert box is not None
        assert box["height"] >= 40, target


def test_reduced_motion_moves_nothing_slowly(open_page: Callable[..., Page]) -> None:
    moving = """() => [...document.querySelectorAll('.tl-host *')].filter(node =>
        getComputedStyle(node).transitionDuration
            .split(',').some(duration => parseFloat(duration) > 0)).length"""
    assert open_page().evaluate(moving) > 0
    page = open_page(reduced_motion="reduce")
    assert page.evaluate(moving) == 0
    drag(page, 2, 0.3, 0.8)
    page.mouse.up()
    assert_ranking_follows(page)


CONTRAST = """() => {
  const canvas = document.createElement('canvas')
    .getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const texts = [...document.querySelectorAll('.tl-host *')].filter((node) =>
    node.checkVisibility({ visibilityProperty: true }) &&
    [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const tiers = [...document.querySelectorAll('.tl-tier')];
  const worst = texts.map((node) => {
    const text = light(rgba(getComputedStyle(node).color));
    const papers = [node, ...tiers].map((paper) => light(behind(paper)));
    const ratio = (paper) =>
      (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
    return [Math.min(...papers.map(ratio)), node.className, node.textContent];
  });
  return worst.sort((a, b) => a[0] - b[0])[0];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_paper(
    open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    drag(page, 2, 0.3, 0.8)
    page.mouse.up()
    ratio, where, text = page.evaluate(CONTRAST)
    assert ratio >= 4.5, (where, text)


def test_focus_is_visible(open_page: Callable[..., Page]) -> None:
    page = open_page()
    for _ in range(4):
        page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"


SEND = """change => document.getElementById('ladder').dispatchEvent(
    new CustomEvent('data', { detail: change }))"""


def test_old_news_from_the_server_leaves_alone_what_a_person_did(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    drag(page, 2, 0.3, 0.8)
    page.mouse.up()
    mine = shares(page)
    page.evaluate(SEND, {**DATA, "utilities": [10, 20, 30, 40]})
    assert shares(page).tolist() == mine.tolist()
    by_level = np.einsum("iko,o->ik", np.array(DATA["effect"]), [10, 20, 30, 40])
    np.testing.assert_allclose(
        [value for _, value in ranking(page)], -np.sort(-(by_level @ mine)), atol=1e-9
    )


def test_a_new_version_brings_its_credence(open_page: Callable[..., Page]) -> None:
    page = open_page()
    drag(page, 2, 0.3, 0.8)
    page.mouse.up()
    preset = [0.1] * 10
    page.evaluate(SEND, {**DATA, "credence": preset, "version": 2})
    assert shares(page).tolist() == preset
    assert_ranking_follows(page)


def test_a_drag_in_progress_is_not_reset(open_page: Callable[..., Page]) -> None:
    page = open_page()
    drag(page, 2, 0.3, 0.8)
    mine = shares(page)
    bar = page.locator(BAR).nth(2).element_handle()
    changed = {**DATA, "credence": [0.1] * 10, "version": 2}
    page.evaluate(SEND, changed)
    assert shares(page).tolist() == mine.tolist()
    x, y = middle(page, 2, 0.6)
    page.mouse.move(x, y)
    assert shares(page)[2] < mine[2]
    mine = shares(page)
    page.mouse.up()
    assert heard(page)[-1]["credence"] == mine.tolist()
    assert shares(page).tolist() == mine.tolist()
    assert bar.evaluate("node => node.isConnected")
    page.evaluate(SEND, changed)
    assert shares(page).tolist() == mine.tolist()


def test_new_levels_build_a_new_ladder(open_page: Callable[..., Page]) -> None:
    page = open_page()
    drag(page, 2, 0.3, 0.8)
    page.mouse.up()
    page.evaluate(SEND, {**example(n_levels=20), "version": 2})
    assert len(shares(page)) == 20
    page.evaluate(SEND, {**example(n_levels=2), "version": 2})
    assert len(shares(page)) == 2
    drag(page, 1, 0.3, 0.8)
    page.mouse.up()
    assert shares(page).sum() == pytest.approx(1, abs=1e-12)


def test_texts_are_shown_as_text(open_page: Callable[..., Page]) -> None:
    page = open_page()
    trap = "<img src=x onerror=\"window.caught = true\"> & 'more'"
    changed = json.loads(json.dumps(DATA))
    for item in [*changed["levels"], *changed["interventions"], *changed["outcomes"]]:
        item["name"] = trap
    for level in changed["levels"]:
        level.update(summary=trap, needs=trap, short=trap)
    changed["unit"] = trap
    page.evaluate(SEND, changed)
    page.wait_for_timeout(100)
    assert page.locator(".tl-name").first.inner_text() == trap
    assert page.evaluate("window.caught") is None
    assert page.locator(".tl-host img").count() == 0


def test_the_page_has_a_small_example_of_its_own(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto(page.url.split("?")[0])
    page.wait_for_selector("[data-ready]")
    before = ranking(page)
    drag(page, 3, 0.3, 0.95)
    page.mouse.up()
    assert ranking(page) != before
    assert page.get_by_role("button", name="Show all").count() == 0


def test_the_ladder_stands_alone_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("&only-ladder", viewport={"width": 360, "height": 640})
    assert page.locator(ROW).count() == 0
    drag(page, 9, 0.3, 0.8)
    page.mouse.up()
    assert shares(page).sum() == pytest.approx(1, abs=1e-12)
    assert len(heard(page)) == 1


HARNESS = """async data => {
  const { default: component } = await import('/bundle.mjs');
  const place = document.body.appendChild(document.createElement('div'));
  place.style.setProperty('--st-text-color', '#fafafa');
  const parentElement = place.attachShadow({ mode: 'open' });
  parentElement.append(document.querySelector('link[rel=stylesheet]').cloneNode());
  await new Promise((resolve) => { parentElement.firstChild.onload = resolve; });
  window.told = [];
  window.call = (data) => component({
    parentElement, data, setStateValue: (...told) => window.told.push(told),
  });
  window.place = place;
  window.shadow = parentElement;
  window.call(data);
}"""


def test_streamlit_may_call_the_bundle_again_and_again(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("&only-ladder")
    page.evaluate("document.getElementById('ladder').remove()")
    page.evaluate(HARNESS, DATA | {"texts": ladder.texts()})
    host = page.locator(".tl-host")
    assert host.get_attribute("data-scheme") == "dark"
    bar = page.locator(BAR).nth(3).element_handle()
    page.locator(BAR).nth(3).focus()
    page.keyboard.press("ArrowUp")
    ((name, state),) = page.evaluate("window.told")
    assert name == "ladder"
    assert ladder.read_state(state, n_levels=10).concentration == 20
    moved = shares(page).tolist()
    assert state["credence"] == moved

    page.evaluate("data => window.call(data)", DATA | {"texts": ladder.texts()})
    assert host.count() == 1
    assert shares(page).tolist() == moved
    assert bar.evaluate("node => node.isConnected")
    page.evaluate("window.place.style.setProperty('--st-text-color', '#111111')")
    leave = page.evaluate_handle(
        "data => window.call(data)", DATA | {"texts": ladder.texts(), "version": 2}
    )
    assert host.get_attribute("data-scheme") == "light"
    assert shares(page).tolist() == DATA["credence"]
    leave.evaluate("leave => leave()")
    assert host.count() == 0
