"""What was revealed, in figures and words; pages and screens show the same."""

import plotly.graph_objects as go
import streamlit as st

from app.charts.before_after import before_after
from app.charts.pooled import pooled, worldviews
from app.markup import escaped
from app.parts.grid import grid, percent
from app.texts import joined, listed, say
from app.told import Json, Told

PLAIN = {"displayModeBar": False}
POOLS = ("linear", "logarithmic", "median", "performance")
TOP, SMALL, LARGE = 5, 14, 24
INK = {"light": "#1d2330", "dark": "#e7eaf1"}


def credences(told: Told, size: int = SMALL) -> None:
    """Show the pools beside each other and how far people lie apart."""
    last = told.last
    pools = {
        say(f"workshop.pool.{name}"): last["pools"][name]["p"]
        for name in POOLS
        if last["pools"].get(name)
    }
    called, spread = _spread(last["spread"])
    figure = pooled(told.levels, pools, spread, called=called, size=size)
    _draw(figure, f"pools.{size}", say("workshop.pools.alt"))
    st.write(escaped(apart(told)))


def _spread(found: Json) -> tuple[str, tuple[list[float], list[float]]]:
    """Return the middle half of people; in a small room, one standard deviation."""
    if found["quartiles"] is not None:
        low, _, high = found["quartiles"]
        return say("workshop.half"), (low, high)
    pairs = list(zip(found["mean"], found["standard_deviation"], strict=True))
    low = [max(mean - apart, 0.0) for mean, apart in pairs]
    high = [min(mean + apart, 1.0) for mean, apart in pairs]
    return say("workshop.deviation"), (low, high)


def _draw(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure whose text is as dark as the page's: it is read from afar."""
    ink = INK[st.context.theme.type or "light"]
    figure.update_layout(legend_font_color=ink)
    figure.update_xaxes(tickfont_color=ink)
    figure.update_yaxes(tickfont_color=ink)
    st.plotly_chart(figure, key=f"workshop.chart.{key}", config=PLAIN, alt=alt)


def apart(told: Told) -> str:
    """Return in words where the room's credence lies, and how far people differ."""
    last = told.last
    p = last["pools"]["linear"]["p"]
    most = max(range(len(p)), key=p.__getitem__)
    return say(
        "workshop.apart",
        people=last["people"],
        level=told.level_words(most),
        share=percent(p[most]),
        levels=f"{last['disagreement']['wasserstein']:.1f}",
    )


def ranking(told: Told) -> None:
    """Show what comes first under each pool, and by each rule."""
    last = told.last
    names = [name for name in (*POOLS, "members") if last["pools"].get(name)]
    rows = []
    for n in range(TOP):
        places = [_place(told, name, n) for name in names]
        if any(places):
            rows.append([f"**{n + 1}**", *places])
    grid(
        [say("workshop.place"), *(say(f"workshop.pool.{name}") for name in names)], rows
    )
    key = "workshop.pools.agree" if last["pools_agree"] else "workshop.pools.differ"
    st.caption(say(key))


def _place(told: Told, pool: str, place: int) -> str:
    ranked = told.last["pools"][pool]["ranking"]
    return (
        escaped(told.intervention(ranked[place]["id"])) if place < len(ranked) else ""
    )


def leaders(told: Told) -> None:
    """Show what comes first under the linear pool, and where other pools differ."""
    pools = told.last["pools"]
    for n, each in enumerate(pools["linear"]["ranking"][:TOP], start=1):
        st.markdown(f"{n}. {escaped(told.intervention(each['id']))}")
    first = pools["linear"]["ranking"][0]["id"]
    others = {
        name: found["ranking"][0]["id"]
        for name, found in pools.items()
        if found and found["ranking"][0]["id"] != first
    }
    if not others:
        st.write(say("workshop.pools.agree"))
    for name, other in others.items():
        pool, called = say(f"workshop.pool.{name}"), told.intervention(other)
        st.write(escaped(say("workshop.pools.other", pool=pool, name=called)))


def rules(told: Told) -> None:
    """Show which portfolios the rules choose under the linear pool."""
    found: dict[str, list[str]] = {}
    for rule, name in told.last["rules"].items():
        found.setdefault(name, []).append(say(f"decide.rule.{rule}"))
    lines = [
        say(
            "list.named",
            name=f"- **{escaped(told.decision(name))}**",
            what=escaped(listed(some)),
        )
        for name, some in found.items()
    ]
    st.markdown("\n".join(lines))


def views(told: Told, size: int = SMALL) -> None:
    """Show the worldviews that there are in the room."""
    found = _views(told)
    if found:
        shares = {name: each["p"] for name, each in found.items()}
        figure = worldviews(told.levels, shares, size=size)
        _draw(figure, f"views.{size}", say("workshop.views.alt"))
    views_in_words(told)


def views_in_words(told: Told) -> None:
    """Show what comes first in each worldview."""
    found = _views(told)
    if not found:
        st.write(say("workshop.views.none"))
        return
    for name, each in found.items():
        first = told.intervention(each["ranking"][0]["id"])
        st.markdown(f"- {escaped(say('workshop.views.first', name=name, first=first))}")
    agree = told.last["worldviews_agree"]
    st.write(say("workshop.views.agree" if agree else "workshop.views.differ"))


def _views(told: Told) -> dict[str, Json]:
    return {
        say("workshop.views.name", number=n, people=each["people"]): each
        for n, each in enumerate(told.last["worldviews"] or [], start=1)
    }


def firsts(told: Told) -> None:
    """Show for how many each intervention comes first, and how many foresaw it."""
    found = told.last["firsts"]
    if found:
        parts = [
            say("workshop.firsts.part", name=told.intervention(name), people=n)
            for name, n in found.items()
        ]
        st.write(escaped(say("workshop.firsts", parts=listed(parts))))
    foreseen = predictions(told)
    if foreseen:
        st.write(escaped(foreseen))


def predictions(told: Told) -> str:
    """Return how many predicted right, never who; nothing if too few were asked."""
    found = told.last["predictions"]
    if found is None:
        return ""
    if found["people"] is None:
        return say("workshop.predicted.few", score=f"{found['mean_score']:.2f}")
    right, wrong = found["people"]["right"], found["people"]["wrong"]
    return say("workshop.predicted", right=right, people=right + wrong)


def anatomy(told: Told) -> None:
    """Show what people differ on: difficulty, measures, values."""
    shares = told.last["anatomy"]["shares"]
    if not shares or not told.last["anatomy"]["spread"]:
        st.write(say("workshop.anatomy.none"))
        return
    most = max(shares, key=shares.__getitem__)
    words = say(f"workshop.anatomy.{most}")
    st.write(say("workshop.anatomy.most", what=words, share=percent(shares[most])))
    rows = [
        [say(f"workshop.anatomy.{name}"), percent(max(share, 0.0))]
        for name, share in shares.items()
    ]
    grid([say("workshop.anatomy.cause"), say("workshop.anatomy.share")], rows)


def movement(told: Told, size: int = SMALL) -> None:
    """Show how the room moved between the last two rounds."""
    first, moved = told.first, told.group["movement"]
    if first is None or moved is None:
        st.write(say("workshop.moved.none"))
        return
    one, two = (say("workshop.round", number=n) for n in told.numbers[-2:])
    figure = before_after(
        told.levels, first["pools"]["linear"]["p"], told.last["pools"]["linear"]["p"],
        called=(one, two),
    )  # fmt: skip
    figure.update_layout(font_size=size, legend_font_size=size)
    figure.update_layout(height=5 * size + 2.2 * size * len(told.levels))
    figure.update_xaxes(tickfont_size=size)
    figure.update_yaxes(tickfont_size=size)
    _draw(figure, f"moved.{size}", say("workshop.moved.alt"))
    st.write(say("workshop.moved", **_moved(moved)))
    if moved["directions"] is not None:
        st.write(say("workshop.moved.directions", **moved["directions"]))
    if moved["is_unsettled"]:
        st.info(say("workshop.moved.unsettled"))


def _moved(moved: Json) -> dict[str, object]:
    return {"people": moved["people"], "levels": f"{moved['distance']:.2f}"}


def decision(told: Told) -> None:
    """Show the group's decision, and what agreeing on it costs people."""
    standing, price = told.last["pools"]["linear"], told.last["price"]
    choice = told.decision(standing["decision"])
    st.markdown(escaped(say("workshop.decision", choice=choice)))
    costs = [say("workshop.price.mean", mean=f"{1000 * price['mean']:.1f}")]
    if price["people"] is not None:
        costs.append(say("workshop.price.people", **price["people"]))
    if price["quartiles"] is not None:
        low, mid, high = (f"{1000 * x:.1f}" for x in price["quartiles"])
        costs.append(say("workshop.price.spread", low=low, mid=mid, high=high))
    st.write(joined(costs))
