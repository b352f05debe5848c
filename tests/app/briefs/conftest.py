"""What the tests of briefs share."""

import pytest

from app.briefs import verify as module
from app.briefs.formats import encoded
from app.briefs.making import computed
from app.texts import language

WRITTEN, MADE = {}, {}


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Make and write a brief that is verified over and over only once."""

    def once(brief, form):
        key = (
            brief.digest,
            brief.model.digest,
            *vars(brief.stamp).values(),
            form,
            language(),
        )
        if key not in WRITTEN:
            WRITTEN[key] = encoded(brief, form)
        return WRITTEN[key]

    def again(base, scenario, made, edition):
        key = (base.digest, scenario.digest, scenario.title, scenario.note, made,
               language())  # fmt: skip
        if (*key, edition) not in MADE:
            MADE[*key, edition] = computed(base, scenario, made, edition)
        return MADE[*key, edition]

    monkeypatch.setattr(module, "encoded", once)
    monkeypatch.setattr(module, "computed", again)
