"""The map page in a real browser: choosing by hand, by keyboard, and on a phone."""

from app.texts import say
from tests.browser.dashboard import WIDTHS, settle, visit, width_in


def open_map(page, address, width=1440):
    page.set_viewport_size({"width": width, "height": 1000})
    visit(page, f"{address}/map")
    page.get_by_text(say("map.lead")).wait_for()
    settle(page)


def show(page, view):
    page.get_by_role("radiogroup").get_by_text(say(f"map.view.{view}")).click()
    settle(page)


def test_a_click_on_a_node_of_the_network_opens_its_story(page, address, model):
    open_map(page, address)
    show(page, "web")
    name = model.means.intervention("debate").name
    label = page.locator(".st-key-map_web .textpoint text", has_text=name).first
    box = label.bounding_box()
    page.mouse.click(box["x"] - 10, box["y"] + box["height"] / 2)
    settle(page)

    page.get_by_role("heading", name=name).wait_for()
    page.get_by_text(say("map.story.who"), exact=True).wait_for()
    shown = page.locator(".st-key-map_web .textpoint text").all_text_contents()
    assert name in shown
    assert not any(text.startswith("1 ") for text in shown)


def test_a_node_can_be_chosen_by_keyboard_alone(page, address, model):
    open_map(page, address)
    box = page.get_by_role("combobox", name=say("map.story"))
    box.focus()
    gate = model.means.gates[1]
    page.keyboard.type(gate.name)
    page.keyboard.press("Enter")
    settle(page)

    page.get_by_text(gate.summary[:40]).first.wait_for()
    page.get_by_text(say("map.story.paths"), exact=True).wait_for()


def test_no_view_is_wider_than_the_window(page, address):
    open_map(page, address, WIDTHS[0])
    for view in ("flow", "web", "coverage"):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        show(page, view)
        for width in WIDTHS:
            assert width_in(page, width) <= width, view


def test_on_a_phone_the_flow_is_a_list(page, address):
    open_map(page, address, 390)
    table = page.locator(".st-key-map_narrow table")
    table.wait_for()

    assert page.locator(".st-key-map_wide").is_hidden()
    assert table.get_by_text(say("map.flow.never")).is_visible()


def test_on_a_wide_screen_every_level_stands_in_the_flow_in_order(page, address, model):
    open_map(page, address)
    labels = page.locator(".st-key-map_wide .node-label")
    labels.first.wait_for()
    tops = {
        label.text_content().split(" ")[0]: label.bounding_box()["y"]
        for label in labels.all()
        if label.text_content()[0].isdigit()
    }
    numbers = [str(k + 1) for k in range(len(model.belief.ladder))]
    assert sorted(tops, key=tops.get) == numbers
