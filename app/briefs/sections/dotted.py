"""How it may end, and when, as cases that are equally likely."""

import math
from typing import cast

import numpy as np

from app.briefs.blocks import Block, Dots, Figure, Heading, Paragraph, Table, Tone
from app.briefs.brief import Brief
from app.briefs.sections.chance import chance, scale
from app.briefs.sections.findings import stamp, table
from app.briefs.sections.numbers import number, percent
from app.texts import in_a_row, say
from levels.dots import DOTS, middles, quantile_dots

MOST_CLASSES = 10
"""Of years, so that a figure of them stays small."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
MONTHS = 12


def endings(brief: Brief) -> list[Block]:
    """Return how it may end: in calibrated words, and as dots, the worst first."""
    ranked = sorted(brief.endings, key=lambda ending: ending.utility)
    counts = quantile_dots(np.array([ending.probability for ending in ranked]))
    chart = Dots(
        axis=say("brief.outcomes.outcome"),
        labels=tuple(ending.name for ending in ranked),
        name=say("brief.dots.name", all=DOTS),
        tones=tuple(cast(Tone, ending.tone) for ending in ranked),
        counts=tuple(counts.tolist()),
    )
    return [Paragraph(chances(brief)), _figure(brief, chart, say("brief.dots"))]


def chances(brief: Brief) -> str:
    """Return the chance of each outcome in words and numbers, the likeliest first."""
    ranked = sorted(brief.endings, key=lambda ending: -ending.probability)
    parts = [
        say("brief.dots.chance", name=ending.name, chance=chance(ending.probability))
        for ending in ranked
    ]
    return say("brief.dots.chances", parts=in_a_row(parts))


def words_mean() -> list[Block]:
    """Return what words for chances mean."""
    return [Paragraph(say("brief.sure.scale", ranges=scale()), role="remark")]


def dates(brief: Brief) -> list[Block]:
    """Return when capability becomes dangerous, in the worlds that were simulated."""
    critical = brief.doubts.critical
    chart = _years(brief)
    figure = [] if chart is None else [_figure(brief, chart, say("brief.dates.figure"))]
    within = float((critical <= brief.scenario.months).mean())
    lead = say("brief.dates.lead", chance=chance(within), months=brief.scenario.months)
    return [
        Heading(say("brief.dates"), 3),
        Paragraph(lead),
        *figure,
        _months(brief),
    ]


def _years(brief: Brief) -> Dots | None:
    """Return the dots by years from now; None where it never comes."""
    drawn = np.quantile(brief.doubts.critical, middles(DOTS), method="lower") / MONTHS
    reached = drawn[np.isfinite(drawn)]
    if not len(reached):
        return None
    step = max(1, math.ceil((float(reached.max()) + 1e-9) / MOST_CLASSES))
    last = int(reached.max() // step)
    counts = np.bincount((reached // step).astype(int), minlength=last + 1).tolist()
    labels = [
        say("brief.dates.years", first=n * step, last=(n + 1) * step)
        for n in range(last + 1)
    ]
    if len(reached) < DOTS:
        labels.append(say("brief.dates.never"))
        counts.append(DOTS - len(reached))
    plain: tuple[Tone, ...] = ("neutral",)
    return Dots(
        axis=say("brief.dates.axis"),
        labels=tuple(labels),
        name=say("brief.dots.name", all=DOTS),
        tones=plain * len(labels),
        counts=tuple(counts),
    )


def _months(brief: Brief) -> Table:
    found = np.quantile(brief.doubts.critical, QUANTILES, method="lower").tolist()
    rows = [
        (percent(share, 0), number(month, 0) if math.isfinite(month)
         else say("brief.dates.never"))
        for share, month in zip(QUANTILES, found, strict=True)
    ]  # fmt: skip
    header = (say("brief.dates.share"), say("brief.dates.month"))
    caption = say("brief.dates.table")
    return table(caption, header, rows, (False, True), stamp(brief))


def _figure(brief: Brief, chart: Dots, caption: str) -> Figure:
    words = [
        say("brief.dots.part", name=label, count=count)
        for label, count in zip(chart.labels, chart.counts, strict=True)
    ]
    told = say("brief.dots.words", all=DOTS, parts=in_a_row(words))
    return Figure(chart, caption, told, stamp(brief))
