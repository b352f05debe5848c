"""The browser that tests share keeps what was fetched, and nothing that a page kept."""

from tests.chromium import LOCAL

KEEP = """() => {
  localStorage.setItem("kept", "yes");
  document.cookie = "kept=yes";
}"""
KEPT = "localStorage.length + document.cookie.length"


def visit(page):
    page.route(LOCAL, lambda route: route.fulfill(body=""))
    page.goto(LOCAL)


def test_a_page_finds_nothing_that_the_one_before_it_kept(chromium):
    with chromium.page() as page:
        visit(page)
        page.evaluate(KEEP)
        assert page.evaluate(KEPT) > 0
        context = page.context

    with chromium.page() as page:
        visit(page)
        assert page.context is context
        assert page.evaluate(KEPT) == 0


def test_pages_of_other_options_have_a_context_of_their_own(chromium):
    with chromium.page() as page, chromium.page(locale="de") as other:
        assert page.context is not other.context
        assert other.evaluate("navigator.language") == "de"


def test_a_browser_that_died_is_started_anew(chromium, browser):
    browser.close()

    again = chromium.browser()
    assert again is not browser
    assert again.is_connected()
