import json

import pytest

from app.cli import main
from app.exports import exported
from simulator import scenario as scenarios
from tests.packs import shipped


@pytest.mark.parametrize("form", ["bif", "graphml", "dot", "json"])
def test_the_text_is_the_one_that_the_command_writes(form, tmp_path, capsys):
    path = tmp_path / "network"
    main(["network", "--format", form, "-o", str(path), "--json"])
    assert json.loads(capsys.readouterr().out)["path"] == str(path)

    prior = scenarios.new(shipped()).credence
    assert exported(shipped(), form, prior) == path.read_text(encoding="utf-8")
