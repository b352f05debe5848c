"""Every page in Chinese, and two languages at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.pages import PAGES
from app.texts import ENGLISH, catalog, say, speaking
from simulator.model import load

MAIN = Path(__file__).parents[3] / "app" / "main.py"
SHORTEST = 16
"""Characters of a part of a sentence that is looked for: shorter ones are names."""


@pytest.fixture(scope="module")
def chinese():
    """Return the dashboard as a reader of Chinese opens it."""
    page = AppTest.from_file(str(MAIN), default_timeout=60)
    page.query_params["lang"] = "zh"
    return page.run()


def protos(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from protos(child)
        if (proto := getattr(child, "proto", None)) is not None:
            yield str(proto)


def english_sentences():
    """Return the parts of English texts between their values, of several words."""
    same = set(catalog("zh").values())
    parts = {
        part.strip()
        for text in catalog(ENGLISH).values()
        if text not in same
        for part in re.split(r"\{\w+\}|\$[^$]*\$|\n|[\"“”\u2019*:;,]", text)
    }
    return [p for p in parts if len(p) >= SHORTEST and " " in p and p[0].isalpha()]


def own_names():
    model = load()
    means, belief = model.means, model.belief
    named = (*means.interventions, *means.gates, *belief.ladder.levels, *belief.facts)
    return [entry.name for entry in named if " " in entry.name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_chinese_shows_no_english_sentence(chinese, name):
    with speaking("zh"):  # AppTest spells options here
        page = chinese.switch_page(f"views/{name}.py").run()

    assert not page.exception
    assert page.title[0].value == catalog("zh")[f"{name}.title"]
    shown = "\n".join(protos(page._tree))  # noqa: SLF001  all that a page holds
    assert [sentence for sentence in english_sentences() if sentence in shown] == []
    if name not in ("brief", "evidence", "assumptions"):  # these quote sources
        assert [called for called in own_names() if called in shown] == []


def test_a_text_left_in_english_would_be_found():
    shown = say("explore.lead")

    assert any(sentence in shown for sentence in english_sentences())


def test_two_sessions_at_once_do_not_mix_their_languages():
    def titles(tongue):
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        page.query_params["lang"] = tongue
        found = set()
        for _ in range(4):
            page.run()
            found.add((page.title[0].value, page.subheader[0].value))
        return found

    with ThreadPoolExecutor(2) as threads:
        english, chinese = threads.map(titles, ["en", "zh"])
    assert english == {("Explore", "Why these come first")}
    assert chinese == {("探索", "为什么这些排在前面")}


def test_a_person_switches_the_language_and_keeps_the_scenario():
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    page.selectbox(key="preset").select("hard_tier").run()
    before = page.session_state["history"]
    page.button(key="frame.language.zh").click().run()

    assert not page.exception
    assert page.title[0].value == "探索"
    assert page.session_state["history"] == before
    assert page.query_params["lang"] == "zh"


def test_an_address_with_a_language_that_is_not_spoken_is_english():
    page = AppTest.from_file(str(MAIN), default_timeout=60)
    page.query_params["lang"] = "<script>"
    page.run()

    assert page.title[0].value == "Explore"
