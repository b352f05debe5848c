"""Texts in more than one language, and that they never mix."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app import texts
from app.texts import ENGLISH, catalog, forms, joined, listed, say, speaking, suited
from app.wording import words
from simulator.model import load
from simulator.translation import translated

OTHERS = sorted(set(texts.folders()) - {ENGLISH})
HAN = r"[\u4e00-\u9fff]"
FULL = r"\u3001\u3002\uff0c\uff1a\uff1b\uff09\u201d\uff1f\uff01"
"""Marks of punctuation."""


@pytest.mark.parametrize("tongue", OTHERS)
def test_a_language_has_every_text(tongue):
    assert [key for key in catalog(ENGLISH) if key not in catalog(tongue)] == []


@pytest.mark.parametrize("tongue", OTHERS)
def test_a_language_has_no_text_that_english_lacks(tongue):
    ours = catalog(ENGLISH)

    assert [k for k in catalog(tongue) if k.partition("#")[0] not in ours] == []


@pytest.mark.parametrize("tongue", OTHERS)
def test_a_text_is_filled_with_the_same_values_in_every_language(tongue):
    assert texts.lacking(tongue) == []


@pytest.mark.parametrize("tongue", [ENGLISH, *OTHERS])
def test_a_text_is_filled_with_known_values_only(tongue):
    odd = [k for k, text in catalog(tongue).items() if re.search(r"\{(\d+|)\}", text)]

    assert [key for key in odd if not key.startswith("decide.how.")] == []


@pytest.mark.parametrize("tongue", OTHERS)
def test_no_text_stands_in_two_files_of_a_language(tongue):
    folder = texts.files("app.texts").joinpath(tongue)
    keys = [key for f in folder.iterdir() for key in json.loads(f.read_text("utf-8"))]

    assert len(keys) == len(set(keys))


def test_chinese_has_no_space_between_characters_and_its_own_punctuation():
    spaced = re.compile(f"{HAN} {HAN}")
    halved = re.compile(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}")

    told = {k: text for k, text in catalog("zh").items() if not k.endswith(".rules")}
    assert [k for k, text in told.items() if spaced.search(text)] == []
    assert [k for k, text in told.items() if halved.search(text)] == []


def test_bold_of_chinese_ends_where_markdown_sees_it():
    hidden = re.compile(rf"[{FULL}%]\*\*{HAN}")

    assert [k for k, text in catalog("zh").items() if hidden.search(text)] == []


def test_a_language_says_its_own_name():
    assert texts.languages()["en"] == "English"
    assert texts.languages()["zh"] == "简体中文"
    assert next(iter(texts.languages())) == "en"


@pytest.mark.parametrize("other", [{}, {"a": "eins", "language.name": "Deutsch"}])
def test_a_language_that_is_not_complete_is_not_offered(other, monkeypatch):
    known = {"en": {"a": "one {n}", "language.name": "English"}, "de": other}
    monkeypatch.setattr(texts, "folders", lambda: list(known))
    monkeypatch.setattr(texts, "catalog", known.__getitem__)

    assert texts.languages.__wrapped__() == {"en": "English"}
    known["de"] = {"a": "{n} eins", "language.name": "Deutsch"}
    assert texts.languages.__wrapped__() == {"en": "English", "de": "Deutsch"}


@pytest.mark.parametrize("tongue", ["", "xx", "../en", "EN"])
def test_a_language_that_is_not_offered_is_refused(tongue):
    with (
        pytest.raises(ValueError, match="language must be one of en"),
        speaking(tongue),
    ):
        pass


def test_a_language_is_spoken_for_a_while():
    with speaking("zh"):
        assert say("explore.title") == "探索"
        assert listed(["甲", "乙", "丙"]) == "甲、乙和丙"
        assert joined(["一。", "二。"]) == "一。二。"
    assert say("explore.title") == "Explore"


def test_threads_speak_each_their_own_language():
    at_once = Barrier(2)

    def told(tongue):
        texts.speak(tongue)
        words = []
        for _ in range(50):
            at_once.wait(10)
            words.append(say("explore.title"))
        return set(words)

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(told, ["en", "zh"]))
    assert found == [{"Explore"}, {"探索"}]
    assert texts.language() == "en"


def test_threads_share_a_model_and_name_it_each_in_its_own_language():
    model, at_once = load(), Barrier(4)

    def told(tongue):
        texts.speak(tongue)
        named = set()
        for _ in range(20):
            at_once.wait(10)
            spoken_model = translated(model, texts.language())
            assumption = spoken_model.assumptions["facts.continuity.by_level.theory"]
            named.add(words(spoken_model, assumption))
        return named

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(told, ["en", "zh", "en", "zh"]))
    english = {"at level 8, Theory before trial"}
    assert found == [english, {"在第8级，先理论后试验"}] * 2  # noqa: RUF001


def test_a_count_takes_the_form_that_its_language_has(monkeypatch):
    polish = {"x": "", "x#one": "{count} plik", "x#few": "{count} pliki"}
    forms_of = {"x": "{count} files", **polish, "x#other": "{count} plików"}
    monkeypatch.setattr(texts, "catalog", lambda _: forms_of)
    monkeypatch.setattr(texts, "language", lambda: "pl")

    assert [say("x", count=n) for n in (1, 3, 5)] == ["1 plik", "3 pliki", "5 plików"]


@pytest.mark.parametrize(
    ("tongue", "number", "share", "day"),
    [
        ("en", "-1234.50", "12.5%", "2026-03-09"),
        ("zh", "-1234.50", "12.5%", "2026年3月9日"),
        ("de", "-1234,50", "12,5\xa0%", "9. März 2026"),
        ("sv", "\u22121234,50", "12,5\xa0%", "9 mars 2026"),
    ],
)
def test_numbers_and_days_have_the_signs_of_their_language(tongue, number, share, day):
    assert forms.decimal("-1234.50", tongue) == number
    assert forms.percent("12.5", tongue) == share
    assert forms.day("2026-03-09", tongue) == day


@pytest.mark.parametrize(
    ("locale", "tongue"),
    [("zh-CN", "zh"), ("zh_Hans", "zh"), ("ZH", "zh"), ("en-US", "en"), ("fr", "en")],
)
def test_the_browser_decides_at_first(locale, tongue):
    assert suited(locale) == tongue
