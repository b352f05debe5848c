"""Every format of a brief, for ladders of any length, and for files that are none."""

from functools import cache

import pytest

from app.briefs import inside
from app.briefs.formats import FORMATS, MEDIA, TEXTS, encoded, lines_of
from app.briefs.making import computed
from app.briefs.verify import verify
from app.options import FORMATS as OFFERED
from tests.app.briefs.examples import DAY, full, made, model, scenario
from tests.packs import intervention, pack

BINARY = tuple(form for form in FORMATS if form not in TEXTS)
NAMES = [f"work_{n:02}" for n in range(25)]


@cache
def tall(levels=20):
    """Return a brief on so many levels and on 25 interventions with long names."""
    plain = pack(
        interventions=[intervention(name) for name in NAMES],
        requires={f"level_{n}": {"all_of": [NAMES[n]]} for n in range(levels)},
    )
    for n, one in enumerate(plain["interventions.yaml"]["interventions"]):
        one["name"] = f"Work {n} on 难题 and {'very ' * (n % 5)}long things"
    for n, level in enumerate(plain["levels.yaml"]["levels"]):
        level["name"] = f"Level {n} 对齐 {'x' * n}"
    base = made(plain)
    given = {"credence": [1 / levels] * levels, "worlds": 16}
    return base, computed(base, scenario(given, base), DAY)


def test_the_command_line_offers_every_format():
    assert set(OFFERED) == set(FORMATS) == set(MEDIA)
    assert {f".{form}" for form in FORMATS} <= {*inside.WHOLE, ".json"}


@pytest.mark.parametrize("form", BINARY)
def test_the_tallest_ladder_is_written_opens_again_and_holds(form):
    base, brief = tall()
    raw = encoded(brief, form)

    assert inside.format_of(raw) == form
    assert inside.scenario_in(raw) == brief.scenario.plain
    assert verify(raw, base) == ()
    shown = "".join(line.text for line in lines_of(raw, form)).replace(" ", "")
    for level in brief.levels:
        assert f"{level.number}{level.name}|".replace(" ", "") in shown
    for ranked in brief.ranking:
        assert f"{ranked.name}|".replace(" ", "") in shown


@pytest.mark.parametrize("form", FORMATS)
def test_the_author_may_say_anything_even_what_no_format_can_hold(form):
    strange = {"title": "a\x00b\uffff", "note": "\x01\x0b\u2028\ufffe 1\n\n=1+1"}
    brief = computed(
        model(), scenario({"credence": [0.5, 0.5], "worlds": 16, **strange}), DAY
    )
    raw = encoded(brief, form)

    assert inside.scenario_in(raw) == brief.scenario.plain
    assert verify(raw, model()) == ()


@pytest.mark.parametrize("form", BINARY)
def test_another_program_is_named_alone(form, monkeypatch):
    monkeypatch.setattr("app.briefs.verify.version", lambda _: "99.0")

    (found,) = verify(encoded(full(), form), model())
    assert (found.where, found.now) == ("version", "99.0")


@pytest.mark.parametrize("form", BINARY)
def test_noise_in_a_file_is_seen_or_refused_in_one_line(form):
    raw = encoded(full(), form)

    for start in range(0, len(raw), len(raw) // 5):
        noise = raw[:start] + b"\x00\xff<>" * 40 + raw[start + 160 :]
        told = said_of(noise, form)
        assert isinstance(told, list) or "\n" not in told


def said_of(raw, form):
    """Return the lines of a file, or why it has none."""
    try:
        return lines_of(raw, form)
    except ValueError as error:
        return str(error)
