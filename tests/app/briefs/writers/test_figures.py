"""Charts as SVG: their bytes, their bars, and the texts in them."""

import re
import threading
import warnings
from xml.etree import ElementTree as ET

import pytest

from app.briefs.blocks import Dots, Estimates, Pairs, Stacks
from app.briefs.line import clean
from app.briefs.writers.figures import LONGEST_LABEL, colored, svg
from app.briefs.writers.palette import LIGHT
from tests.app.briefs.examples import HOSTILE

PAIRS = Pairs("Level", ("1", "2"), ("Before", "After"), (0.25, 0.75), (0.5, 0.5))
ESTIMATES = Estimates(("One", "Two"), (3.0, -1.0), (0.5, 0.25), "unit")
STACKS = Stacks(
    "Level", ("1", "2"), ("Good", "Bad"), ("good", "worst"), ((0.9, 0.1), (0.2, 0.8))
)
DOTS = Dots("Outcome", ("Bad", "Good"), "Cases", ("worst", "good"), (13, 7))
CHARTS = (PAIRS, ESTIMATES, STACKS, DOTS)
PATH = re.compile(r'<path d="M ([\d.-]+) ([\d.-]+)((?: L [\d.-]+ [\d.-]+)+) z" '
                  r'style="fill: var\(--(\w+)\)"')  # fmt: skip


def bars(text):
    """Return width, height and color of each bar."""
    found = []
    for x, y, rest, color in PATH.findall(text):
        points = [(float(x), float(y))]
        points += [
            (float(a), float(b)) for a, b in re.findall(r"L (\S+) ([\d.-]+)", rest)
        ]
        xs, ys = zip(*points, strict=True)
        found.append((max(xs) - min(xs), max(ys) - min(ys), color))
    return found


def texts(text):
    return [e.text for e in ET.fromstring(text).iter() if e.tag[-4:] == "text"]


@pytest.mark.parametrize("chart", CHARTS)
def test_the_same_numbers_give_the_same_bytes_in_any_thread(chart):
    drawn = []
    threads = [
        threading.Thread(target=lambda: drawn.append(svg(chart))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(drawn)) == 1
    assert len(drawn) == 4


@pytest.mark.parametrize("chart", CHARTS)
def test_no_place_has_more_than_one_decimal_and_nothing_has_an_id(chart):
    text = svg(chart)

    places = re.findall(r' (?:d|x|y|transform)="([^"]*)"', text)
    assert places
    assert not [place for place in places if re.search(r"\.\d\d", place)]
    assert " id=" not in text
    assert "matplotlib" not in text.lower()
    assert "#" not in text  # colors are left to the page


def test_bars_are_as_tall_as_their_shares():
    heights = [height for _, height, _ in bars(svg(PAIRS))]

    unit = heights[0] / 0.25
    assert heights == pytest.approx([unit * s for s in (0.25, 0.75, 0.5, 0.5)], abs=0.2)


def test_stacks_fill_the_axis_in_the_tones_of_their_shares():
    found = bars(svg(STACKS))

    assert [color for _, _, color in found] == ["good", "good", "worst", "worst"]
    whole = found[0][1] + found[2][1]
    assert [height / whole for _, height, _ in found] == pytest.approx(
        [0.9, 0.2, 0.1, 0.8], abs=0.01
    )


def test_error_lines_are_two_standard_errors_long():
    text = svg(ESTIMATES)
    (wide, _, _), *_ = bars(text)
    lines = re.findall(r'd="M ([\d.]+) ([\d.]+) L ([\d.]+) \2" style="[^"]*1.2', text)

    lengths = [float(b) - float(a) for a, _, b in lines]
    assert lengths == pytest.approx([wide / 3, wide / 6], abs=0.2)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_in_a_whole_document(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = svg(Estimates((text,), (1.0,), (0.1,), text))

    shown = texts(drawn)
    start = clean(text)[: LONGEST_LABEL - 1]
    assert any(label and label.startswith(start[:20]) for label in shown)
    tags = {e.tag.split("}")[-1] for e in ET.fromstring(drawn).iter()}
    assert tags <= {"svg", "g", "path", "text"}


def test_a_chart_that_stands_alone_has_colors_of_its_own():
    alone = colored(svg(PAIRS), LIGHT)

    assert "var(" not in alone
    assert "currentColor" not in alone
    assert LIGHT["after"] in alone


def test_there_are_as_many_dots_as_cases_and_their_number_stands_behind_them():
    text = svg(DOTS)

    dots = [len(re.findall(rf"fill: var\(--{tone}\)", text)) for tone in DOTS.tones]
    assert dots == [13, 7]
    assert texts(text) == ["Bad", "13", "Good", "7"]
