"""The page of assumptions in a real browser: the table edited in place, the form."""

from dataclasses import replace

from app.texts import say
from simulator import scenario as scenarios
from tests.browser.dashboard import WIDTHS, held, settle, visit, width_in

GRID = "[data-testid=stDataFrame]"
COST = "interventions.debate.cost"
VALUE, ROW = 600, 52
"""Where the value of the first row stands in the table, in pixels."""


def open_page(page, address, model):
    start = replace(scenarios.new(model), worlds=8)
    page.set_viewport_size({"width": 1440, "height": 1000})
    visit(page, f"{address}/assumptions?s={start.link}")
    page.locator(GRID).first.wait_for()
    settle(page)


def narrow(page, model, search):
    field = page.get_by_label(say("assumptions.search"), exact=True)
    field.fill(search)
    field.press("Enter")
    page.get_by_text(f"1 of {len(model.assumptions)} numbers").wait_for()
    settle(page)


def type_in_table(page, text):
    box = page.locator(GRID).first.bounding_box()
    page.mouse.dblclick(box["x"] + VALUE, box["y"] + ROW)
    page.locator("#portal input").first.wait_for()
    page.wait_for_timeout(800)  # the table takes keys a moment after it shows the field
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    settle(page)


def test_a_value_is_changed_in_place_and_the_address_keeps_it(page, address, model):
    open_page(page, address, model)
    narrow(page, model, COST)
    type_in_table(page, "0.5")

    assert held(page, model).changes == {
        COST: (0.5, *model.assumptions[COST].triple[1:])
    }
    assert page.get_by_text(say("assumptions.mark"), exact=True).first.is_visible()


def test_a_refused_value_says_why_and_the_next_one_is_taken(page, address, model):
    open_page(page, address, model)
    narrow(page, model, COST)
    type_in_table(page, "-1")

    page.get_by_text("must be positive").wait_for()
    assert held(page, model).changes == {}
    type_in_table(page, "0.3")
    assert held(page, model).changes[COST][0] == 0.3


def test_the_form_needs_no_mouse(page, address, model):
    open_page(page, address, model)
    narrow(page, model, COST)
    field = page.get_by_role(
        "spinbutton", name=say("assumptions.one.value"), exact=True
    )
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0.4")
    page.keyboard.press("Enter")
    settle(page)

    assert held(page, model).changes[COST][0] == 0.4


def test_nothing_is_wider_than_the_window(page, address, model):
    open_page(page, address, model)

    for width in WIDTHS:
        assert width_in(page, width) <= width
