"""How many pages a short brief has, however much there is to say."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from app.briefs.clipping import LONGEST, clip, clipped
from app.briefs.clipping import MOST as LETTERS
from app.briefs.edition import AUDIENCES, PAGES, SPARED, Edition, Room
from app.briefs.fitting import MOST, _largest, fitted
from app.briefs.formats import encoded
from app.briefs.sections.content import content
from app.briefs.writers.columns import wide
from app.texts import say, speaking
from tests.app.briefs.crowds import MEANS, crowded, crowded_brief
from tests.app.briefs.examples import HOSTILE, full, hostile


def pages(brief):
    return len(PdfReader(io.BytesIO(encoded(brief, "pdf"))).pages)


def test_lengths_say_how_many_pages_there_are_at_most():
    assert PAGES == {"one": 1, "four": 4}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("length", PAGES)
def test_a_short_brief_keeps_to_its_pages(length, audience):
    assert pages(replace(full(), edition=Edition(length, audience))) <= PAGES[length]


@pytest.mark.parametrize(
    ("letters", "length", "audience"),
    [
        ("W ", "one", "researcher"),
        ("难", "one", "decision_maker"),
        ("难", "four", "researcher"),
    ],
)
def test_so_it_does_with_the_tallest_ladder_and_the_longest_names(
    letters, length, audience
):
    with speaking("zh" if letters == "难" else "en"):
        brief = crowded_brief(letters, Edition(length, audience))
        assert pages(brief) <= PAGES[length]
        blocks = fitted(brief)
        ranked = (say("brief.ranking.part"), say("brief.ranking.table"))
        (shown,) = [b.rows for b in blocks if b.kind == "table" and b.caption in ranked]
        left = say("brief.ranking.left", count=MEANS - len(shown))
        told = [b.text for b in blocks if b.kind == "paragraph"]

    assert 1 <= len(shown) <= MOST[length]
    assert left in told


@pytest.mark.parametrize("text", HOSTILE[::4])
def test_hostile_names_do_not_run_over(text):
    assert pages(replace(hostile(text), edition=Edition("one"))) == 1


def test_the_ranking_is_cut_before_any_section_is_left_out():
    def fits(most):
        return lambda room: (room.rows or 0) + 10 * (4 - room.spared) <= most

    assert _largest(fits(60), 12) == Room(12)
    assert _largest(fits(45), 12) == Room(5)
    assert _largest(fits(35), 12) == Room(5, 1)
    assert _largest(fits(-1), 12) == Room(1, len(SPARED))


def test_what_is_left_out_is_said():
    brief = replace(full(), edition=Edition("four"))
    names = say("brief.levels")
    told = content(brief, Room(1, 2))

    assert told[-1].text == say("brief.left", names=names)
    assert say("brief.levels") not in [b.text for b in told if b.kind == "heading"]
    assert say("brief.levels") in [
        b.text for b in content(brief) if b.kind == "heading"
    ]


def test_a_model_with_long_names_keeps_its_numbers_and_its_digest():
    base = crowded("难")
    short = clipped(base)

    assert short.digest == base.digest
    assert short.world_digest == base.world_digest
    names = [each.name for each in short.means.interventions]
    assert max(map(wide, names)) <= LONGEST
    levels = [level.name for level in short.belief.ladder.levels]
    assert max(map(wide, levels)) <= LETTERS["levels"]
    assert [i.cost for i in short.means.interventions] == [
        i.cost for i in base.means.interventions
    ]


@pytest.mark.parametrize("text", ["", "a", "a" * 60, "a" * 61, "难" * 99, "a\nb" * 40])
def test_a_name_that_is_cut_says_so_and_is_no_longer(text):
    found = clip(text)

    assert wide(found) <= LONGEST
    assert found.endswith("…") == (wide(" ".join(text.split())) > LONGEST)
