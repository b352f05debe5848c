"""Facilitators: only they, and two of them notice each other."""

import math
import threading

import pytest

from app.workshops.errors import Conflict, NotAllowed, Unknown
from app.workshops.rounds import Step, idea
from app.workshops.workshop import Role, Settings
from tests.app.workshops.conftest import PASSPHRASE
from tests.app.workshops.room import go, join


def test_each_token_has_one_role(store, created):
    roles = {
        created.facilitator: Role.FACILITATOR,
        created.screen: Role.SCREEN,
        created.observer: Role.OBSERVER,
        join(store, created).token: Role.PARTICIPANT,
    }
    for token, role in roles.items():
        identity = store.identify(token)
        assert (identity.role, identity.workshop_id) == (role, created.workshop.id)


@pytest.mark.parametrize(
    "token", ["", None, 5, "x" * 43, "\0", "\ud800", "' OR 1=1 --", ["a"], "x" * 10**7]
)
def test_any_other_token_is_nobodys(store, created, token):  # noqa: ARG001
    with pytest.raises(NotAllowed, match="token must be one that this server gave"):
        store.identify(token)


def test_whoever_knows_the_passphrase_gets_a_token_of_a_facilitator(store, created):
    token = store.sign_in(created.workshop.shown_code.lower(), PASSPHRASE)
    assert store.identify(token).role is Role.FACILITATOR
    assert store.move(token, 1, 0).step == 1


WRONG = "code and passphrase must belong together, got others"


@pytest.mark.parametrize("passphrase", ["four words make two", "", None, "x" * 5000])
def test_a_wrong_passphrase_is_refused(lite, passphrase):
    code = lite.create("Room", PASSPHRASE, {}).workshop.code
    with pytest.raises(NotAllowed, match=WRONG):
        lite.sign_in(code, passphrase)


def test_a_wrong_code_is_told_as_a_wrong_passphrase(store):
    with pytest.raises(NotAllowed, match=WRONG):
        store.sign_in("00000000", PASSPHRASE)


def test_only_facilitators_move_and_edit(store, created):
    others = [created.screen, created.observer, join(store, created).token]
    for token in others:
        with pytest.raises(NotAllowed, match="role must be facilitator for this, got"):
            store.move(token, 1, 0)
        with pytest.raises(NotAllowed, match="role must be facilitator for this, got"):
            store.edit(token, idea(), 0)
    assert store.workshop(created.workshop.id) == created.workshop


def test_a_facilitator_of_another_workshop_moves_the_own_one(store, created):
    other = store.create("Other", PASSPHRASE, {})
    store.move(other.facilitator, 1, 0)
    assert store.workshop(created.workshop.id).step == 0
    assert store.workshop(other.workshop.id).step == 1


def test_of_two_facilitators_at_once_one_moves_and_the_other_is_told(store, created):
    told, together = [], threading.Barrier(2)

    def move(token, step):
        together.wait(5)
        try:
            told.append(store.move(token, step, 0).step)
        except Conflict as error:
            told.append(str(error))

    tokens = [created.facilitator, store.sign_in(created.workshop.code, PASSPHRASE)]
    threads = [
        threading.Thread(target=move, args=item)
        for item in zip(tokens, (1, 2), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moved, refused = sorted(told, key=str)
    assert moved in (1, 2)
    assert refused.startswith("version must be the present one, 1, got 0")
    assert store.workshop(created.workshop.id).step == moved
    assert store.workshop(created.workshop.id).version == 1


@pytest.mark.parametrize("step", [-1, 9, 1.0, True, None, "1", math.nan, 10**40])
def test_a_step_that_is_not_on_the_agenda_is_refused(store, created, step):
    with pytest.raises(ValueError, match="to_step must be"):
        store.move(created.facilitator, step, 0)


def test_steps_to_come_may_be_edited_and_no_others(store, created):
    go(store, created, 4)
    longer = (*idea(), Step("discussion"))
    edited = store.edit(created.facilitator, longer, 1)
    assert (edited.agenda, edited.version, edited.step) == (longer, 2, 4)
    with pytest.raises(ValueError, match="agenda must keep the steps up to"):
        store.edit(created.facilitator, (Step("brief"),), 2)
    with pytest.raises(Conflict, match="version must be the present one, 2, got 1"):
        store.edit(created.facilitator, idea(), 1)


def test_a_workshop_is_found_by_its_code_however_it_is_typed(store, created):
    typed = created.workshop.shown_code.lower().replace("0", "o").replace("1", "l")
    assert store.by_code(typed) == created.workshop
    with pytest.raises(Unknown, match="code must be that of a workshop, got 0000-0000"):
        store.by_code("00000000")
    with pytest.raises(Unknown, match="workshop_id must be one that is known"):
        store.workshop("0" * 32)


def test_what_was_created_is_what_was_asked_for(store):
    scenario = {"title": "</script>'; --", "p": [0.1, 1e-300, -0.0], "n": None}
    agenda = idea(("credence", "seeds"), ("measures",))
    settings = Settings(batch=3, retention_days=1, most_participants=9)
    made = store.create(" Ωμέγα <b> ", PASSPHRASE, scenario, agenda, settings)
    kept = store.workshop(made.workshop.id)
    assert kept == made.workshop
    assert (kept.name, kept.scenario) == ("Ωμέγα <b>", scenario)
    assert (kept.agenda, kept.settings) == (agenda, settings)


@pytest.mark.parametrize(
    ("name", "passphrase", "scenario", "said"),
    [
        ("", PASSPHRASE, {}, "name must be a text"),
        ("x" * 201, PASSPHRASE, {}, "name must have at most 200 characters, got 201"),
        ("a\0", PASSPHRASE, {}, "name must be one line"),
        ("Room", "short", {}, "passphrase must have 8 to 1024 characters"),
        ("Room", PASSPHRASE, [], "scenario must be an object"),
        ("Room", PASSPHRASE, {"a": math.nan}, "scenario must be JSON with finite"),
        ("Room", PASSPHRASE, {"a": "\ud800"}, "scenario must be JSON with .*whole"),
        pytest.param(
            "Room", PASSPHRASE, {"a": "x" * 10**7}, "scenario must have", id="10 MB"
        ),
    ],
)
def test_a_workshop_that_cannot_be_kept_is_refused(
    lite, name, passphrase, scenario, said
):
    with pytest.raises(ValueError, match=said):
        lite.create(name, passphrase, scenario)
    assert lite.workshops() == ()
