"""Editions: three lengths for three readers, each of which verifies itself."""

import re
from dataclasses import replace
from itertools import product

import pytest

from app.briefs.edition import AUDIENCES, FULL, LENGTHS, PAGES, SPARED, Edition
from app.briefs.fitting import fitted
from app.briefs.formats import FORMATS, encoded, lines_of
from app.briefs.inside import carried
from app.briefs.making import computed
from app.briefs.sections.content import content
from app.briefs.verify import unverified, verify
from app.texts import say, speaking
from tests.app.briefs.claims import given
from tests.app.briefs.examples import DAY, full, model, scenario
from tests.app.briefs.examples import FULL as EVERYTHING

EDITIONS = [Edition(*pair) for pair in product(LENGTHS, AUDIENCES)]
FEW = [edition for edition in EDITIONS if not edition.is_full]


def of(edition):
    return computed(model(), scenario(EVERYTHING), DAY, edition)


def headings(brief):
    return [b.text for b in content(brief) if b.kind == "heading" and b.level == 2]


def test_the_usual_edition_is_the_full_one_for_those_who_decide():
    assert Edition() == FULL == full().edition


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (("two", "researcher"), "length must be one of one, four, full, got 'two'"),
        (("one", "king"), "audience must be one of decision_maker, .* got 'king'"),
        ((None, "researcher"), "length must be .* got 'None'"),
        (("one", float("nan")), "audience must be .* got 'nan'"),
        (("x" * 999, "king"), "got 'x{60}'"),
    ],
)
def test_another_length_or_audience_is_refused(given, rule):
    with pytest.raises(ValueError, match=rule):
        Edition(*given)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_asks_answers_ranks_and_says_what_made_it(edition):
    found = headings(replace(full(), edition=edition))
    stamps = {"made", "provenance"}

    assert found[:2] == [say("brief.question"), say("brief.answer")]
    assert say("brief.ranking") in found
    assert stamps & set(edition.sections)
    assert len(set(edition.sections)) == len(edition.sections)


def test_a_full_brief_has_all_that_a_brief_is_to_hold_for_every_reader():
    every = {
        "ranking", "rests", "sure", "changes", "finding", "dissent", "levels",
        "sources", "provenance",
    }  # fmt: skip

    for audience in AUDIENCES:
        assert every <= set(Edition("full", audience).sections)


def test_readers_get_what_they_ask_for_and_in_their_order():
    by_reader = {a: headings(replace(full(), edition=Edition("full", a)))
                 for a in AUDIENCES}  # fmt: skip

    money, how = say("brief.money"), say("brief.method")
    assert [money in by_reader[a] for a in AUDIENCES] == [False, True, False]
    assert [how in by_reader[a] for a in AUDIENCES] == [False, False, True]
    assert by_reader["grant_maker"].index(money) < 5
    assert by_reader["researcher"].index(how) == 3  # after the author's own words


def test_one_page_tells_errors_to_researchers_and_amounts_to_those_who_give_money():
    def header(audience):
        brief = replace(full(), edition=Edition("one", audience))
        return next(b.header for b in content(brief) if b.kind == "table")

    error, buys = say("brief.ranking.error"), say("brief.money.buys")
    assert [error in header(a) for a in AUDIENCES] == [False, False, True]
    assert [buys in header(a) for a in AUDIENCES] == [False, True, False]


@pytest.mark.parametrize(
    ("edition", "form"),
    [*((Edition("one", "researcher"), form) for form in FORMATS),
     *((edition, "md") for edition in EDITIONS)],
)  # fmt: skip
def test_a_brief_says_which_edition_it_is_and_verifies_itself(edition, form):
    raw = encoded(replace(full(), edition=edition), form)

    inside = carried(raw)
    assert (inside["length"], inside["audience"]) == (edition.length, edition.audience)
    assert verify(raw, model()) == ()


def test_a_short_brief_in_chinese_verifies_itself():
    with speaking("zh"):
        raw = encoded(of(Edition("one", "grant_maker")), "md")

    assert "一笔资助买到" in raw.decode()
    assert verify(raw, model()) == ()


def test_a_brief_of_before_there_were_editions_is_a_full_one():
    raw = encoded(full(), "md").decode()
    old = re.sub(r"^(length|audience): .*\n", "", raw, flags=re.MULTILINE)

    assert old != raw
    found = [difference.now for difference in verify(old, model())]
    assert found == ["length: full", "audience: decision_maker"]


@pytest.mark.parametrize(
    ("was", "now", "rule"),
    [
        ("length: one", "length: two", "length must be one of"),
        ("audience: researcher", "audience: [a]", "audience must be one of"),
    ],
)
def test_an_edition_that_there_is_not_is_a_difference(was, now, rule):
    raw = encoded(of(Edition("one", "researcher")), "md").decode()

    (found,) = verify(raw.replace(was, now), model())
    assert found.where.endswith("the scenario inside")
    assert rule in found.now


def test_an_altered_edition_is_found():
    raw = encoded(of(Edition("one", "researcher")), "md").decode()

    assert verify(raw.replace("length: one", "length: four"), model())


def test_the_edition_is_in_the_digest():
    digests = {replace(full(), edition=edition).digest for edition in EDITIONS}

    assert len(digests) == len(EDITIONS)


def test_the_words_of_the_author_stand_whole_or_not_at_all():
    def shown(note, length):
        told = scenario({**EVERYTHING, "note": note})
        brief = replace(full(), scenario=told, edition=Edition(length))
        return [line.words for line in unverified(encoded(brief, "md"))]

    assert shown("One.\n\nTwo.", "four") == ["One.", "Two."]
    assert shown("One.\n\nTwo.", "one") == []
    assert shown("a\n" * 13, "four") == []
    assert shown("a" * 1201, "four") == []
    assert len(shown("a\n" * 13, "full")) == 13


def test_every_section_that_may_be_left_out_is_in_some_short_brief():
    short = {name for edition in FEW for name in edition.sections}

    assert set(SPARED) <= short
    assert set(PAGES) == set(LENGTHS) - {"full"}


def test_all_formats_say_the_same():
    brief = replace(given(), edition=Edition("one", "grant_maker"))
    cells = {cell for b in fitted(brief) if b.kind == "table"
             for row in b.rows for cell in row if cell}  # fmt: skip

    for form in ("md", "pdf", "docx", "pptx"):
        said = "".join(line.text for line in lines_of(encoded(brief, form), form))
        plain = said.replace(" ", "").replace("\\", "")
        assert [c for c in cells if c.replace(" ", "") not in plain] == []
