"""A form on paper: what a phone asks, to be printed, filled in by hand and typed in."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from app.texts import language, say

CHIPS = 20
"""Chips that a person spreads over the levels: each is a twentieth of the credence."""

STYLE = """
@page { size: A4; margin: 15mm; }
body { font: 11pt/1.4 sans-serif; color: #000; background: #fff; max-width: 180mm;
  margin: 0 auto; }
h1 { font-size: 15pt; } h2 { font-size: 12pt; margin: 6mm 0 2mm; }
table { border-collapse: collapse; width: 100%; break-inside: avoid; }
th, td { border: 0.3mm solid #555; padding: 1.5mm 2mm; text-align: left;
  font-weight: normal; }
td { width: 24mm; height: 7mm; }
.line { border-bottom: 0.3mm solid #555; height: 9mm; }
small { color: #333; }
"""


def form(name: str, sheet: Mapping[str, Any], questions: Sequence[str]) -> str:
    """Return a page of HTML to print, which asks nobody for anything.

    Parameters
    ----------
    name : str
        Of the workshop.
    sheet : mapping
        Names of what is asked about.
    questions : sequence of str
        What is asked; credence and prediction can be typed in later.
    """
    parts = [_credence(sheet)]
    if "prediction" in questions:
        parts.append(_lines(say("workshop.paper.prediction"), 1))
    parts.append(_lines(say("workshop.form.why"), 3))
    title = escape(name)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{escape(say('workshop.form.lead'))}</p>\n"
        f"{_lines(say('workshop.form.who'), 1)}\n{''.join(parts)}"
        f"<p><small>{escape(say('workshop.form.privacy'))}</small></p>\n"
        "</body>\n</html>\n"
    )


def _credence(sheet: Mapping[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{each["number"]}. {escape(each["name"])}'
        f"<br><small>{escape(each.get('summary', ''))}</small></th><td></td></tr>\n"
        for each in sheet["levels"]
    )
    lead = escape(say("workshop.form.chips", chips=CHIPS))
    heads = (say("workshop.level"), say("workshop.form.column"))
    head = "".join(f'<th scope="col"><b>{escape(text)}</b></th>' for text in heads)
    return f"<h2>{lead}</h2>\n<table>\n<tr>{head}</tr>\n{rows}</table>\n"


def _lines(asked: str, count: int) -> str:
    lines = '<div class="line"></div>' * count
    return f"<h2>{escape(asked)}</h2>\n{lines}\n"
