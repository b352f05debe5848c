import pytest

from app.selection import Selection, selected
from levels.source import Source
from tests.levels.models import item

BOOK = Source(id="book", title="On probes", author="Doe", seen="whole", confirmed=True)
OLD = item(id="old", year=2020, name="Debate helps", caveat="Small models only.")
NEW = item(id="new", year=2025, facts=("g",), groups=(), otherwise=None)
CITED = item(id="cited", sources=("book",))
ITEMS = [OLD, NEW, CITED]


def ids(selection, marks=()):
    found = selected(ITEMS, {"book": BOOK}, marks, selection)
    return [entry.id for entry in found]


def test_everything_is_shown_in_its_order_by_default():
    assert ids(Selection()) == ["old", "new", "cited"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("debate", ["old"]),
        ("DEBATE models", ["old"]),
        ("doe", ["cited"]),
        ("probes", ["cited"]),
        ("debate doe", []),
        ("  ", ["old", "new", "cited"]),
        ("was seen", ["old", "new", "cited"]),
        ("an example", ["old", "new", "cited"]),
    ],
)
def test_each_word_must_stand_in_a_text_or_a_source(words, found):
    assert ids(Selection(words=words)) == found


def test_a_fact_and_a_line_of_results_narrow_the_list():
    assert ids(Selection(fact="g")) == ["new"]
    assert ids(Selection(group="g")) == ["old", "cited"]
    assert ids(Selection(fact="g", group="g")) == []


def test_marks_narrow_the_list():
    assert ids(Selection(counted=True), {"new"}) == ["new"]
    assert ids(Selection(counted=False), {"new"}) == ["old", "cited"]


def test_years_include_both_ends_and_leave_out_what_has_none():
    assert ids(Selection(years=(2020, 2024))) == ["old"]
    assert ids(Selection(years=(2021, 2025))) == ["new"]


def test_only_some_ids_may_be_wanted():
    assert ids(Selection(within=["cited", "else"])) == ["cited"]
    assert ids(Selection(within=[])) == []
