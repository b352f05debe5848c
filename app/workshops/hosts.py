"""Who may do what: every act names a token, and the store says whose it is."""

from app.workshops.errors import NotAllowed
from app.workshops.plain import Json
from app.workshops.store import Store
from app.workshops.workshop import Event, Identity, Participant, Refusal, Role, Workshop

LOOKING = (Role.SCREEN, Role.OBSERVER, Role.FACILITATOR)
"""Who may see what was revealed."""


def identity(store: Store, token: str, *roles: Role) -> Identity:
    """Return whose token it is, if it is one of these roles.

    Raises
    ------
    NotAllowed
        If it is nobody's or another role's; that is in the log then.
    """
    try:
        found = store.identify(token)
    except NotAllowed as error:
        store.log_refusal("page", str(error))
        raise
    if found.role not in roles:
        msg = f"role must be {' or '.join(roles)} for this, got {found.role}"
        store.log_refusal("page", msg, found.workshop_id)
        raise NotAllowed(msg)
    return found


def hosted(store: Store, token: str) -> Workshop:
    """Return the workshop of a facilitator.

    Raises
    ------
    NotAllowed
        If the token is not one's.
    """
    return store.workshop(identity(store, token, Role.FACILITATOR).workshop_id)


def watched(store: Store, token: str) -> Workshop:
    """Return the workshop that a screen, an observer or a facilitator looks at.

    Raises
    ------
    NotAllowed
        If the token is none of theirs.
    """
    return store.workshop(identity(store, token, *LOOKING).workshop_id)


def people(store: Store, token: str) -> tuple[Participant, ...]:
    """Return who has joined, to a facilitator."""
    return store.participants(hosted(store, token).id)


def log(store: Store, token: str) -> tuple[Event, ...]:
    """Return who did what when, to a facilitator."""
    return store.events(hosted(store, token).id)


def refusals(store: Store, token: str) -> tuple[Refusal, ...]:
    """Return what was refused in a workshop, to its facilitator."""
    return store.refusals(hosted(store, token).id)


def exported(store: Store, token: str) -> Json:
    """Return all that was said, to a facilitator; not before it was revealed to all.

    Raises
    ------
    NotAllowed
        If the token is not a facilitator's; while a round is not revealed yet, for no
        page shows an answer before.
    """
    workshop = hosted(store, token)
    hidden = unrevealed(store, workshop)
    if hidden:
        msg = f"export must wait until round {hidden[0]} was revealed"
        raise NotAllowed(msg)
    return store.export(workshop.id)


def unrevealed(store: Store, workshop: Workshop) -> tuple[int, ...]:
    """Return the rounds with answers that were given since they were last revealed.

    What counts is what happened, for the agenda may have been edited since.
    """
    hidden: set[int] = set()
    for event in store.events(workshop.id):
        kind, of_round = event.detail.get("kind"), event.detail.get("round", 0)
        if event.action == "answer":
            hidden.add(of_round)
        elif event.action == "move" and kind == "result":
            hidden.clear()
        elif event.action == "move" and kind == "reveal":
            hidden.discard(of_round)
    return tuple(sorted(hidden))


def delete(store: Store, token: str) -> None:
    """Delete the workshop of a facilitator."""
    store.delete(hosted(store, token).id)
