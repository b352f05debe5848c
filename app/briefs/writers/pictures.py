"""Charts as PNG, for what takes no SVG: the same drawing, in fonts of our own."""

import io
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import fontManager

from app.briefs.blocks import Chart
from app.briefs.line import clean
from app.briefs.writers import fonts
from app.briefs.writers.figures import LOCK, STYLE, draw
from app.briefs.writers.palette import LIGHT

DOTS = 220
"""Points an inch of a picture: an office makes no fewer of them when it saves."""

COLORS = 128


@lru_cache(maxsize=64)
def picture(chart: Chart) -> bytes:
    """Return a chart as PNG, sharp on paper."""
    out = io.BytesIO()
    style = {**STYLE, "font.family": [*fonts.FAMILIES], "text.hinting": "none"}
    with LOCK, mpl.rc_context(style):
        _register()
        figure = draw(_spelled(chart), {**LIGHT, "ink": LIGHT["text"]})
        canvas: Any = FigureCanvasAgg(figure)
        figure.set_dpi(DOTS)
        canvas.print_png(out, metadata={"Software": None})
    return _small(out)


def _small(drawn: io.BytesIO) -> bytes:
    """Return a picture on white, in as many colors as a drawing needs."""
    from PIL import Image  # noqa: PLC0415  only where one is drawn

    out = io.BytesIO()
    with Image.open(drawn) as whole:
        paper = Image.new("RGBA", whole.size, LIGHT["paper"])
        flat = Image.alpha_composite(paper, whole.convert("RGBA")).convert("RGB")
    flat.quantize(COLORS).save(out, "png", optimize=True, dpi=(DOTS, DOTS))
    return out.getvalue()


@cache
def _register() -> None:
    for path in fonts.files():
        fontManager.addfont(path)


def _spelled(chart: Chart) -> Chart:
    """Return a chart whose texts the fonts can show."""
    texts: dict[str, Any] = {
        name: fonts.spelled(clean(value))
        if isinstance(value, str)
        else tuple(fonts.spelled(clean(text)) for text in value)
        for name, value in vars(chart).items()
        if isinstance(value, str) or (value and isinstance(value[0], str))
    }
    return replace(chart, **texts)
