"""What the document of a reveal must hold that comes back from a file."""

from app.workshops.entry import Entry
from app.workshops.plain import whole
from app.workshops.rounds import MOST_ROUNDS

OF_GROUP = ("batch", "asked", "additivity", "movement")
OF_ROUND = (
    "people", "pools", "pools_agree", "rules", "spread", "worldviews",
    "worldviews_agree", "firsts", "anatomy", "price", "dividing", "predictions",
)  # fmt: skip
"""What pages and briefs tell of the newest round."""


def check_document(document: Entry) -> None:
    """Refuse a reveal that pages could not show: each round needs what was told of it.

    Raises
    ------
    ValueError
        Naming what is missing or wrong.
    """
    numbers = document.items("rounds")
    for place, number in enumerate(numbers):
        whole(f"{document.where}.rounds[{place}]", number, 1, MOST_ROUNDS)
    document.part("decisions")
    group = document.part("group")
    for name in OF_GROUP:
        group.get(name)
    told = group.items("rounds")
    if not told or len(told) != len(numbers):
        rule = f"{group.where}.rounds must be as many as the rounds, and one at least"
        msg = f"{rule}, got {len(told)} for {len(numbers)}"
        raise ValueError(msg)
    rounds = [Entry(f"{group.where}.rounds[{n}]", data) for n, data in enumerate(told)]
    for each in rounds:
        if each is rounds[-1] or each.get("is_shown"):
            for name in OF_ROUND:
                each.get(name)
