"""The facilitator's kit: what it links to and which commands it tells."""

import re
import shlex
from pathlib import Path

import pytest

from app.cli import parser

KIT = Path(__file__).parents[1] / "docs" / "facilitator"
PAGES = sorted(KIT.glob("*.md"))
COMMAND = re.compile(r"tenlevels ((?:serve|workshop) [^`|\n&]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_the_kit_leads_to_a_page(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (KIT / link).is_file()] == []


def test_every_page_is_on_the_first_one():
    first = (KIT / "index.md").read_text(encoding="utf-8")

    others = [page.name for page in PAGES if page.name != "index.md"]
    assert [name for name in others if f"({name})" not in first] == []


def test_every_command_is_one_that_the_program_knows():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    commands = COMMAND.findall(text)

    assert len(commands) > 8
    for command in commands:
        parser().parse_args(shlex.split(command))
