"""What must hold of the files of the project as a whole."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.need import need

ROOT = Path(__file__).parents[1]
PACKAGES = ("levels", "interventions", "simulator")
SCHEMAS_ALONE = {
    "levels/arrays.py",  # names of types
    "levels/fact.py",  # fields without rules of their own, as is the next
    "levels/source.py",
    "levels/words.py",  # likewise: the words of an entry
    "simulator/proposed.py",  # likewise: a proposed test's fields
}
INDEXES = (
    r"pypi\.org",
    r"pythonhosted\.org",
    r"registry\.npmjs",
    r"(deb|security|archive)\.(debian|ubuntu)\.",
    r"--(extra-)?index-url",
    r"--find[-]links",
    r'"resolved": *"http',
)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return the text of every file that is, or could be, committed."""
    listing = [need("git"), "ls-files", "-z", "--cached", "--others"]
    done = subprocess.run(
        [*listing, "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git repository")
    names = done.stdout.decode().split("\0")
    paths = {name: ROOT / name for name in names if (ROOT / name).is_file()}
    return {
        name: path.read_text(encoding="utf-8", errors="replace")
        for name, path in paths.items()
    }


def lines_with(pattern: str, texts: dict[str, str]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, re.MULTILINE))


def pins(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z0-9.-]+==\S+", text, re.MULTILINE))


def test_nothing_in_app_hides_a_package() -> None:
    # Streamlit puts the folder of the script first on the path of imports.
    hidden = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*")
        if path.stem in {"app", *PACKAGES} and "__pycache__" not in path.parts
    ]
    assert not hidden


@pytest.mark.parametrize("package", PACKAGES)
def test_tests_mirror_the_package(package: str) -> None:
    modules = [
        path.relative_to(ROOT)
        for path in sorted((ROOT / package).rglob("*.py"))
        if not path.name.startswith("_")
    ]
    assert modules
    untested = [
        module.as_posix()
        for module in modules
        if module.as_posix() not in SCHEMAS_ALONE
        and not (ROOT / "tests" / module).with_name(f"test_{module.name}").is_file()
    ]
    assert not untested, "without tests: " + ", ".join(untested)


def test_every_exception_to_the_mirror_exists() -> None:
    assert all((ROOT / name).is_file() for name in SCHEMAS_ALONE)


def test_no_file_points_outside_the_project(texts: dict[str, str]) -> None:
    assert not lines_with(r"\bshared[/]", texts)


@pytest.mark.parametrize("pattern", INDEXES)
def test_no_file_names_a_package_index(pattern: str, texts: dict[str, str]) -> None:
    assert not lines_with(pattern, texts)


def test_no_file_names_a_path_of_this_machine(texts: dict[str, str]) -> None:
    assert not lines_with(re.escape(f"{ROOT}/"), texts)


def test_every_package_of_a_lock_is_pinned_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
        assert [entry for entry in entries if entry.strip()]
        assert all(
            "==" in entry and "--hash=sha256:" in entry
            for entry in entries
            if entry.strip()
        ), name


def test_tests_run_with_the_versions_that_people_run() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_newest_version_of_the_changelog_is_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[:2] == ["Unreleased", project["project"]["version"]]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_is_described_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:^\s*(?:\$ )?|`)make ([a-z]+)", text, re.MULTILINE))
    assert commands <= targets()
