"""How far each row has come, as bars, and the goals as lines across."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins, named_rows

COLOR, GOAL, ROW = "#2f8f83", "#7489a0", 30


def goals(
    names: Sequence[str], reached: Sequence[float], aims: Sequence[float]
) -> go.Figure:
    """Return a bar for each name, and a dotted line at each goal.

    Parameters
    ----------
    names : sequence of str
    reached : sequence of float
        Probabilities.
    aims : sequence of float
        Probabilities, each told above its line.
    """
    figure = go.Figure(
        go.Bar(
            x=list(reached),
            y=list(range(len(names))),
            orientation="h",
            marker={"color": COLOR},
            customdata=[label(name, 100) for name in names],
            hovertemplate="%{customdata}: %{x:.1%}<extra></extra>",
        ),
        {
            **PAPER,
            "height": 60 + ROW * len(names),
            "margin": margins(26),
            "bargap": 0.35,
            "showlegend": False,
            "xaxis": {"range": [0, 1.02], "tickformat": ".0%", "fixedrange": True},
            "yaxis": named_rows(names),
        },
    )
    for aim in aims:
        line = {"color": GOAL, "width": 1.5, "dash": "dot"}
        figure.add_vline(x=aim, line=line, annotation_text=f"{aim:.0%}")
    figure.update_annotations(y=1, yanchor="bottom", xanchor="center", showarrow=False)
    return figure
