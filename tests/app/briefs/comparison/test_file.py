"""Comparisons as files: they verify themselves, open again and hold what is hostile."""

import json
from functools import cache

import pytest

from app.briefs import inside
from app.briefs import verify as module
from app.briefs.comparison import file as comparison_file
from app.briefs.comparison.file import data
from app.briefs.comparison.file import encoded as written
from app.briefs.comparison.making import compared
from app.briefs.formats import FORMATS, TEXTS, lines_of
from app.briefs.verify import Difference, unverified, verify
from app.texts import speaking
from simulator import scenario as scenarios
from tests.app.briefs import altered
from tests.app.briefs.compared import OTHER, three, two
from tests.app.briefs.examples import (
    DAY,
    FULL,
    HOSTILE,
    OWN,
    PLAIN,
    WORST,
    hostile_model,
    model,
    scenario,
)

KEPT = {}


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Write a comparison that is verified over and over only once, and read it so."""

    def once(comparison, form):
        key = json.dumps(data(comparison, form))
        if key not in KEPT:
            KEPT[key] = written(comparison, form)
        return KEPT[key]

    monkeypatch.setattr(comparison_file, "encoded", once)
    monkeypatch.setattr(module, "lines_of", read)


def encoded(comparison, form):
    return comparison_file.encoded(comparison, form)


@cache
def file(form):
    return written(two(), form)


@cache
def read(raw, form):
    return lines_of(raw, form)


def shown(raw, form):
    return "".join(line.text for line in read(raw, form)).replace(" ", "")


@pytest.mark.parametrize("form", FORMATS)
def test_a_comparison_that_nobody_touched_holds(form):
    assert verify(file(form), model()) == ()
    assert unverified(file(form)) == ()


@pytest.mark.parametrize("form", FORMATS)
def test_every_scenario_is_inside_and_the_first_one_opens(form):
    raw = file(form)

    assert inside.format_of(raw) == form
    assert inside.scenario_in(raw) == two().sides[0].scenario.plain
    held = [scenarios.from_plain(each, model()) for each in inside.scenarios_in(raw)]
    assert [each.digest for each in held] == [x.scenario.digest for x in two().sides]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_same(form):
    said = shown(file(form), form)

    for told in ("Thetheory", "Placeofeachintervention", two().digest, "Another"):
        assert told in said
    assert f"{two().priority[1, 0] * 1000:.2f}" in said


@pytest.mark.parametrize(
    ("form", "was", "now"),
    [
        ("md", "| The theory | 1 | 2 | 2 |", "| The theory | 1 | 3 | 2 |"),
        ("html", ">Worst regret</th>", ">Best regret</th>"),
        ("json", '"Worst regret"', '"Best regret"'),
    ],
)
def test_an_altered_cell_of_a_text_is_named_by_its_line(form, was, now):
    text = file(form).decode()
    assert was in text
    place = text[: text.index(was)].count("\n") + 1

    (found,) = verify(text.replace(was, now, 1), model())
    assert found.where.startswith(f"line {place}, section 'The rankings side by side'")


def test_altered_cells_of_a_pdf_and_of_an_office_are_named():
    number = f"{1000 * two().priority[1, 1]:.2f}"
    other = number[:-1] + ("1" if number[-1] != "1" else "2")

    (pdf,) = verify(altered.pdf_text(file("pdf"), number, other), model())
    assert "section 'The rankings side by side'" in pdf.where
    (word,) = verify(altered.part(file("docx"), r"word/document\.xml", number, other),
                     model())  # fmt: skip
    assert "section 'The rankings side by side'" in word.where
    (deck,) = verify(altered.part(file("pptx"), r"ppt/slides/slide\d+\.xml", number,
                                  other), model())  # fmt: skip
    assert deck.where.startswith("slide")


def test_altered_charts_are_named():
    (pdf,) = verify(altered.pdf_bar(file("pdf")), model())
    assert "section 'The scenarios'" in pdf.where
    text = (
        file("json")
        .decode()
        .replace('"before": [\n     0.25', '"before": [\n     0.95')
    )
    (plain,) = verify(text, model())
    assert "section 'The scenarios'" in plain.where
    deck = altered.part(file("pptx"), r"ppt/charts/chart.*\.xml", ">0.25<", ">0.95<")
    assert verify(deck, model())


@pytest.mark.parametrize("form", TEXTS)
def test_an_altered_scenario_inside_changes_what_all_else_should_say(form):
    text = file(form).decode()
    was, now = {
        "md": ("- 0.9\n  - 0.1", "- 0.8\n  - 0.2"),
        "html": ("0.9,\n    0.1", "0.8,\n    0.2"),
        "json": ("0.9,\n     0.1", "0.8,\n     0.2"),
    }[form]
    before, found, after = text.rpartition(was)
    assert found

    assert len(verify(before + now + after, model())) > 3


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ('"compared": [', '"compared": 7, "x": [', "compared must be a list"),
        ('"compared": [', '"compared": [], "x": [', "2 to 5 scenarios, got 1"),
        ('"compared": [', '"compared": [1, 2], "x": [', "must have a credence"),
        ('"revised": "', '"revised": "a ', "revised must be 2 digests"),
    ],
)
def test_scenarios_inside_that_cannot_be_compared_are_named(was, now, reason):
    text = file("html").decode().replace(was, now, 1)

    *_, found = verify(text, model())
    assert found.where.endswith("the scenario inside")
    assert reason in found.now


def test_another_program_is_named_alone(monkeypatch):
    monkeypatch.setattr("app.briefs.verify.version", lambda _: "99.0")

    assert verify(file("md"), model()) == (Difference("version", "0.1.0", "99.0"),)


def test_another_model_is_named_with_the_digest_of_every_scenario():
    other = hostile_model("Other")

    first, second, *_ = verify(file("md"), other)
    assert first == Difference("pack", model().digest, other.digest)
    assert second.where == "revised"
    assert second.was == two().revised


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("start", range(0, len(HOSTILE), 5))
def test_hostile_titles_and_evidence_stay_text(form, start):
    texts = [*HOSTILE[start : start + 5], *WORST][:5]
    given = [
        {**FULL, "title": text, "note": text, "evidence": [{**OWN, "name": text[:80]}]}
        for text in texts
    ]
    made = compared(model(), [scenario(each) for each in given], DAY)
    raw = encoded(made, form)

    assert verify(raw, model()) == ()
    said = raw.decode()
    if form == "html":
        assert "<script>alert" not in said
        assert "<img" not in said
    if form == "md":
        lines = said.partition("tenlevels-brief")[0].splitlines()
        assert not any(line.startswith(("# heading", "> quote")) for line in lines)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in TEXTS])
def test_five_of_the_worst_titles_and_a_hostile_pack_hold_in_every_office(form):
    base = hostile_model(WORST[0])
    given = [{**PLAIN, "title": text} for text in [*WORST * 2, "T"]]
    made = compared(base, [scenario(each, base) for each in given], DAY)

    raw = encoded(made, form)
    assert verify(raw, base) == ()
    assert inside.scenario_in(raw)["title"] == WORST[0]
    said = shown(raw, form)
    assert said.count(made.sides[0].scenario.digest) == 5


def test_it_is_written_and_verified_in_its_own_language():
    with speaking("zh"):
        raw = encoded(compared(model(), [scenario(PLAIN), scenario(OTHER)], DAY), "md")

    assert "个情景的比较" in raw.decode()
    assert verify(raw, model()) == ()


def test_scenarios_in_which_every_part_differs_hold():
    assert verify(encoded(three(), "md"), model()) == ()
