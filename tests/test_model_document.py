"""What docs/model.md says of names in the code is so."""

import ast
import importlib
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from simulator.model import NEEDED
from simulator.world.world import Roles
from tests.packs import shipped

ROOT = Path(__file__).parents[1]
PACKAGES = ("levels", "interventions", "simulator", "app")
TEXT = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
DOTTED = sorted(set(re.findall(r"`([A-Za-z_]\w*(?:\.\w+)+)`", TEXT)))
PATHS = [name for name in DOTTED if name.split(".")[0] in PACKAGES]
MEMBERS = [name for name in DOTTED if re.fullmatch(r"[A-Z][a-z]\w*\.\w+", name)]
FILES = sorted(set(re.findall(r"`((?:\w+/)+\w+\.(?:py|js|html|yaml))`", TEXT)))


SYMBOLS = {
    *("EVSI", "EVPPI", "EVPI", "delta", "phi", "obs"),
    *("q_k", "v_i", "v_j", "F_j", "G_g", "S_e", "O_n", "K_c", "K_s"),
    *("sum_e", "sum_k", "sum_o", "sum_a", "min_a"),
}
"""Of the mathematics, beside single letters."""
WORDS = {"yaml", "critique", "INTERVENTION", "FIELD", "VALUE"}
"""Ends of a file's name, another document, and what stands for any name."""


@cache
def syntax() -> list[ast.AST]:
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    return [
        leaf
        for file in files
        for leaf in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    ]


@cache
def names() -> set[str]:
    """Return every name, attribute, argument and string of the code, and every id."""
    found = {str(part) for a in shipped().assumptions for part in a.split(".")}
    for leaf in syntax():
        for field in ("id", "name", "attr", "arg", "value"):
            value = getattr(leaf, field, None)
            found |= {value} if isinstance(value, str) else set()
    return found


def is_there(path: str) -> bool:
    """Return whether a dotted path leads to something: a module, or what is in it."""
    parts = path.split(".")
    for n in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for name in parts[n:]:
            if not has(found, name):
                return False
            found = getattr(found, name, None)
        return True
    return False


def has(holder: object, name: str) -> bool:
    fields = getattr(holder, "__annotations__", {}) if inspect.isclass(holder) else {}
    return hasattr(holder, name) or name in fields


ADDRESSES = [
    name for name in DOTTED if name.split(".")[0] in {"evidence", "facts"}
    and not name.endswith(".yaml")
]  # fmt: skip
ROLES = [name for name in DOTTED if name.startswith("roles.")]


def test_an_address_is_that_of_a_number_of_the_shipped_pack() -> None:
    assert ADDRESSES
    assert set(ADDRESSES) <= set(shipped().assumptions)


def test_a_role_that_is_named_is_one_of_the_world_s() -> None:
    assert {name.split(".")[1] for name in ROLES} == set(Roles.model_fields)


@pytest.mark.parametrize("path", PATHS)
def test_a_dotted_name_leads_to_something_in_the_code(path: str) -> None:
    # An intervention's number may begin like a package: interventions.debate.cost.
    assert is_there(path) or path in shipped().assumptions


def test_a_name_that_is_not_there_is_noticed() -> None:
    assert not is_there("simulator.world.path.nowhere")
    assert not is_there("simulator.world.nowhere")
    assert "nothing" not in members("Path")
    assert "missing" in members("Path")


def members(name: str) -> set[str]:
    """Return what classes of a name have, by their own text."""
    return {
        found
        for leaf in syntax()
        if isinstance(leaf, ast.ClassDef) and leaf.name == name
        for part in leaf.body
        for found in (
            [part.name]
            if isinstance(part, ast.FunctionDef)
            else [part.target.id]
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
            else []
        )
    }


@pytest.mark.parametrize("member", MEMBERS)
def test_a_class_has_the_member_that_is_named(member: str) -> None:
    name, _, field = member.partition(".")
    assert field in members(name)


def test_every_name_in_the_text_is_in_the_code() -> None:
    tokens = re.findall(r"`([^`\n]+)`", TEXT)
    words = {
        word
        for token in tokens
        if "/" not in token and not token.startswith("test_")
        for word in re.findall(r"[A-Za-z_]{3,}", token)
    }
    assert len(words) > 300
    assert words - known() - SYMBOLS - WORDS == set()


def test_every_long_name_in_a_formula_is_in_the_code() -> None:
    formulas = "\n".join(x for x in TEXT.splitlines() if x.startswith("    "))
    words = set(re.findall(r"[A-Za-z]{2,}_[A-Za-z_]{2,}", formulas))
    assert len(words) > 30
    assert words - known() == set()


def test_a_word_that_is_not_in_the_code_is_noticed() -> None:
    assert {"slowing_effect", "betaBand"} <= known()
    assert "slowing_affect" not in known()


@cache
def known() -> frozenset[str]:
    """Return every name of the code in both languages, and of its files."""
    files = {f.stem for package in PACKAGES for f in (ROOT / package).rglob("*")}
    return frozenset(names() | set(re.findall(r"\w+", javascript())) | files)


def javascript() -> str:
    folder = ROOT / "app" / "components"
    return "\n".join(f.read_text(encoding="utf-8") for f in folder.rglob("*.js"))


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_named_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


def section(start: str) -> str:
    return TEXT.split(f"\n### {start} ", 1)[1].split("\n### ", 1)[0]


@pytest.mark.parametrize("name", NEEDED)
def test_every_parameter_that_the_mechanisms_read_is_in_the_list(name: str) -> None:
    assert f"`{name}`" in section("3.14")


def test_every_parameter_of_the_shipped_pack_enters_somewhere() -> None:
    by_task = {p for t in shipped().world.tasks for p in (t.time, t.midpoint)}
    listed = set(re.findall(r"`(\w+)`", section("3.14")))
    assert {p.id for p in shipped().world.parameters} - by_task <= listed


def test_every_test_that_the_list_of_what_more_does_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    folder = ROOT / "tests" / "simulator" / "world"
    written = {
        found
        for file in folder.glob("*.py")
        for found in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
    }
    assert named
    assert named <= written


def test_every_test_of_what_more_does_is_in_the_list() -> None:
    file = ROOT / "tests" / "simulator" / "world" / "test_monotone.py"
    written = re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
    assert [name for name in written if f"`{name}`" not in TEXT] == []
