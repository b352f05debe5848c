"""The dashboard in a real browser: the server, Streamlit and the ladder together."""

import numpy as np
from numpy.testing import assert_allclose

from app.texts import say
from simulator import scenario as scenarios
from simulator.choice.effects import effects
from simulator.choice.priority import by_level, priorities
from simulator.world.engine import engine
from simulator.world.simulation import worlds_of
from tests.browser.dashboard import WIDTHS, settle, visit, width_in

BAR = "[role=slider][data-level]"
ROW = ".tl-row"


def open_page(page, address, scenario=None):
    visit(page, address if scenario is None else f"{address}/?s={scenario.link}")
    page.locator(BAR).first.wait_for()
    page.get_by_text(say("reasons.title")).wait_for()
    settle(page)


def in_browser(page):
    """Return each intervention's priority as the page holds it."""
    rows = page.locator(ROW).evaluate_all(
        "rows => rows.map((r) => [r.dataset.id, Number(r.dataset.priority)])"
    )
    return dict(rows)


def shares(page):
    return page.locator(BAR).evaluate_all("b => b.map((x) => Number(x.dataset.share))")


def in_python(model, scenario, p):
    worlds = worlds_of(model, scenario.worlds, scenario.seed)
    found = effects(engine(model), model.means.field, worlds)
    value = by_level(found.effect, scenario.utility(model))
    return dict(zip(model.means.ids, priorities(value, p), strict=True))


def drag(page, bar, height, steps=12):
    """Drag a bar to a share of the height of the plot, and keep hold of it."""
    box = page.locator(BAR).nth(bar).bounding_box()
    x = box["x"] + box["width"] / 2
    page.mouse.move(x, box["y"] + box["height"] - 5)
    page.mouse.down()
    target = box["y"] + box["height"] * (1 - height)
    page.mouse.move(x, target, steps=steps)


def test_a_drag_re_orders_in_the_browser_with_the_numbers_of_python(
    page, address, model
):
    open_page(page, address)
    before = [row for row, _ in sorted(in_browser(page).items(), key=lambda r: -r[1])]
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.on("websocket", lambda s: s.on("framesent", sent.append))
    drag(page, 0, 0.95)

    during = in_browser(page)
    assert sent == []
    p = np.array(shares(page))
    assert_allclose(p.sum(), 1, atol=1e-9)
    wanted = in_python(model, scenarios.new(model), p)
    for name, priority in wanted.items():
        assert abs(during[name] - priority) < 1e-9
    after = [row for row, _ in sorted(during.items(), key=lambda r: -r[1])]
    assert after != before
    page.mouse.up()


def test_on_release_the_page_explains_the_new_first_ones_and_keeps_the_address(
    page, address, model
):
    open_page(page, address)
    drag(page, 0, 0.95)
    page.mouse.up()
    settle(page)

    p = shares(page)
    link = page.url.split("s=")[1]
    kept = scenarios.from_link(link, model).credence.p
    assert_allclose(kept, p, atol=1e-12)
    ranked = sorted(in_browser(page).items(), key=lambda row: -row[1])
    first = model.means.intervention(ranked[0][0]).name
    assert page.get_by_text(f"1. {first}").is_visible()


def test_undo_brings_the_ladder_back(page, address):
    open_page(page, address)
    start = shares(page)
    drag(page, 2, 0.9)
    page.mouse.up()
    settle(page)
    assert shares(page) != start

    page.get_by_role("button", name=say("frame.undo")).click()
    settle(page)
    assert_allclose(shares(page), start, atol=1e-12)


def test_a_link_opens_with_its_credence_and_its_observations(page, address, model):
    plain = scenarios.new(model).plain | {
        "credence": model.belief.prior("medium_tier").p.tolist(),
        "observations": {"sleeper_agents": "yes", "criticgpt": "no"},
    }
    scenario = scenarios.from_plain(plain, model)
    open_page(page, address, scenario)

    assert_allclose(shares(page), scenario.credence.p, atol=1e-12)
    likelihood = model.belief.network.log_likelihood(scenario.observations)
    p = scenario.credence.p * np.exp(likelihood)
    wanted = in_python(model, scenario, p / p.sum())
    shown = in_browser(page)
    assert all(abs(shown[name] - value) < 1e-9 for name, value in wanted.items())


def test_a_refresh_keeps_the_scenario(page, address):
    open_page(page, address)
    page.locator(BAR).nth(4).press("End")
    settle(page)
    before = shares(page)

    page.reload()
    page.locator(BAR).first.wait_for()
    settle(page)
    assert_allclose(shares(page), before, atol=1e-12)


def test_nothing_is_wider_than_the_window(page, address):
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    open_page(page, address)

    for width in WIDTHS:
        assert width_in(page, width) <= width
