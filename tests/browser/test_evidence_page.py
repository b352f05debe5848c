"""The evidence page in a real browser: what keys, screens and readers need."""

import numpy as np
from numpy.testing import assert_allclose

from app.texts import say
from levels.update import update
from tests.browser.dashboard import held, settle, visit

HOSTILE = "<img src=x onerror=document.title='taken'> [a](javascript:alert(1))"


def open_page(page, address):
    visit(page, f"{address}/evidence")
    page.get_by_text("Scenarios, not forecasts").wait_for()
    settle(page)


def choices(page, item):
    return page.get_by_role("radiogroup", name=say("card.mark", name=item.name))


def view(page, name):
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def test_an_item_is_marked_with_keys_alone_and_the_focus_stays(page, address, model):
    item = model.belief.evidence[0]
    open_page(page, address)
    yes = choices(page, item).get_by_role(
        "radio", name=say("card.mark.yes"), exact=True
    )
    yes.focus()
    page.keyboard.press("Space")
    settle(page)

    assert held(page, model).observations[item.id].text == "yes"
    assert yes.get_attribute("aria-checked") == "true"
    assert yes.evaluate("e => e === document.activeElement")


def test_the_page_says_what_the_marks_did(page, address, model):
    item = model.belief.evidence[0]
    open_page(page, address)
    choices(page, item).get_by_text(say("card.mark.no"), exact=True).click()
    settle(page)

    scenario = held(page, model)
    told = update(model.belief.network, scenario.credence, scenario.observations)
    number = len(model.belief.ladder) // 2 + 1
    after = f"{told.posterior.at_least(number):.1%}"
    assert page.get_by_text(f"Level {number} or harder: 50.0% → {after}").is_visible()


def test_a_ratio_is_set_with_the_arrow_keys(page, address, model):
    item = model.belief.evidence[0]
    open_page(page, address)
    choices(page, item).get_by_text(say("card.mark.ratio"), exact=True).click()
    settle(page)
    slider = page.get_by_role("slider", name=say("card.ratio", name=item.name))
    slider.focus()
    page.keyboard.press("ArrowRight")
    settle(page)

    assert held(page, model).observations[item.id].text == "2"


def test_an_own_likelihood_is_typed_and_undone(page, address, model):
    item = model.belief.evidence[0]
    open_page(page, address)
    page.get_by_text(say("card.likelihood")).first.click()
    settle(page)
    value = page.get_by_role("spinbutton", name=say("likelihood.value")).first
    ours = model.assumptions[f"evidence.{item.id}.likelihood.0.probability"]
    between = (ours.low + ours.value) / 2
    value.fill(f"{between:.3f}")
    page.get_by_role("button", name=say("likelihood.use")).click()
    settle(page)

    assert page.get_by_text(say("card.changed"), exact=True).is_visible()
    (change,) = held(page, model).changes.values()
    assert_allclose(change, (round(between, 3), ours.low, ours.high))
    page.get_by_role("button", name=say("frame.undo")).click()
    settle(page)
    assert held(page, model).changes == {}
    assert float(value.input_value()) == ours.value


def test_an_own_item_of_hostile_text_stays_text(page, address, model):
    open_page(page, address)
    view(page, say("evidence.view.own"))
    fact = model.belief.facts[0].name
    box = page.get_by_role("combobox", name=say("own.facts"))
    box.click()
    box.press_sequentially(fact[:6], delay=50)
    page.get_by_role("option", name=fact).click()
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_role("textbox", name=say("own.name")).fill(HOSTILE)
    page.get_by_role("textbox", name=say("own.observation")).fill(HOSTILE)
    page.get_by_role("button", name=say("own.add")).click()
    settle(page)

    (item,) = held(page, model).evidence
    assert item["name"] == HOSTILE
    for key in ("weight", "facts", "remaining", "telling", "ledger", "own"):
        view(page, say(f"evidence.view.{key}"))
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
    assert "taken" not in page.title()


def test_the_bars_show_the_posterior(page, address, model):
    items = model.belief.evidence[:2]
    open_page(page, address)
    for item in items:
        choices(page, item).get_by_text(say("card.mark.yes"), exact=True).click()
        settle(page)
    shown = page.evaluate(
        "() => [...document.querySelectorAll('.js-plotly-plot')[0].data[1].x]"
    )

    scenario = held(page, model)
    told = update(model.belief.network, scenario.credence, scenario.observations)
    assert set(scenario.observations) == {item.id for item in items}
    assert np.array_equal(shown, told.posterior.p)
