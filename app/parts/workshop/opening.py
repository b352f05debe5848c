"""Before a workshop: create one on the scenario of this visit, or sign in to one."""

import re
from typing import Any

import streamlit as st

from app import cached, shelf
from app.markup import escaped
from app.parts.workshop import tokens
from app.parts.workshop.acting import act
from app.parts.workshop.agenda import asked
from app.parts.workshop.guesses import signed_in
from app.parts.workshop.joining import here, host
from app.room.sheet import sheet_document
from app.texts import say
from app.workshops.basis import Basis
from app.workshops.counted import CREDENCE
from app.workshops.plain import line, short
from app.workshops.rounds import QUESTIONS, idea
from app.workshops.seeds import Seed, read_seeds
from app.workshops.workshop import Created, Settings
from simulator.group.voice import MOST_MEASURES
from simulator.model import Model
from simulator.scenario import Scenario

FORM, SEEDS = "workshop.form", "workshop.form.seeds"
LONGEST_ADDRESS = 200
ADDRESS = re.compile(r"https?://[^\s?#<>\"'\\]+")
FIRST = (CREDENCE, "prediction")
SEED = {"question": "", "unit": "", "answer": None}


def show(scenario: Scenario) -> None:
    """Show both ways in."""
    made, known = st.columns([3, 2], gap="large")
    with made:
        _creation(scenario)
    with known:
        _sign_in()


def _creation(scenario: Scenario) -> None:
    st.subheader(say("workshop.create"))
    title = scenario.title or scenario.digest
    st.write(escaped(say("workshop.create.base", title=title)))
    with st.form(FORM):
        st.text_input(say("workshop.name"), max_chars=200, key=f"{FORM}.name")
        st.text_input(
            say("workshop.passphrase"), type="password", key=f"{FORM}.passphrase",
            help=say("workshop.passphrase.help"), autocomplete="new-password",
        )  # fmt: skip
        _questions()
        with st.expander(say("workshop.more")):
            _more(scenario)
        st.form_submit_button(
            say("workshop.create.go"), type="primary", on_click=_create,
            args=(scenario,), key=f"{FORM}.go",
        )  # fmt: skip


def _questions() -> None:
    for n, usual in enumerate((FIRST, (CREDENCE,)), start=1):
        st.multiselect(
            say("workshop.questions.round", number=n), QUESTIONS, usual,
            format_func=asked, key=f"{FORM}.round.{n}",
            help=say("workshop.questions.help"),
        )  # fmt: skip


def _more(scenario: Scenario) -> None:
    means = cached.revised(scenario).means
    named = {each.id: each.name for each in means.interventions}
    st.number_input(
        say("workshop.batch"), 2, 1000, 5, key=f"{FORM}.batch",
        help=say("workshop.batch.help"),
    )  # fmt: skip
    st.number_input(say("workshop.retention"), 1, 36500, 90, key=f"{FORM}.retention")
    st.multiselect(
        say("workshop.measures"), list(named), key=f"{FORM}.measures",
        format_func=named.__getitem__, max_selections=MOST_MEASURES,
        help=say("workshop.measures.help", most=MOST_MEASURES),
    )  # fmt: skip
    st.text_area(
        say("workshop.seeds"), key=SEEDS, help=say("workshop.seeds.help"),
        placeholder=say("workshop.seeds.example"),
    )  # fmt: skip
    st.text_input(
        say("workshop.address"), here(), max_chars=LONGEST_ADDRESS,
        key=f"{FORM}.address", help=say("workshop.address.help"),
    )  # fmt: skip
    st.checkbox(say("workshop.rehearsal"), key=f"{FORM}.rehearsal",
                help=say("workshop.rehearsal.help"))  # fmt: skip


def _create(scenario: Scenario) -> None:
    def created() -> None:
        given = {
            name: st.session_state[f"{FORM}.{name}"]
            for name in ("name", "passphrase", "round.1", "round.2", "batch",
                         "retention", "measures", "address", "rehearsal")
        }  # fmt: skip
        seeds = read_seeds(st.session_state[SEEDS])
        made = create(cached.revised(scenario), scenario, given, seeds)
        tokens.hold(made.facilitator)
        st.session_state[tokens.SECRETS] = {
            "facilitator": made.facilitator,
            "screen": made.screen,
            "observer": made.observer,
        }

    act(created)


def create(
    model: Model, scenario: Scenario, given: dict[str, Any], seeds: tuple[Seed, ...]
) -> Created:
    """Create the workshop that a form describes.

    Raises
    ------
    ValueError
        If something of it cannot be used.
    """
    rounds = [(CREDENCE, *given[name]) for name in ("round.1", "round.2")]
    first, second = (tuple(q for q in QUESTIONS if q in some) for some in rounds)
    _check_asked({*first, *second}, given["measures"], seeds)
    basis = Basis(
        scenario.plain,
        tuple(given["measures"]),
        {seed.id: seed.answer for seed in seeds},
        given["rehearsal"],
        _address(given["address"]),
    )
    sheet = {
        **sheet_document(model, [seed.asked for seed in seeds], basis.measures),
        "facts": [{"id": f.id, "name": f.name} for f in model.belief.facts],
    }
    settings = Settings(given["batch"], given["retention"])
    agenda = idea(first, second)
    stored = basis.document(sheet)
    return shelf.store().create(
        given["name"], given["passphrase"], stored, agenda, settings
    )


def _check_asked(
    questions: set[str], measures: list[str], seeds: tuple[Seed, ...]
) -> None:
    if ("measures" in questions) != bool(measures):
        msg = f"measures must be asked with measures chosen, got {len(measures)}"
        raise ValueError(msg)
    if ("seeds" in questions) != bool(seeds):
        msg = f"seed questions must be asked and written, got {len(seeds)} of them"
        raise ValueError(msg)


def _address(text: str) -> str:
    address = line("address", text, LONGEST_ADDRESS).rstrip("/")
    if not ADDRESS.fullmatch(address) or not host(address):
        rule = "address must be http:// or https://, a name, and perhaps a path"
        msg = f"{rule}, got {short(address)}"
        raise ValueError(msg)
    return address


def _sign_in() -> None:
    st.subheader(say("workshop.sign_in"))
    st.write(say("workshop.sign_in.lead"))
    with st.form("workshop.sign"):
        st.text_input(say("workshop.code"), key="workshop.sign.code", max_chars=32)
        st.text_input(
            say("workshop.passphrase"), type="password",
            key="workshop.sign.passphrase", autocomplete="current-password",
        )  # fmt: skip
        st.form_submit_button(
            say("workshop.sign_in.go"), on_click=_signed, key="workshop.sign.go"
        )


def _signed() -> None:
    code = st.session_state["workshop.sign.code"]
    passphrase = st.session_state["workshop.sign.passphrase"]

    def signed() -> None:
        tokens.hold(signed_in(st.context.ip_address or "", code, passphrase))

    act(signed)
