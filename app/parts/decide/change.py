"""What would change it: the nearest flips, as a sentence, a ghost and a map."""

import streamlit as st

from app import decided
from app.charts.ghost import ghost
from app.charts.tiers import tiers
from app.flipped import sentence
from app.markup import escaped
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import how, still
from app.parts.grid import grid
from app.sentences import points
from app.texts import listed, say
from simulator.choice.contender import to_come_first
from simulator.choice.flips import Flip
from simulator.choice.triangle import Triangle, triangle

MEASURE, CONTENDER = "decide.measure", "decide.contender"


def show(choosing: Choosing) -> None:
    """Show what would change the choice."""
    st.caption(say("decide.flip.expected"))
    with st.container(key="decide_change"):
        left, right = st.columns(2, gap="large")
        with left:
            _flip(choosing)
        with right:
            _map(choosing)
    _contender(choosing)


def _flip(choosing: Choosing) -> None:
    """Show the nearest flip: a sentence, a ghost, and how far it is by each measure."""
    st.subheader(say("decide.flip"))
    found = decided.flips_of(choosing.scenario, choosing.kind)
    st.write(escaped(sentence(choosing.model, found, choosing.p, choosing.names)))
    flips = {
        "tv": found.total_variation,
        "earth": found.earth_mover,
        "kl": found.relative_entropy,
        "one": found.one_level,
    }
    some = {name: flip for name, flip in flips.items() if flip is not None}
    if some:
        _ghost(choosing, some)
        _distances(choosing, flips)
    how(say("decide.how.flip"))


def _ghost(choosing: Choosing, some: dict[str, Flip]) -> None:
    words = {
        "tv": say("decide.measure.tv"),
        "earth": say("decide.measure.earth"),
        "kl": say("decide.measure.kl"),
        "one": say("decide.measure.one"),
    }
    still(MEASURE, list(some))
    name: str = st.radio(
        say("decide.measure"), list(some), key=MEASURE, horizontal=True,
        format_func=words.__getitem__,
    )  # fmt: skip
    flip = some[name]
    called = (say("decide.ghost.now"), say("decide.ghost.then"))
    st.plotly_chart(
        ghost(choosing.levels, choosing.p, flip.credence, called=called),
        key="decide.chart.ghost", config=PLAIN, alt=say("decide.ghost.chart"),
    )  # fmt: skip
    st.caption(escaped(_moved(choosing, name, flip)))


def _moved(choosing: Choosing, name: str, flip: Flip) -> str:
    first = listed([choosing.names[row] for row in flip.first])
    moved = flip.credence - choosing.p
    if abs(moved).max() < 5e-5:
        return say("decide.moved.tie", first=first)
    up, down = int(moved.argmax()), int(moved.argmin())
    return say(
        "decide.moved",
        first=first,
        up=choosing.levels[up],
        down=choosing.levels[down],
        gain=points(float(moved[up])),
        loss=points(float(-moved[down])),
        distance=_distance(name, flip),
    )


def _distance(name: str, flip: Flip) -> str:
    """Return a distance with its unit."""
    if name in ("tv", "one"):
        return say("decide.distance.points", points=points(flip.distance))
    if name == "earth":
        return say("decide.distance.steps", steps=f"{flip.distance:.3g}")
    return say("decide.distance.nats", nats=f"{flip.distance:.3g}")


def _distances(choosing: Choosing, flips: dict[str, Flip | None]) -> None:
    words = {
        "tv": say("decide.measure.tv.is"),
        "earth": say("decide.measure.earth.is"),
        "kl": say("decide.measure.kl.is"),
        "one": say("decide.measure.one.is"),
    }
    rows = []
    for name, flip in flips.items():
        if flip is None:
            rows.append([words[name], say("decide.flip.never"), ""])
        else:
            first = listed([choosing.names[row] for row in flip.first])
            rows.append([words[name], _distance(name, flip), escaped(first)])
    header = [say("decide.column.measure"), say("decide.column.distance")]
    grid([*header, say("decide.column.then")], rows)


def _contender(choosing: Choosing) -> None:
    """Let a choice be named, and say what it would take for it to come first."""
    order = choosing.by("expected-value").order[1:]
    if not order:
        return
    st.subheader(say("decide.contender"))
    key = f"{CONTENDER}.{choosing.kind}"
    still(key, order)
    row: int = st.selectbox(
        say("decide.contender.choose"), order, key=key,
        format_func=lambda row: choosing.names[row], width=480,
    )  # fmt: skip
    shift = to_come_first(choosing.offers.mean, choosing.p, row)
    name = choosing.names[row]
    if shift is None:
        st.write(escaped(say("decide.contender.never", name=name)))
        return
    moved = shift.credence - choosing.p
    gains = sorted(range(len(moved)), key=lambda k: -moved[k])
    told = [choosing.levels[k] for k in gains if moved[k] > 5e-4][:3]
    key = "decide.contender.shift" if told else "decide.contender.tie"
    values = {"points": points(shift.distance), "levels": listed(told)}
    st.write(escaped(say(key, name=name, **values)))


def _map(choosing: Choosing) -> None:
    st.subheader(say("decide.map"))
    ladder = choosing.model.belief.ladder
    order = [level.tier for level in ladder.levels]
    found = triangle(choosing.offers.mean, choosing.p, order)
    if found is None:
        st.write(say("decide.map.none", count=len(set(order))))
        return
    names = {tier.id: tier.name for tier in ladder.tiers}
    corners = [names[tier] for tier in found.tiers]
    st.write(escaped(_regions(choosing, found, corners)))
    called = (say("decide.map.others"), say("decide.map.here"))
    st.plotly_chart(
        tiers(found, choosing.names, corners, called=called), key="decide.chart.map",
        config=PLAIN, alt=say("decide.map.chart"),
    )  # fmt: skip
    how(say("decide.how.map"))


def _regions(choosing: Choosing, found: Triangle, corners: list[str]) -> str:
    """Return in words what is first with all credence on one tier, and where one is."""
    ends = [
        say(
            "decide.map.end",
            tier=tier,
            first=choosing.names[int(found.first[found.shares[:, n].argmax()])],
        )
        for n, tier in enumerate(corners)
    ]
    shares = [
        say("decide.map.share", tier=tier, share=f"{share:.0%}")
        for tier, share in zip(corners, found.present, strict=True)
    ]
    return say("decide.map.words", ends=listed(ends), shares=listed(shares))
