"""Export and import: the same workshop, and no secret."""

import copy
import json

import pytest

from app.workshops.errors import Conflict, NotAllowed, Unknown
from app.workshops.retold import OF_GROUP, OF_ROUND
from app.workshops.store import open_store
from app.workshops.workshop import Role
from tests.app.workshops.conftest import PASSPHRASE
from tests.app.workshops.room import P, go, join, say

ROUND = {**dict.fromkeys(OF_ROUND), "is_shown": True, "pools": {"linear": {"p": P}}}
SHOWN = {
    "rounds": [1],
    "decisions": {},
    "group": {**dict.fromkeys(OF_GROUP), "rounds": [ROUND]},
}


def played(store):
    """Return a workshop that was played to its first reveal, with hostile texts."""
    created = store.create("=cmd() <b>", PASSPHRASE, {"title": "'; --", "x": [1e-9]})
    people = [join(store, created, name) for name in ("=1+1", "<i>", "Ωμέγα", "d", "e")]
    go(store, created, 1)
    for number, person in enumerate(people):
        say(store, person.token, {"p": P, "note": f"@{number}"})
    say(store, people[0].token, "changed")
    go(store, created, 3)
    upto = store.batches(created.workshop.id, 1, "credence")[-1].upto
    store.publish(created.workshop.id, 3, SHOWN, upto)
    return created, people


def test_what_was_exported_and_imported_is_exported_the_same(store, folder):
    created, _ = played(store)
    document = store.export(created.workshop.id)
    text = json.dumps(document)
    with open_store(f"sqlite:///{folder}/other.db") as other:
        other.create("In the way", PASSPHRASE, {})
        other.import_(json.loads(text))
        assert other.export(created.workshop.id) == document
        assert other.batches(created.workshop.id, 1, "credence") != ()
    store.delete(created.workshop.id)
    store.import_(json.loads(text))
    assert json.dumps(store.export(created.workshop.id)) == text


def test_an_export_has_all_that_was_said_and_done_and_no_secret(store):
    created, people = played(store)
    document = store.export(created.workshop.id)
    assert document["participants"][0]["pseudonym"] == "=1+1"
    assert len(document["judgments"]) == 6
    answered = [e for e in document["events"] if e["action"] == "answer"]
    assert [e["participant_id"] for e in answered] == [
        j["participant_id"] for j in document["judgments"]
    ]
    places = [document["events"][j["event"] - 1] for j in document["judgments"]]
    assert places == answered
    assert document["published"][0]["document"] == SHOWN
    text = json.dumps(document)
    secrets = [created.facilitator, created.screen, created.observer]
    for secret in (*secrets, *(person.token for person in people), PASSPHRASE):
        assert secret not in text
    assert "$argon2" not in text
    assert "hash" not in text


def test_an_imported_workshop_goes_on_with_a_new_passphrase(store):
    created, people = played(store)
    document = store.export(created.workshop.id)
    store.delete(created.workshop.id)
    made = store.import_(document, "another passphrase")
    code = made.workshop.code
    token = store.sign_in(code, "another passphrase")
    assert store.identify(token).role is Role.FACILITATOR
    assert store.identify(made.screen).role is Role.SCREEN
    for old in (created.facilitator, people[0].token):
        with pytest.raises(NotAllowed, match="token must be"):
            store.identify(old)
    with pytest.raises(NotAllowed, match="code and passphrase"):
        store.sign_in(code, PASSPHRASE)
    go(store, made, 1)
    say(store, join(store, made).token)
    assert len(store.history(made.workshop.id)) == 7


def test_a_workshop_that_is_there_is_not_imported_again(store):
    created, _ = played(store)
    document = store.export(created.workshop.id)
    with pytest.raises(Conflict, match="workshop must be new here, got"):
        store.import_(document)
    document["workshop"]["id"] = "0" * 32
    with pytest.raises(Conflict, match="workshop must be new here, got"):
        store.import_(document)
    document["workshop"]["code"] = "00000000"
    store.import_(document)
    ids = {p.id for p in store.participants("0" * 32)}
    assert not ids & {p.id for p in store.participants(created.workshop.id)}


def test_what_is_not_there_is_not_exported(store):
    with pytest.raises(Unknown, match="workshop_id must be one that is known"):
        store.export("0" * 32)


DOCUMENT = ["published", 0, "document"]
NOON = "12:00:00.000000Z"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('a')}/a.db") as store:
        created, _ = played(store)
        return store.export(created.workshop.id)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["kind"], "brief", "must have the kind workshop"),
        (["contract"], 2, "must have the kind workshop and the contract 1"),
        (["workshop"], [], "workshop must be an object"),
        (["workshop", "id"], "../x", "workshop.id must be one that is known"),
        (["workshop", "code"], "U", "code must have 8"),
        (["workshop", "name"], "\0", "name must be"),
        (["workshop", "step"], 99, "workshop.step must be from 0 to 8, got 99"),
        (["workshop", "agenda"], [{"kind": "x"}], "kind must be one of"),
        (["workshop", "settings"], {"batch": 0}, "batch must be from 1"),
        (["workshop", "created"], "yesterday", "workshop.created must be a time"),
        (["workshop", "created"], f"2026-13-01T{NOON}", "created must be a time"),
        (["participants", 0, "joined"], f"2026-02-30T{NOON}", "joined must be a time"),
        (["events", 0, "at"], f"\u0662026-01-01T{NOON}", "at must be a time"),
        (["workshop", "scenario"], None, "scenario must be an object"),
        (["participants"], {}, "participants must be a list"),
        (["participants", 0], "x", r"participants\[0\] must be an object"),
        (["participants", 0, "id"], None, r"participants\[0\].id must be one"),
        (["participants", 0, "pseudonym"], "", r"participants\[0\].pseudonym must"),
        (["events", 0, "role"], "king", r"events\[0\].role must be one of"),
        (["events", 0, "action"], "x" * 33, r"events\[0\].action must have at most"),
        (["events", 1, "participant_id"], "x", r"events\[1\].participant_id must be"),
        (
            ["events", 0, "detail"],
            {"x": float("nan")},
            r"events\[0\].detail must be JSON",
        ),
        (["events", 0, "detail"], [], r"events\[0\].detail must be an object"),
        (["published", 0, "document"], 7, r"document must be an object, got 7"),
        ([*DOCUMENT, "rounds"], 7, r"document.rounds must be a list, got 7"),
        ([*DOCUMENT, "rounds"], ["x"], r"rounds\[0\] must be a whole number, got 'x'"),
        ([*DOCUMENT, "rounds"], [1, 2], r"group.rounds must be as many .* 1 for 2"),
        ([*DOCUMENT, "group"], None, r"document.group must be an object, got None"),
        ([*DOCUMENT, "group", "rounds", 0], 1, r"group.rounds\[0\] must be an object"),
        (["judgments", 0, "event"], 0, r"judgments\[0\].event must be from 1"),
        (["judgments", 0, "event"], True, r"judgments\[0\].event must be a whole"),
        (["judgments", 0, "round"], 21, r"judgments\[0\].round must be from 1"),
        (["judgments", 0, "question"], "x", r"judgments\[0\].question must be one"),
        (["judgments", 0, "value"], "\ud800", r"judgments\[0\].value must be JSON"),
        (["judgments", 0, "id"], "1", r"judgments\[0\].id must be a UUID"),
        (["judgments", 1, "event"], 10**30, r"judgments\[1\].event must be from"),
        (["published", 0, "step"], -1, r"published\[0\].step must be from 0"),
        (["published", 0, "upto"], "x", r"published\[0\].upto must be a whole"),
    ],
)
def test_a_file_that_is_wrong_somewhere_says_where_and_leaves_nothing(
    lite, document, path, value, said
):
    wrong = copy.deepcopy(document)
    *before, last = path
    place = wrong
    for name in before:
        place = place[name]
    place[last] = value
    with pytest.raises(ValueError, match=said) as error:
        lite.import_(wrong)
    assert len(str(error.value).splitlines()) == 1
    assert lite.workshops() == ()


@pytest.mark.parametrize("where", ["kind", "workshop", "events", "judgments"])
def test_a_file_that_lacks_something_is_refused(lite, document, where):
    wrong = {name: value for name, value in document.items() if name != where}
    with pytest.raises(ValueError, match=f"workshop file must have {where}, got none"):
        lite.import_(wrong)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (DOCUMENT, "rounds"),
        (DOCUMENT, "decisions"),
        ([*DOCUMENT, "group"], "rounds"),
        ([*DOCUMENT, "group"], "additivity"),
        ([*DOCUMENT, "group", "rounds", 0], "people"),
    ],
)
def test_a_reveal_that_pages_cannot_show_is_refused(lite, document, path, name):
    wrong = copy.deepcopy(document)
    place = wrong
    for part in path:
        place = place[part]
    del place[name]
    with pytest.raises(
        ValueError, match=rf"published\[0\].* must have {name}, got none"
    ):
        lite.import_(wrong)
    assert lite.workshops() == ()


def test_two_judgments_of_one_event_are_refused_and_leave_nothing(lite, document):
    wrong = copy.deepcopy(document)
    wrong["judgments"].append(wrong["judgments"][0])
    with pytest.raises((ValueError, OSError), match="must be"):
        lite.import_(wrong)
    assert lite.workshops() == ()
