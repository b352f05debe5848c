"""The HTML of a brief, read back by a parser of its own."""

from html.parser import HTMLParser

import pytest

from app.briefs.formats import shown
from app.briefs.line import clean
from app.briefs.sections.content import content
from app.briefs.writers.html import style
from app.briefs.writers.palette import DARK, LIGHT
from tests.app.briefs.examples import HOSTILE, full, hostile, written

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "h1", "h2",
    "h3", "p", "a", "blockquote", "ol", "ul", "li", "strong", "div", "table", "caption",
    "small", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "path",
    "text", "script",
}  # fmt: skip
VARYING = {"path", "text", "a", "p"}
"""Tags of which a chart, a source with an address, or more lines have more."""

LOADING = {"src", "srcset", "action", "background", "poster", "data", "ping"}


class Read(HTMLParser):
    """Every tag with its attributes, and the text of each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if self._open:
            self.texts[self._open[-1]][-1] += data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_builds_nothing_and_is_shown_as_it_stands(text):
    read = Read(written(hostile(text), "html"))
    harmless = Read(written(hostile("harmless"), "html"))

    tags = [tag for tag, _ in read.tags if tag not in VARYING]
    usual = [tag for tag, _ in harmless.tags if tag not in VARYING]
    assert tags == usual
    assert {tag for tag, _ in read.tags} <= TAGS
    assert read.texts["h1"] == [clean(text)]
    assert read.texts["title"] == [clean(text)]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_loads_or_leads_anywhere_but_to_the_web(text):
    for tag, attributes in Read(written(hostile(text), "html")).tags:
        assert not LOADING & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href")
        assert address is None or address.startswith(
            ("#source-", "http://", "https://")
        )
        if tag == "script":
            assert attributes["type"] == "application/json"


def test_it_asks_nobody_for_anything():
    text = written(full(), "html")

    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_tables_name_their_rows_and_columns_and_figures_say_their_numbers():
    read = Read(written(full(), "html"))
    scopes = [a.get("scope") for tag, a in read.tags if tag == "th"]
    figures = [a["aria-label"] for _, a in read.tags if a.get("role") == "img"]

    assert set(scopes) == {"col", "row"}
    words = [block.words for block in content(full()) if block.kind == "figure"]
    assert [label.endswith(told) for label, told in zip(figures, words, strict=True)]
    assert len(figures) == 5


def test_citations_lead_to_their_sources():
    read = Read(written(hostile("harmless"), "html"))
    ids = {attributes.get("id") for _, attributes in read.tags}
    cited = {
        attributes["href"][1:]
        for tag, attributes in read.tags
        if tag == "a" and attributes["href"].startswith("#")
    }

    assert cited
    assert cited <= ids


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_shows_the_same_words_one_heading_lower(scheme):
    whole, part = Read(written(full(), "html")), Read(shown(full(), scheme))

    for name in ("p", "li", "th", "td", "caption", "figcaption"):
        assert part.texts[name] == whole.texts[name]
    assert part.texts["h2"][0] == whole.texts["h1"][0]
    assert part.texts["h3"] == whole.texts["h2"]
    assert "svg" not in part.texts  # a page keeps it out; there are pictures instead
    assert [a["alt"] for tag, a in part.tags if tag == "img"] == [
        a["aria-label"] for _, a in whole.tags if a.get("role") == "img"
    ]


def test_every_color_that_is_used_has_a_value_in_both_schemes():
    used = {part.split(")")[0] for part in written(full(), "html").split("var(--")[1:]}

    assert LIGHT.keys() == DARK.keys()
    assert used <= LIGHT.keys()
    assert all(f"--{name}: {color};" in style() for name, color in DARK.items())
