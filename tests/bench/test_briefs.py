"""How long it takes to write a brief, against what people wait for gladly."""

import time

from app.briefs import figures, pictures
from app.briefs.content import content, title
from app.briefs.formats import FORMATS, encoded
from app.briefs.inside import data
from app.briefs.making import computed
from app.briefs.typeset import typeset
from simulator import scenario as scenarios
from simulator.model import load

ONE_PAGE = 12
"""Blocks that fill about a page, one of them a chart."""


def timed(work):
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def test_a_page_and_a_whole_brief_are_written_within_their_goals():
    model = load()
    scenario = scenarios.from_plain(
        {"credence": "medium_tier", "concentration": 12.5, "worlds": 16}, model
    )
    brief = computed(model, scenario, "2026-11-23")
    blocks, carried = content(brief)[:ONE_PAGE], data(brief, "pdf")

    def page():
        figures.drawn.cache_clear()
        typeset(blocks, carried, title=title(brief), language="en")

    def every():
        figures.drawn.cache_clear()
        pictures.picture.cache_clear()
        for form in FORMATS:
            encoded(brief, form)

    first = timed(every)
    warm = min(timed(page) for _ in range(3))
    again = min(timed(every) for _ in range(2))
    print(
        f"a page as PDF takes {warm:.2f} s; all formats {again:.2f} s, once {first:.2f}"
    )
    assert warm < 0.5
    assert again < 5
