"""Values of a workshop."""

import pytest

from app.workshops.rounds import idea
from app.workshops.workshop import Settings, Workshop, read_settings


def test_settings_come_back_from_json():
    settings = Settings(3, 7, 40)
    assert read_settings(settings.plain) == settings
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"batch": 0}, "batch must be from 1 to 1000, got 0"),
        ({"batch": 2.5}, "batch must be a whole number"),
        ({"retention_days": 10**9}, "retention_days must be from 1 to 36500"),
        ({"most_participants": None}, "most_participants must be a whole number"),
        ({"color": 1}, "settings must be some of batch"),
        ([], "settings must be some of batch"),
    ],
)
def test_settings_that_mean_nothing_are_refused(plain, said):
    with pytest.raises(ValueError, match=said):
        read_settings(plain)


def test_a_workshop_tells_its_present_step_and_its_code():
    code = "ABCDEFGH"
    workshop = Workshop("", code, "Room", {}, idea(), 2, Settings(), 0, "")
    assert workshop.now.kind == "lock"
    assert workshop.shown_code == "ABCD-EFGH"
