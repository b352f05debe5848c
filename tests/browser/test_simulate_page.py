"""The simulate page in a real browser: moving people, by keyboard, and on a phone."""

import numpy as np
from numpy.testing import assert_allclose

from app.documents import simulate_document
from app.texts import say
from simulator import scenario as scenarios
from tests.browser.dashboard import held, settle, visit

BAR = "[role=slider][data-level]"


def open_simulate(page, address, model, width=1440, **changes):
    plain = scenarios.new(model).plain | {"worlds": 32} | changes
    link = scenarios.from_plain(plain, model).link
    page.set_viewport_size({"width": width, "height": 1000})
    visit(page, f"{address}/simulate?s={link}")
    page.get_by_text(say("simulate.lead")).wait_for()
    settle(page)


def first(model):
    """Return the name of the intervention with most people."""
    field = model.means.field.segments[0].amounts
    return model.means.intervention(max(field, key=field.__getitem__)).name


def test_a_slider_keeps_the_focus_while_keys_move_it_and_others_give(
    page, address, model
):
    open_simulate(page, address, model)
    slider = page.get_by_role("slider", name=first(model))
    before = float(slider.input_value())
    slider.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        settle(page)

    assert float(slider.input_value()) == before + 2
    assert slider.evaluate("node => node === document.activeElement")
    page.get_by_text(say("simulate.other.today")).first.wait_for()


def weighed(page):
    """Return the shares of the outcomes as the bar beneath the ladder holds them."""
    return page.locator(".tl-figure").evaluate_all(
        "all => all.map((one) => Number(one.dataset.probability))"
    )


def shares(page):
    return page.locator(BAR).evaluate_all("b => b.map((x) => Number(x.dataset.share))")


def test_the_ladder_weighs_the_outcomes_at_every_step_and_runs_nothing(
    page, address, model
):
    open_simulate(page, address, model)
    page.get_by_text(say("simulate.view.ends"), exact=True).click()
    page.locator(BAR).first.wait_for()
    settle(page)
    before, sent = weighed(page), []
    page.on("websocket", lambda s: s.on("framesent", sent.append))
    box = page.locator(BAR).first.bounding_box()
    x, foot = box["x"] + box["width"] / 2, box["y"] + box["height"]
    page.mouse.move(x, foot - 5)
    page.mouse.down()
    page.mouse.move(x, foot - 0.9 * box["height"], steps=8)

    p, during = np.array(shares(page)), weighed(page)
    plain = scenarios.new(model).plain | {"worlds": 32}
    told = simulate_document(model, scenarios.from_plain(plain, model))["outcomes"]
    assert sent == []
    assert during != before
    assert_allclose(during, np.array(list(told.values())) @ p, atol=1e-9)
    assert page.locator(".tl-ranking").count() == 0
    page.mouse.up()
    settle(page)
    assert_allclose(held(page, model).credence.p, p, atol=1e-9)
    assert page.locator(".tl-announcement").inner_text().startswith("Expected value")


def test_the_last_change_is_replayed_by_the_keyboard_alone(page, address, model):
    open_simulate(page, address, model)
    page.get_by_role("slider", name=first(model)).focus()
    page.keyboard.press("PageUp")
    settle(page)
    page.get_by_role("button", name=say("simulate.last")).focus()
    page.keyboard.press("Enter")
    settle(page)

    replay = page.get_by_role("slider", name=say("simulate.replay"))
    then = say("simulate.replay.then")
    assert replay.get_attribute("aria-valuetext") == then
    replay.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        settle(page)
    assert replay.get_attribute("aria-valuetext") == say("simulate.replay.now")
    told = say("simulate.differs", name=say("simulate.other.last"), what="")
    page.get_by_text(told.rstrip(" .")).wait_for()


def test_a_long_run_can_be_stopped_and_leaves_the_run_before_it(page, address, model):
    open_simulate(page, address, model, seed=77, worlds=4096, months=24)
    page.get_by_text(say("simulate.past")).wait_for()
    toggle = page.get_by_role("switch", name=switches(model)[0].name, exact=True)
    toggle.focus()
    page.keyboard.press("Space")
    # It is there at once, and to be seen after a second.
    stop = page.locator(".st-key-simulate_running_here button")
    stop.wait_for(state="attached")
    stop.dispatch_event("click")
    settle(page)

    page.get_by_text(say("simulate.stopped")).wait_for()
    assert page.locator(".js-plotly-plot").count() > 3
    page.get_by_role("button", name=say("simulate.again")).click()
    settle(page)
    assert page.get_by_text(say("simulate.stopped")).count() == 0
    assert page.locator(".js-plotly-plot").count() > 3


def switches(model):
    return [p for p in model.world.parameters if p.unit == "switch"]


def test_a_mechanism_is_switched_off_by_the_keyboard_and_undone(page, address, model):
    open_simulate(page, address, model)
    switch = switches(model)[0]
    toggle = page.get_by_role("switch", name=switch.name, exact=True)
    toggle.focus()
    page.keyboard.press("Space")
    settle(page)

    assert held(page, model).changes[f"parameters.{switch.id}"][0] == 0
    page.get_by_role("button", name=say("frame.undo")).click()
    settle(page)
    assert not held(page, model).changes
    assert toggle.is_checked()


def tops(page, model):
    """Return where the first chart begins, and the first slider."""
    chart = page.locator(".js-plotly-plot").first.bounding_box()
    slider = page.get_by_role("slider", name=first(model)).bounding_box()
    return chart, slider


def test_on_a_phone_charts_come_first_and_a_link_leads_to_the_sliders(
    page, address, model
):
    open_simulate(page, address, model, 390)

    chart, slider = tops(page, model)
    assert chart["y"] < slider["y"]
    page.get_by_role("link", name=say("simulate.down").rstrip(" ↓")).click()
    page.get_by_role("slider", name=first(model)).wait_for()
    page.wait_for_function(
        "document.querySelector('#portfolio').getBoundingClientRect().top < 800"
    )


def test_on_a_desktop_sliders_stand_beside_the_charts(page, address, model):
    open_simulate(page, address, model)

    chart, slider = tops(page, model)
    assert chart["x"] + chart["width"] < slider["x"]
    assert slider["y"] < chart["y"] + chart["height"]
    assert page.get_by_role("link", name=say("simulate.down")).count() == 0


def test_no_view_is_wider_than_a_phone(page, address, model):
    open_simulate(page, address, model, 390)
    for view in ("curves", "ends", "pipeline", "story"):
        name = say(f"simulate.view.{view}")
        page.get_by_role("radiogroup").get_by_text(name, exact=True).click()
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
