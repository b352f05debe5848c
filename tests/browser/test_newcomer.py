"""A newcomer's first visit, from the first page to a brief that others verify."""

import json
from itertools import pairwise

import pytest

from app.cli import main
from app.texts import say
from tests.browser.dashboard import held, settle, visit

ROW = ".tl-row"


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        status = main([*arguments, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def turn(page, name):
    """Turn to a page by its link."""
    page.get_by_role("link", name=say(f"{name}.title"), exact=True).first.click()
    page.get_by_role("heading", name=say(f"{name}.title"), level=1).wait_for()
    page.get_by_text("Scenarios, not forecasts").wait_for()
    settle(page)


def priorities(page):
    rows = page.locator(ROW).evaluate_all(
        "rows => rows.map((r) => [r.dataset.id, Number(r.dataset.priority)])"
    )
    return dict(rows)


def start(page, address):
    visit(page, address)
    page.get_by_text(say("reasons.title")).wait_for()
    settle(page)


def choose(page, preset):
    page.get_by_role("combobox", name=say("explore.preset")).fill(preset.name)
    page.keyboard.press("Enter")
    settle(page)


def mark(page, item):
    marks = page.get_by_role("radiogroup", name=say("card.mark", name=item.name))
    marks.get_by_text(say("card.mark.yes"), exact=True).click()
    settle(page)


def change(page, number, value):
    page.get_by_role("textbox", name=say("assumptions.search")).fill(number.address)
    page.keyboard.press("Enter")
    settle(page)
    entry = page.get_by_role("spinbutton", name=say("assumptions.one.value"))
    entry.fill(f"{value}")
    page.get_by_role("button", name=say("assumptions.one.change"), exact=True).click()
    settle(page)


def downloaded(page, path):
    with page.expect_download() as download:
        page.get_by_role("button", name=say("brief.download.html")).click()
    download.value.save_as(path)
    return path


def bring(page, file):
    before = page.url
    page.get_by_role("button", name=say("frame.scenario")).click()
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_url(lambda url: url != before)
    settle(page)


def test_a_first_visit_ends_with_a_brief_that_holds_everywhere(
    page, address, model, ask, tmp_path
):
    start(page, address)
    seen = [priorities(page)]

    choose(page, next(p for p in model.belief.priors if p.id == "medium_tier"))
    seen.append(priorities(page))
    assert page.get_by_text("of its priority comes from").first.is_visible()

    turn(page, "evidence")
    for item in model.belief.evidence[:3]:
        mark(page, item)
    turn(page, "explore")
    seen.append(priorities(page))
    assert page.get_by_text(say("explore.observed", count=3)).is_visible()

    turn(page, "assumptions")
    number = model.assumptions["parameters.threshold"]
    sooner = round((number.low + number.value) / 2, 3)
    change(page, number, sooner)
    page.get_by_text("expected value", exact=False).first.wait_for()
    assert held(page, model).changes[number.address][0] == sooner
    turn(page, "explore")
    seen.append(priorities(page))
    assert page.get_by_text(say("explore.changed", count=1)).is_visible()
    assert all(one != other for one, other in pairwise(seen))

    scenario = held(page, model)
    assert [seen.text for seen in scenario.observations.values()] == ["yes"] * 3
    turn(page, "brief")
    file = downloaded(page, tmp_path / "brief.html")
    check_elsewhere(page, address, model, scenario, file, seen[-1])
    check_commands(ask, scenario, file, seen[-1])


def check_elsewhere(page, address, model, scenario, file, final):
    """The brief opens in another visit, with the same numbers."""
    other = page.context.browser.new_context().new_page()
    start(other, address)
    bring(other, file)

    assert held(other, model).plain == scenario.plain
    assert priorities(other) == final
    other.context.close()


def check_commands(ask, scenario, file, final):
    """The brief verifies, and the command line finds the numbers that it states."""
    status, verdict = ask("verify", str(file))
    _, ranked = ask("rank", "--scenario", str(file))
    text = file.read_text(encoding="utf-8")

    assert (status, verdict["differences"]) == (0, [])
    assert ranked["scenario"] == scenario.digest
    told = {row["id"]: row["priority"] for row in ranked["ranking"]}
    assert told == pytest.approx(final, abs=1e-12)
    assert f"{1000 * ranked['ranking'][0]['priority']:.2f}" in text
    assert f"{ranked['expected_value']:.3f}" in text
