"""The points of a brief of one page, and the stamp that a short brief bears."""

from app.briefs.blocks import Block, Entry, Heading, Items, Paragraph
from app.briefs.brief import Brief, basis
from app.briefs.sections.changing import nearest
from app.briefs.sections.dissent import disagreement
from app.briefs.sections.dotted import chances
from app.briefs.sections.finding import foremost, perfect
from app.briefs.sections.method import priority, simulation
from app.briefs.sections.money import price
from app.texts import joined, listed, say

NAMED = 3
"""How many items of evidence are named."""


def points(brief: Brief) -> list[Block]:
    """Return what else to know, a sentence or two each, by who reads it."""
    change = Entry(nearest(brief), name=say("brief.points.change"))
    find = Entry(foremost(brief), name=say("brief.points.find"))
    other = Entry(disagreement(brief), name=say("brief.points.dissent"))
    rests = Entry(grounds(brief), name=say("brief.points.rests"))
    if brief.edition.for_money:
        money = Entry(price(brief), name=say("brief.points.money"))
        ends = Entry(chances(brief), name=say("brief.points.ends"))
        told = [money, find, change, other, ends, rests]
    elif brief.edition.for_research:
        how = joined([simulation(brief), priority(brief)])
        find = Entry(perfect(brief), name=say("brief.points.find"))
        told = [Entry(how, name=say("brief.points.method")), change, find, other, rests]
    else:
        told = [change, find, other, rests]
    return [Heading(say("brief.points")), Items(tuple(told))]


def grounds(brief: Brief) -> str:
    """Return in a sentence or two what the brief rests on."""
    on, seen = basis(brief), brief.observed
    rests = say(
        "brief.points.basis",
        count=on.source + on.reading + on.judgment,
        judgment=on.judgment,
    )
    if not seen:
        return say("brief.points.no_evidence", rests=rests)
    strongest = sorted(seen, key=lambda each: -float(abs(each.decibans).max()))
    names = listed([each.item.name for each in strongest[:NAMED]])
    return say("brief.points.evidence", count=len(seen), names=names, rests=rests)


def short_grounds(brief: Brief) -> list[Block]:
    """Return what the brief rests on where there is no room for all of it."""
    return [Heading(say("brief.rests")), Paragraph(grounds(brief))]


def made(brief: Brief, command: str) -> list[Block]:
    """Return in a few lines what it takes to make the same numbers again."""
    stamp, edition = brief.stamp, brief.edition
    told = say(
        "brief.made",
        version=stamp.version,
        model=stamp.revised,
        scenario=stamp.scenario,
        digest=brief.digest,
        seed=stamp.seed,
        worlds=stamp.worlds,
        command=command,
    )
    rest = say("brief.made.rest", audience=_for(edition.audience))
    return [Paragraph(rest, role="remark"), Paragraph(told, role="remark")]


def _for(audience: str) -> str:
    return {
        "decision_maker": say("brief.audience.decision_maker"),
        "grant_maker": say("brief.audience.grant_maker"),
        "researcher": say("brief.audience.researcher"),
    }[audience]
