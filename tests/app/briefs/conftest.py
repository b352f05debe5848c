"""What the tests of briefs share."""

import pytest

from app.briefs import verify as module
from app.briefs.formats import encoded

WRITTEN = {}


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Write a brief that is verified over and over only once in each format."""

    def once(brief, form):
        key = (brief.digest, *vars(brief.stamp).values(), form)
        if key not in WRITTEN:
            WRITTEN[key] = encoded(brief, form)
        return WRITTEN[key]

    monkeypatch.setattr(module, "encoded", once)
