"""The Python side of the ladder: its bundle, its texts and the state it reports."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.components import ladder
from app.components.ladder import (
    LadderState,
    bundle,
    css,
    explore,
    read_state,
    texts,
)
from tests.need import need

FOLDER = Path(ladder.__file__).parent
STATE = {"credence": [0.25, 0.75], "locks": [True, False], "concentration": 20}


def test_the_bundle_has_one_default_export_and_no_import() -> None:
    code = bundle()
    assert len(re.findall(r"^export default ", code, re.MULTILINE)) == 1
    assert len(re.findall(r"^export ", code, re.MULTILINE)) == 1
    assert not re.findall(r"^import\b", code, re.MULTILINE)


def test_the_bundle_parses_as_a_module(tmp_path: Path) -> None:
    node = need("node")
    path = tmp_path / "bundle.mjs"
    path.write_text(bundle(), encoding="utf-8")
    done = subprocess.run(
        [node, "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_bundle_holds_every_module_that_another_imports() -> None:
    order = {name: place for place, name in enumerate(ladder.MODULES)}
    for name, place in order.items():
        code = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
        for imported in re.findall(r'from "\./(\w+)\.js"', code):
            assert order[imported] < place, f"{name} comes before {imported}"


def test_every_module_in_the_folder_is_in_the_bundle() -> None:
    assert {path.stem for path in FOLDER.glob("*.js")} == set(ladder.MODULES)


def test_only_one_module_knows_streamlit() -> None:
    knowing = [
        path.name
        for path in FOLDER.glob("*.js")
        if re.search(r"setStateValue|parentElement", path.read_text(encoding="utf-8"))
    ]
    assert knowing == ["streamlit.js"]


def test_no_module_sets_markup_from_text() -> None:
    for path in FOLDER.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(",
            path.read_text(encoding="utf-8"),
        ), path.name


def test_every_color_variable_is_defined() -> None:
    sheet = css()
    used = set(re.findall(r"var\((--tl-[\w-]+)", sheet))
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js"))
    defined = set(re.findall(r"(--tl-[\w-]+)\s*:", sheet))
    defined |= set(re.findall(r'"(--tl-[\w-]+)"', code))
    optional = set(re.findall(r"var\((--tl-[\w-]+),", sheet))
    assert used - defined - optional == set()


def test_no_text_is_empty() -> None:
    assert all(text.strip() for text in texts().values())


def test_a_state_from_the_browser_becomes_a_value() -> None:
    assert read_state(STATE, n_levels=2) == LadderState(
        (0.25, 0.75), (True, False), 20.0
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"credence": [0.25, 0.25, 0.5]}, "credence must be 2 numbers"),
        ({"credence": [0.25, "0.75"]}, "credence must be 2 numbers"),
        ({"credence": [True, 0.0]}, "credence must be 2 numbers"),
        ({"credence": [float("nan"), 1.0]}, "credence must be finite"),
        ({"credence": [1.5, -0.5]}, "credence must sum to 1 with no negative share"),
        ({"credence": [0.5, 0.4]}, "credence must sum to 1"),
        ({"locks": [1, 0]}, "locks must be 2 booleans"),
        ({"locks": None}, "locks must be 2 booleans, got None"),
        ({"concentration": 0}, "concentration must be above 0, got 0.0"),
        ({"concentration": float("inf")}, "concentration must be finite"),
    ],
)
def test_a_state_that_is_none_is_refused(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        read_state({**STATE, **change}, n_levels=2)


def test_a_state_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="state must be an object, got 'x'"):
        read_state("x", n_levels=2)


APP = """
import json
import streamlit as st
from app.components.ladder import explore

data = json.loads(st.session_state["data"])
st.write("before")
state = explore(data, key="ladder")
st.write(f"state: {state}")
"""


def test_the_ladder_mounts_in_a_page() -> None:
    from streamlit.testing.v1 import AppTest

    page = (FOLDER / "page.html").read_text(encoding="utf-8")
    example = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert example is not None
    app = AppTest.from_string(APP, default_timeout=60)
    app.session_state["data"] = example[1]
    app.run()
    assert not app.exception
    assert [text.value for text in app.markdown] == ["before", "state: None"]


def fake_component(
    monkeypatch: pytest.MonkeyPatch, result: dict[str, object]
) -> dict[str, Any]:
    """Put a component that reports `result` in place; return its arguments."""
    called: dict[str, Any] = {}

    def mount(**arguments: object) -> dict[str, object]:
        called.update(arguments)
        return result

    monkeypatch.setattr(ladder, "_component", lambda: mount)
    return called


DATA: dict[str, object] = {"levels": [{"id": "a"}, {"id": "b"}]}


def test_what_was_released_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    called = fake_component(monkeypatch, {"ladder": STATE})
    assert explore(DATA, key="k") == read_state(STATE, n_levels=2)
    assert called["key"] == "k"
    assert called["on_ladder_change"]() is None


def test_own_texts_replace_the_english_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    called = fake_component(monkeypatch, {})
    own = {"ladder.title": "Wie schwer?"}
    assert explore({**DATA, "texts": own}, key="k") is None
    assert called["data"]["texts"] == texts() | own


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"texts": "words"}, "texts must be an object, got 'words'"),
        ({"levels": 10}, "levels must be a list, got 10"),
    ],
)
def test_data_of_the_wrong_form_are_refused(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str
) -> None:
    fake_component(monkeypatch, {"ladder": STATE})
    with pytest.raises(ValueError, match=message):
        explore({**DATA, **change}, key="k")
