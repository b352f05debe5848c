"""What the README shows is what the program prints."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from app.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
CONSOLE = [
    part.split("\n", 1)
    for kind, text in BLOCKS
    if kind == "console"
    for part in text.split("$ ")[1:]
]


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[c for c, _ in CONSOLE])
def test_each_command_prints_what_the_readme_shows(
    command, shown, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    if command.startswith("tenlevels pack check"):
        main(["pack", "copy", "mypack"])
        capsys.readouterr()
    words, _, head = command.partition("| head -")

    assert main(shlex.split(words)[1:]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[: int(head) if head else None] == shown.splitlines()


def test_the_notebook_of_the_readme_runs():
    (notebook,) = [text for kind, text in BLOCKS if kind == "pycon"]
    test = doctest.DocTestParser().get_doctest(notebook, {}, "README", None, 0)
    runner = doctest.DocTestRunner(verbose=False)

    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
    assert len(test.examples) > 10
