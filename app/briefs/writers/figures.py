"""Charts as SVG: the same bytes from the same numbers, on any machine.

Text stays text, coordinates have one decimal, nothing has an id or a date, and colors
are names that the page's style sheet fills in, for light, dark and print.
"""

import io
import re
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from app.briefs.blocks import Chart, Dots, Estimates, Pairs, Stacks
from app.briefs.clipping import clip
from app.briefs.line import clean
from app.briefs.writers.palette import STRIPED

Colors = Mapping[str, str]

WIDTH = 4.9
"""In inches: narrow, so that text stays readable on a phone."""

LONGEST_LABEL, LONGEST_KEY = 46, 24
"""Letters of the name of a bar, and of that of a color."""

FONT, SMALL = 9.5, 8.5
COLORS = ("ink", "line", "before", "after", "good", "neutral", "bad", "worst", "paper")
"""What is colored; a document says how."""

NAMED, FEWEST_DOTS, ROW, LABEL = 15.0, 14, 1.5, 30
"""Room for the names of rows of dots, dots for which there always is room, and the
height of a row, all in dots; and letters of a name."""

STRIPE = 4.0
"""Percentage points between stripes."""

MARKS = {name: f"#0{n}0{n}0{n}" for n, name in enumerate(COLORS, start=1)}
"""Colors that stand in an SVG for the names that the style sheet fills in."""

STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tenlevels",
    "font.family": ["DejaVu Sans"],
    "font.size": FONT,
    "text.parse_math": False,
    "path.simplify": False,
}
LOCK = threading.Lock()  # settings of matplotlib are shared by all threads


@lru_cache(maxsize=64)
def drawn(chart: Chart) -> str:
    """Return a chart as one SVG element, drawn once for all formats."""
    return svg(chart)


def svg(chart: Chart) -> str:
    """Return a chart as one SVG element."""
    drawn = io.StringIO()
    with LOCK, mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader's fonts hold what ours lack
        figure = draw(chart, MARKS)
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(drawn, metadata={"Date": None})
    return _tidied(drawn.getvalue())


def colored(
    text: str, palette: Colors, families: Sequence[str] = ("sans-serif",)
) -> str:
    """Return an SVG that stands alone, in the colors of a palette and these fonts."""
    text = _TAG.sub(lambda tag: _filled(tag.group(), palette), text)
    named = ", ".join(families)
    return text.replace("<svg ", f'<svg font-family="{named}" ', 1)


def _filled(tag: str, palette: Colors) -> str:
    for name, color in palette.items():
        tag = tag.replace(f"var(--{name})", color)
    return tag.replace("currentColor", palette["text"])


def draw(chart: Chart, colors: Colors) -> Figure:
    """Return a chart as a figure of matplotlib, whatever it will be written as.

    Parameters
    ----------
    chart : Chart
    colors : mapping of str to str
        One for each name of `COLORS`.
    """
    drawers: dict[type, Callable[[Any, Colors], Figure]] = {
        Pairs: _pairs,
        Estimates: _estimates,
        Stacks: _stacks,
        Dots: _dots,
    }
    return drawers[type(chart)](chart, colors)


def _pairs(chart: Pairs, colors: Colors) -> Figure:
    figure, axes = _blank(2.5, colors)
    places = range(len(chart.labels))
    pair = colors["before"], colors["after"]
    series = zip((-0.2, 0.2), pair, (chart.before, chart.after), strict=True)
    for shift, color, shares in series:
        heights = [100 * share for share in shares]
        axes.bar([x + shift for x in places], heights, 0.38, color=color, clip_on=False)
    _columns(axes, chart.axis, chart.labels, colors)
    _legend(axes, chart.names, pair, colors)
    return figure


def _stacks(chart: Stacks, colors: Colors) -> Figure:
    figure, axes = _blank(2.9, colors)
    places, below = range(len(chart.labels)), [0.0] * len(chart.labels)
    tones = [colors[tone] for tone in chart.tones]
    for n, color in enumerate(tones):
        heights = [100 * row[n] for row in chart.shares]
        axes.bar(places, heights, 0.8, below, color=color, clip_on=False)
        above = [a + b for a, b in zip(below, heights, strict=True)]
        _apart(axes, below, above, colors, striped=chart.tones[n] in STRIPED)
        below = above
    axes.set_ylim(0, 100)
    _columns(axes, chart.axis, chart.labels, colors)
    squares = ["▤" if tone in STRIPED else "■" for tone in chart.tones]
    _legend(axes, chart.names, tones, colors, squares)
    return figure


def _apart(
    axes: Axes, low: Sequence[float], high: Sequence[float], colors: Colors,
    *, striped: bool,
) -> None:  # fmt: skip
    """Draw a line below each part of a bar, and across it if it is striped."""
    spans = zip(range(len(low)), low, high, strict=True)
    lines = [
        (place, y)
        for place, start, end in spans
        if end > start
        for y in (start, *(np.arange(start, end, STRIPE)[1:] if striped else ()))
    ]
    axes.hlines(
        [y for _, y in lines], [x - 0.4 for x, _ in lines], [x + 0.4 for x, _ in lines],
        color=colors["paper"], linewidth=0.9, clip_on=False,
    )  # fmt: skip


def _estimates(chart: Estimates, colors: Colors) -> Figure:
    """Draw a bar a line, its name above it, so that long names have room."""
    figure, axes = _blank(0.5 + 0.38 * len(chart.labels), colors)
    for place, label in enumerate(chart.labels):
        value, error = chart.values[place], chart.errors[place]
        axes.barh(place, value, 0.36, color=colors["before"], clip_on=False)
        ends = [value - error, value + error]
        axes.plot(
            ends, [place, place], color=colors["ink"], linewidth=1.2, clip_on=False
        )
        axes.text(
            0, place - 0.3, clip(label, LONGEST_LABEL), va="bottom", ha="left",
            transform=axes.get_yaxis_transform(), color=colors["ink"],
        )  # fmt: skip
    axes.set_ylim(len(chart.labels) - 0.6, -0.75)
    axes.set_yticks([])
    axes.axvline(0, color=colors["ink"], linewidth=0.6, clip_on=False)
    axes.grid(axis="x", color=colors["line"], linewidth=0.6, clip_on=False)
    axes.set_xlabel(clean(chart.unit), fontsize=SMALL)
    return figure


def _dots(chart: Dots, colors: Colors) -> Figure:
    """Draw a row of dots a class, its name before it and its count behind it."""
    most = max(chart.counts, default=1)
    across = NAMED + max(most, FEWEST_DOTS) + 2.0
    figure, axes = _blank(ROW * len(chart.labels) * WIDTH / across, colors)
    for place, label in enumerate(chart.labels):
        middle, count = ROW * (place + 0.5), chart.counts[place]
        axes.text(
            -NAMED, middle, clip(label, LABEL), va="center", ha="left",
            color=colors["ink"],
        )  # fmt: skip
        for n in range(count):
            dot = Circle((n + 0.5, middle), 0.4, color=colors[chart.tones[place]])
            dot.set_clip_on(False)
            axes.add_patch(dot)
        axes.text(
            count + 0.5, middle, str(count), va="center", ha="left",
            color=colors["ink"], fontsize=SMALL,
        )  # fmt: skip
    axes.set_xlim(-NAMED, across - NAMED)
    axes.set_ylim(ROW * len(chart.labels), 0)
    axes.set_aspect("equal", anchor="W")
    axes.set_axis_off()
    return figure


def _blank(height: float, colors: Colors) -> tuple[Figure, Axes]:
    figure = Figure((WIDTH, height), layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=colors["ink"])
    axes.xaxis.label.set_color(colors["ink"])
    return figure, axes


def _columns(axes: Axes, name: str, labels: Sequence[str], colors: Colors) -> None:
    axes.set_xticks(range(len(labels)), list(labels))
    axes.set_xlabel(clean(name), fontsize=SMALL)
    axes.grid(axis="y", color=colors["line"], linewidth=0.6, clip_on=False)
    axes.yaxis.set_major_formatter("{x:.0f}%")


def _legend(
    axes: Axes,
    names: Sequence[str],
    marks: Sequence[str],
    colors: Colors,
    squares: Sequence[str] = ("■", "■"),
) -> None:
    """Name the colors above the axes, two a line."""
    rows = zip(names, marks, squares, strict=True)
    for n, (name, color, square) in enumerate(rows):
        across, line = 0.5 * (n % 2), (len(names) - 1) // 2 - n // 2
        up = (0, 8 + 13 * line)
        axes.annotate(
            square, (across, 1), up, "axes fraction", "offset points", color=color,
            fontsize=FONT + 2,
        )  # fmt: skip
        axes.annotate(
            clip(name, LONGEST_KEY), (across, 1), (12, up[1]), "axes fraction",
            "offset points", color=colors["ink"],
        )  # fmt: skip


_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"-?\d+\.\d+")
_PLACE = re.compile(r' (d|x|y|width|height|transform|viewBox)="([^"]*)"')
_FONT = re.compile(r"font: ([\d.]+)px [^;\"]*")
_BARE = re.compile(r"</?g ?/?>")
_DROPPED = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<defs>.*?</defs>",
    re.DOTALL,
)
_NEEDLESS = re.compile(
    r" (id|xmlns:xlink)=\"[^\"]*\"| transform=\"rotate\(-?0 [^\"]*\"| version=\"1.1\""
    r"| font-family: 'DejaVu Sans';"
)


def _tidied(text: str) -> str:
    """Return what matplotlib wrote without what differs, leaks or is of no use."""
    text = _TAG.sub(_tag, _DROPPED.sub("", text))
    if "<g " not in text:
        text = _BARE.sub("", text)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _tag(found: re.Match[str]) -> str:
    """Return a tag tidied; text between tags is left alone."""
    tag = " ".join(found.group().split()).replace(' "', '"')
    tag = _PLACE.sub(_rounded, _FONT.sub(r"font-size: \1px", _NEEDLESS.sub("", tag)))
    for name, color in MARKS.items():
        ink = "currentColor" if name == "ink" else f"var(--{name})"
        tag = tag.replace(color, ink)
    return tag


def _rounded(attribute: re.Match[str]) -> str:
    name, value = attribute.groups()
    numbers = _NUMBER.sub(lambda x: _one_decimal(float(x.group())), value)
    return f' {name}="{numbers}"'


def _one_decimal(x: float) -> str:
    text = f"{x:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
