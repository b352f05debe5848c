"""Every page in Chinese, and two languages at once."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.pages import PAGES
from app.texts import ENGLISH, catalog, languages, say, speaking
from simulator.model import load

MAIN = Path(__file__).parents[3] / "app" / "main.py"
HAN = r"[\u4e00-\u9fff]|\\34[5-7]\\2\d\d\\2\d\d"
"""A Chinese character, as it is or in octal, as protobuf prints it."""

SHORTEST = 16
"""Characters of a part of a sentence that is looked for: shorter ones are names."""


@pytest.fixture(scope="module")
def chinese():
    """Return the dashboard as a reader of Chinese opens it."""
    page = AppTest.from_file(str(MAIN), default_timeout=60)
    page.query_params["lang"] = "zh"
    return page.run()


@pytest.fixture(scope="module")
def english(chinese):
    """Return the dashboard as a reader of English opens it after one of Chinese."""
    assert not chinese.exception
    return AppTest.from_file(str(MAIN), default_timeout=60).run()


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


@pytest.mark.parametrize("name", PAGES)
def test_what_was_computed_for_a_chinese_page_leaves_none_in_an_english_one(
    chinese, english, name
):
    with speaking("zh"):
        chinese.switch_page(f"views/{name}.py").run()
    page = english.switch_page(f"views/{name}.py").run()

    assert not page.exception
    shown = "\n".join(protos(page._tree))  # noqa: SLF001  all that a page holds
    for known in (languages()["zh"], encoded(languages()["zh"]), *of_sources()):
        shown = shown.replace(known, "")
    assert re.findall(HAN, shown) == []


def of_sources():
    return [x for s in load().belief.sources for x in (s.title, s.author)]


def encoded(text):
    """Return text as a message of protobuf is printed: its bytes in octal."""
    return "".join(f"\\{byte:o}" for byte in text.encode())


def test_a_text_left_in_english_would_be_found():
    shown = say("explore.lead")

    assert any(sentence in shown for sentence in english_sentences())


def test_two_sessions_take_turns_and_keep_each_its_language(chinese, english):
    for _ in range(2):
        with speaking("zh"):
            chinese.switch_page("views/explore.py").run()
        english.switch_page("views/explore.py").run()

        assert (chinese.title[0].value, english.title[0].value) == ("探索", "Explore")
        assert english.subheader[0].value == "Why these come first"
        assert chinese.subheader[0].value == "为什么这些排在前面"


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


def test_the_browser_is_told_the_language_of_the_page(chinese, english):
    for page, tongue in ((chinese, "zh"), (english, "en")):
        told = f'document.documentElement.lang = "{tongue}"'
        assert any(told in shown.replace("\\", "") for shown in protos(page.main))
