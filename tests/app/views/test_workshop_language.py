"""A workshop that is led in another language."""

from app import hosted
from app.texts import catalog, speaking
from tests.app.views.leading import made, opened, texts
from tests.app.views.test_languages import english_sentences, own_names, protos
from tests.app.views.test_screen import led

REVEALED = 8
VIEWS = {
    "results": "workshop.pools",
    "agenda": "workshop.agenda.lead",
    "people": "workshop.people",
    "records": "workshop.log",
}
"""A text that each view shows."""


def test_every_view_speaks_chinese_and_uses_chinese_names(store):
    with speaking("zh"):
        created = made()
        led(store, created, REVEALED)
        pages = {
            view: opened("workshop", created.facilitator, "zh", view=view)
            for view in VIEWS
        }

    for view, page in pages.items():
        shown = "\n".join([*protos(page._tree), texts(page)])  # noqa: SLF001  all of it
        assert catalog("zh")[VIEWS[view]] in texts(page)
        assert [part for part in english_sentences() if part in shown] == []
        assert [name for name in own_names() if name in shown] == []


def test_a_brief_is_in_the_language_of_who_asks_for_it(store):
    created = made()
    led(store, created, 3)
    found = store.workshop(created.workshop.id), *store.published(created.workshop.id)
    briefs = {}
    for tongue in ("en", "zh"):
        with speaking(tongue):
            briefs[tongue] = hosted.brief_file(*found, "2030-01-02", "md").decode()

    for tongue, text in briefs.items():
        assert catalog(tongue)["workshop.brief.recommends"] in text
