"""What figures of named rows share: no ground of their own, a legend, an axis."""

from collections.abc import Sequence
from typing import Any

from app.charts.labels import label, lines

PAPER = {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
"""The page shows through, so that a figure suits a light and a dark one."""

LEGEND = {"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0}


def margins(top: int) -> dict[str, int]:
    """Return the narrow margins of a figure, in pixels."""
    return {"l": 4, "r": 12, "t": top, "b": 4}


def named_rows(names: Sequence[str], *, most: int = 1) -> dict[str, Any]:
    """Return an axis of rows 0, 1, ... downward, under their names.

    Rows stay apart even where two names look alike when cut.

    Parameters
    ----------
    names : sequence of str
    most : int
        On how many lines a name may stand.

    Examples
    --------
    >>> named_rows(["a", "b"])["tickvals"]
    [0, 1]
    """
    return {
        "tickvals": list(range(len(names))),
        "ticktext": [label(x) if most == 1 else lines(x, most=most) for x in names],
        "range": [len(names) - 0.5, -0.5],
        "automargin": True,
        "fixedrange": True,
    }
