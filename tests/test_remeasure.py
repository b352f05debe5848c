"""The outputs in documents are written by running their code."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "scripts" / "remeasure.py"


def remeasured(text: str) -> str:
    spec = importlib.util.spec_from_file_location("remeasure", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    result: str = module.remeasured(text)
    return result


def test_what_a_block_prints_takes_the_place_of_what_stood_there():
    text = "A.\n\n```python\nx = 2\nprint(x)\n```\n\n```text\n1\n```\n\nB.\n"

    assert remeasured(text) == text.replace("\n1\n", "\n2\n")


def test_blocks_share_a_session_and_those_without_output_stay():
    text = "```python\nx = 2\n```\n\n```python\nprint(x + 1)\n```\n\n```text\n```\n"

    assert remeasured(text) == text.replace("text\n```", "text\n3\n```")


def test_text_without_code_stays():
    assert remeasured("```text\n1\n```\n") == "```text\n1\n```\n"
