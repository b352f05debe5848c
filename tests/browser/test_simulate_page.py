"""The simulate page in a real browser: moving people, by keyboard, and on a phone."""

from app.texts import say
from simulator import scenario as scenarios
from tests.browser.dashboard import WAIT, settle


def open_simulate(page, address, model, width=1440):
    plain = scenarios.new(model).plain | {"worlds": 32}
    link = scenarios.from_plain(plain, model).link
    page.set_default_timeout(WAIT)
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{address}/simulate?s={link}")
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


def test_the_last_change_is_replayed_by_a_click(page, address, model):
    open_simulate(page, address, model)
    replay = page.locator(".updatemenu-button")
    page.get_by_role("slider", name=first(model)).focus()
    page.keyboard.press("PageUp")
    settle(page)
    assert replay.count() == 0
    page.get_by_role("button", name=say("simulate.last")).click()

    replay.first.click()
    told = say("simulate.differs", name=say("simulate.other.last"), what="")
    page.get_by_text(told.rstrip(" .")).wait_for()


def test_no_view_is_wider_than_a_phone(page, address, model):
    open_simulate(page, address, model, 390)
    for view in ("curves", "ends", "pipeline", "story"):
        name = say(f"simulate.view.{view}")
        page.get_by_role("radiogroup").get_by_text(name, exact=True).click()
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
