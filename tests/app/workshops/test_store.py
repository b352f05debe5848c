"""The store: nothing lost, nothing doubled, nothing told to the wrong one."""


from app.workshops.store import open_store
from tests.app.workshops.room import join, say


def test_a_workshop_is_found_again_when_the_store_is_opened_again(url, store, created):
    with open_store(url) as again:
        assert again.workshop(created.workshop.id) == created.workshop
        assert again.workshops() == (created.workshop,)


def test_x(store, asking):
    j = join(store, asking)
    say(store, j.token)
    assert store.mine(j.token, 1)
    print(store.events(asking.workshop.id))
