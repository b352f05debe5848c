"""The HTML file of a brief in a real browser: on screens, on paper, and alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.app.briefs.examples import HOSTILE, full, hostile, written


@pytest.fixture
def opened(page, tmp_path):
    """Open a brief from a file, and keep what the page asks for."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def open_(brief, width=1024, scheme="light"):
        path = tmp_path / "brief.html"
        path.write_text(written(brief, "html"), encoding="utf-8")
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        return page

    return open_


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault_that_axe_can_find(opened, scheme):
    results = Axe().run(opened(full(), scheme=scheme))

    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("text", ["harmless", HOSTILE[7]])
def test_nothing_is_wider_than_a_phone(opened, text):
    page = opened(hostile(text), width=390)

    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_hostile_text_runs_nothing(opened, text):
    page = opened(hostile(text))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))

    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_dark_is_dark_and_paper_is_light(opened):
    page = opened(full(), scheme="dark")
    color = "getComputedStyle(document.querySelector('.brief')).color"
    on_screen = page.evaluate(color)
    page.emulate_media(media="print", color_scheme="dark")

    assert on_screen == "rgb(231, 234, 241)"
    assert page.evaluate(color) == "rgb(29, 35, 48)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
