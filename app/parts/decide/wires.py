"""Tripwires: if this is observed by then, shift to that portfolio."""

import streamlit as st

from app import decided
from app.decided import Plans
from app.markup import escaped
from app.parts.decide.choosing import Choosing, names_of
from app.parts.decide.words import how, thousandths
from app.parts.grid import grid, percent
from app.texts import in_a_row, joined, say
from simulator.choice.follow_ups import WAIT
from simulator.choice.tripwires import Estimate, Tripwire

ERRORS = 2.0
"""Standard errors below which a worth is not told apart from none."""


def show(choosing: Choosing) -> None:
    """Show the plans."""
    st.subheader(say("decide.wires"))
    tests = choosing.model.tests
    if not tests:
        st.write(say("decide.tests.none"))
        return
    plans = decided.plans_of(choosing.scenario)
    every, found = names_of(choosing.scenario, "portfolio"), plans.wires
    names = [every[row] for row in plans.followed]
    st.write(escaped(say("decide.wires.lead", base=names[0])))
    firing = [wire for wire in found if wire.fires > 0]
    if not firing:
        st.write(say("decide.wires.none"))
    with st.container(key="decide_wires"):
        for n in range(0, len(firing), 2):
            for column, wire in zip(st.columns(2), firing[n : n + 2], strict=False):
                with column:
                    _card(choosing, wire, names)
    quiet = [tests[wire.test].name for wire in found if wire.fires <= 0]
    if quiet and firing:
        st.caption(escaped(say("decide.wires.quiet", names=in_a_row(quiet))))
    if firing:
        with st.expander(say("simulate.numbers")):
            _table(choosing, plans)
            st.caption(say("decide.wires.rule"))
    how(say("decide.how.wires"))


def _card(choosing: Choosing, wire: Tripwire, names: list[str]) -> None:
    test = choosing.model.tests[wire.test]
    with st.container(border=True):
        st.markdown(f"**{escaped(test.name)}**")
        st.caption(escaped(test.summary))
        date = f"{test.arrival.value:g}"
        lines = [
            _line(wire, say(key, month=date, chance=percent(chance), then=then), row)
            for key, chance, row in (
                ("decide.wires.positive", wire.positive, wire.if_positive),
                ("decide.wires.negative", 1 - wire.positive, wire.if_negative),
            )
            for then in [_then(row, names)]
        ]
        st.markdown("\n".join(lines))
        st.write(escaped(_worth(wire, names)))


def _line(wire: Tripwire, text: str, row: int) -> str:
    """Return what to do on a result as an item of a list, bold where it fires."""
    return f"- {escaped(text)}" if row == wire.otherwise else f"- **{escaped(text)}**"


def _then(row: int, names: list[str]) -> str:
    if row == 0:
        return say("decide.wires.keep", name=names[0])
    return say("decide.wires.shift", name=names[row])


def _worth(wire: Tripwire, names: list[str]) -> str:
    """Return what the plan is worth, and what acting late costs, in words."""
    told = [
        say(
            "decide.wires.fires",
            chance=percent(wire.fires),
            otherwise=_then(wire.otherwise, names),
        )
    ]
    worth = (_estimate(each) for each in (wire.value, wire.base, wire.gain))
    plan, fixed, gain = worth
    told.append(say("decide.wires.worth", plan=plan, fixed=fixed, gain=gain))
    clear = wire.looking.value > ERRORS * wire.looking.standard_error
    key = "decide.wires.looking" if clear else "decide.wires.looking.unclear"
    told.append(say(key, worth=_estimate(wire.looking)))
    late = _estimate(wire.looking_late)
    told.append(say("decide.wires.late", months=f"{WAIT:g}", left=late))
    return joined(told)


def _estimate(found: Estimate) -> str:
    return f"{thousandths(found.value)} ± {thousandths(found.standard_error)}"


def _table(choosing: Choosing, plans: Plans) -> None:
    header = ["test", "fires", "plan", "fixed", "gain", "made"]
    header += ["looking", "left", "waiting"]
    rows = [
        [
            escaped(choosing.model.tests[wire.test].name),
            percent(wire.fires),
            _estimate(wire.value),
            _estimate(wire.base),
            _estimate(wire.gain),
            _estimate(made.gain),
            _estimate(wire.looking),
            _estimate(wire.looking_late),
            _estimate(wire.cost_of_waiting),
        ]
        for made, wire in zip(plans.made, plans.wires, strict=True)
        if wire.fires > 0
    ]
    grid([say(f"decide.column.wires.{name}") for name in header], rows)
