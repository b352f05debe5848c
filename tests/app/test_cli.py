import argparse
import json
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import version

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.cli import main, parser

PACK_FILES = 10  # nine catalogs, and the words in other languages


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        status = main(list(arguments))
        shown = capsys.readouterr()
        assert status == 0, shown.err
        return json.loads(shown.out)

    return run


@pytest.fixture
def refusal(capsys):
    def run(*arguments):
        try:
            status = main(list(arguments))
        except SystemExit as stopped:
            status = stopped.code
        shown = capsys.readouterr()
        assert status == 2
        assert shown.out == ""
        assert shown.err.endswith("\n")
        assert shown.err.count("\n") == 1
        return shown.err

    return run


RANK = ("rank", "--worlds", "32", "--json")


@pytest.fixture
def scenario_file(tmp_path):
    def write(**keys):
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps({"credence": "uniform", "worlds": 32, **keys}))
        return str(path)

    return write


def test_levels_are_numbered_from_the_easiest(ask):
    document = ask("levels", "--json")

    assert document["contract"] == 1
    numbers = [level["number"] for level in document["levels"]]
    assert numbers == list(range(1, 11))
    assert set(document["levels"][0]) == {"number", "id", "name", "tier"}


def test_interventions_are_technical_or_governance(ask):
    kinds = {row["kind"] for row in ask("interventions", "--json")["interventions"]}

    assert kinds == {"technical", "governance"}


def test_evidence_names_what_it_rests_on(ask):
    rows = ask("evidence", "--json")["evidence"]

    assert len(rows) >= 40
    assert all(row["facts"] for row in rows)


def test_presets_are_probabilities_and_say_how_they_were_made(ask):
    rows = ask("priors", "--json")["priors"]

    assert len(rows) >= 15
    for row in rows:
        assert_allclose(sum(row["p"]), 1, atol=1e-9)
        assert row["mapping"]


def test_an_update_has_all_its_fields(ask):
    document = ask(
        *("update", "--prior", "uniform", "--json"),
        *("--observe", "sleeper_agents=yes", "--observe", "criticgpt=2.5"),
        *("--observe", "alignment_faking=no"),
    )

    assert_allclose(sum(document["posterior"]), 1, atol=1e-12)
    assert [item["id"] for item in document["items"]] == [
        "sleeper_agents",
        "alignment_faking",
        "criticgpt",
    ]
    assert (
        len(document["predictions"]) == len(ask("evidence", "--json")["evidence"]) - 3
    )
    joint = np.log(document["prior"]) + document["log_likelihood"]
    assert_allclose(np.exp(joint).sum(), np.exp(document["log_evidence"]))


def test_the_order_of_observations_makes_no_difference(ask):
    seen = ["--observe", "sleeper_agents=yes", "--observe", "criticgpt=no"]
    one = ask("update", "--prior", "uniform", "--json", *seen)
    other = ask("update", "--prior", "uniform", "--json", *seen[2:], *seen[:2])

    assert_allclose(one["posterior"], other["posterior"], atol=1e-12)


@pytest.mark.usefixtures("remembered_runs")
def test_priorities_are_effects_times_utilities_times_credence(ask):
    document = ask(*RANK, "--credence", "medium_tier")

    priorities = [row["priority"] for row in document["ranking"]]
    assert priorities == sorted(priorities, reverse=True)
    for row in document["ranking"]:
        worth = sum(
            document["utilities"][outcome] * np.array(by_level)
            for outcome, by_level in row["effect"].items()
        )
        assert_allclose(row["by_level"], worth, atol=1e-12)
        assert_allclose(row["priority"], worth @ document["credence"], atol=1e-12)


def test_observations_move_the_credence_that_ranks(ask):
    plain = ask(*RANK, "--credence", "uniform")
    moved = ask(*RANK, "--credence", "uniform", "--observe", "sleeper_agents=yes")

    assert plain["credence"] != moved["credence"]
    first = {row["id"]: row["by_level"] for row in plain["ranking"]}
    assert all(first[row["id"]] == row["by_level"] for row in moved["ranking"])


@pytest.mark.usefixtures("remembered_runs")
def test_percentages_are_a_credence_too(ask):
    shares = "10,10,10,10,10,10,10,10,10,10"

    assert_allclose(ask(*RANK, "--credence", shares)["credence"], 0.1)


def test_a_simulation_has_series_by_month_and_by_level(ask):
    document = ask("simulate", "--worlds", "32", "--months", "24", "--json")

    months = document["months"]
    assert months == list(range(25))
    assert len(document["series"]["capability"]["p50"]) == len(months)
    assert np.shape(document["series"]["requirement"]["p05"]) == (10, len(months))
    total = sum(np.array(row) for row in document["outcomes"].values())
    assert_allclose(total, 1, atol=1e-12)


def test_the_same_seed_gives_the_same_bytes(capsys):
    shown = []
    for _ in range(2):
        main(["simulate", "--worlds", "32", "--seed", "7", "--json"])
        shown.append(capsys.readouterr().out)

    assert shown[0] == shown[1]


def test_another_process_with_one_processor_prints_the_same_bytes(capfdbinary):
    options = ["simulate", "--worlds", "512", "--seed", "3", "--json"]
    alone = (
        "import os, sys; from app.cli import main; "
        "hasattr(os, 'sched_setaffinity') and os.sched_setaffinity(0, "
        "{min(os.sched_getaffinity(0))}); sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", alone, *options],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    main(options)
    assert capfdbinary.readouterr().out == done.stdout

    main([*options[:4], "4", "--json"])
    assert capfdbinary.readouterr().out != done.stdout


def test_a_simulation_has_the_keys_that_other_programs_rely_on(ask):
    document = ask("simulate", "--worlds", "32", "--months", "2", "--json")

    promised = {"contract", "portfolio", "outcomes", "standard_errors", "value"}
    promised |= {"months", "series", "parameters"}
    assert promised <= set(document)
    outcomes, errors = document["outcomes"], document["standard_errors"]
    assert list(outcomes) == list(errors)
    assert all(
        np.shape(row) == (10,) for row in (*outcomes.values(), document["value"])
    )
    assert all(
        set(bands) == {"p05", "p50", "p95"} for bands in document["series"].values()
    )
    for bands in document["series"].values():
        shapes = {np.shape(band) for band in bands.values()}
        assert len(shapes) == 1
        assert shapes <= {(3,), (10, 3)}
    assert document["parameters"].keys() >= {"threshold", "tries"}
    assert all(np.isfinite(x) for x in document["parameters"].values())


def test_a_parameter_that_is_set_changes_the_outcomes(ask):
    usual = ask("simulate", "--worlds", "32", "--json")
    far = ask("simulate", "--worlds", "32", "--set", "threshold=1e9", "--json")

    assert far["parameters"]["threshold"] == 1e9
    assert_allclose(far["outcomes"]["safe_halted"], 1)
    assert usual["outcomes"] != far["outcomes"]


@pytest.mark.parametrize("form", ["bif", "graphml", "dot", "json"])
def test_a_network_is_written_whole(ask, tmp_path, form):
    path = tmp_path / f"network.{form}"

    assert ask("network", "--format", form, "-o", str(path), "--json")["path"]
    assert "scheming_propensity" in path.read_text()


def test_a_scenario_round_trips_through_its_file(ask, capsys, tmp_path):
    main(["scenario", "new"])
    path = tmp_path / "scenario.yaml"
    path.write_text(capsys.readouterr().out)

    assert ask("scenario", "show", str(path), "--json") == ask(
        "scenario", "new", "--json"
    )


def test_a_copied_pack_is_whole_and_gives_the_same_ranking(ask, tmp_path):
    copy = tmp_path / "mine"
    ask("pack", "copy", str(copy), "--json")

    assert len(list(copy.iterdir())) == PACK_FILES
    assert ask("pack", "check", str(copy), "--json")["ok"]
    own = ask(*RANK, "--credence", "uniform", "--pack", str(copy))
    assert own == ask(*RANK, "--credence", "uniform")


def test_a_broken_pack_fails_its_check_with_every_problem(capsys, tmp_path):
    copy = tmp_path / "mine"
    main(["pack", "copy", str(copy)])
    capsys.readouterr()
    levels = copy / "levels.yaml"
    levels.write_text(levels.read_text().replace("tier: easy", "tier: nowhere", 1))
    facts = copy / "facts.yaml"
    facts.write_text(facts.read_text().replace("    by_level:", "    by_tier:", 1))

    assert main(["pack", "check", str(copy), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {p["file"] for p in problems} == {"levels.yaml", "facts.yaml"}
    assert all(p["line"] >= 1 and p["rule"] for p in problems)


def test_problems_between_entries_of_different_files_come_together(capsys, tmp_path):
    copy = tmp_path / "mine"
    main(["pack", "copy", str(copy)])
    capsys.readouterr()
    for name, right, wrong in (
        ("evidence.yaml", "facts: [continuity]", "facts: [weather]"),
        ("requirements.yaml", "all_of: [rlhf,", "all_of: [prayer,"),
        ("world.yaml", "slack: slack", "slack: nothing"),
        ("tests.yaml", "fact: continuity", "fact: weather"),
    ):
        file = copy / name
        assert right in file.read_text()
        file.write_text(file.read_text().replace(right, wrong, 1))

    assert main(["pack", "check", str(copy), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {p["value"] for p in problems} == {"'weather'", "'prayer'", "'nothing'"}
    assert len({p["file"] for p in problems}) == 4


def test_the_schema_describes_each_file(ask):
    assert len(ask("pack", "schema", "--json")["schemas"]) == PACK_FILES


@pytest.mark.parametrize(
    ("credence", "reason"),
    [
        ("1,2,3,4,5,6,7,8,9", "must have 10 numbers, got 9"),
        ("-1,1,0.2,0.2,0.2,0.2,0.2,0,0,0", "must hold finite numbers from 0"),
        ("90,0,0,0,0,0,0,0,0,0", "must sum to 1 or to 100, got 90"),
        ("nan,0,0,0,0,0,0,0,0,1", "must hold finite numbers from 0"),
        ("inf,0,0,0,0,0,0,0,0,1", "must hold finite numbers from 0"),
        ("nobody", "must be a preset, a file or numbers, got 'nobody'"),
    ],
)
def test_a_credence_that_is_none_is_refused_in_one_line(refusal, credence, reason):
    assert reason in refusal("rank", f"--credence={credence}", "--json")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--observe", "nothing=yes"), "must name an item of evidence, got 'nothing'"),
        (("--observe", "criticgpt=-2"), "must be yes, no or a positive ratio"),
        (("--observe", "criticgpt=nan"), "must be yes, no or a positive ratio"),
        (("--worlds", "500"), "worlds must be a power of two"),
        (("--grant", "0"), "grant must lie in"),
        (("--seed", "-1"), "seed must lie in"),
        (("--concentration", "0"), "concentration must be positive"),
        (("--portfolio", "nowhere.yaml"), "must be a readable file"),
        (("--pack", "nowhere"), "must be a readable folder"),
    ],
)
def test_a_wrong_option_is_refused_in_one_line(refusal, arguments, reason):
    line = refusal("rank", "--credence", "uniform", *arguments)

    assert reason in line


def test_a_portfolio_with_a_strange_id_is_refused(refusal, tmp_path):
    path = tmp_path / "portfolio.yaml"
    path.write_text("prayer: 3\n")

    assert "got 'prayer'" in refusal("simulate", "--portfolio", str(path))


@pytest.mark.parametrize("setting", ["foo=1", "threshold=x", "delivered=2", "rlhf=1"])
def test_a_setting_that_is_none_is_refused(refusal, setting):
    assert "must" in refusal("simulate", "--set", setting)


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left(
    refusal, tmp_path
):
    target = tmp_path / "missing" / "network.bif"

    line = refusal("network", "--format", "bif", "-o", str(target))
    assert "must be writable" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["scenario", "new", "mine.yaml"], "new must be given no FILE, got mine.yaml"),
        (["scenario", "show"], "show must be given a FILE"),
        (["pack", "schema", "mypack"], "schema must be given no DIR, got mypack"),
        (["pack", "check"], "check must be given a DIR"),
    ],
)
def test_a_path_is_given_where_it_is_read_and_nowhere_else(refusal, words, line):
    assert refusal(*words) == f"tenlevels {words[0]}: {line}\n"


def test_an_unknown_command_is_refused_in_one_line(refusal):
    assert "invalid choice" in refusal("divine")


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("--worlds=1.5", "argument --worlds: must be a whole number, got '1.5'"),
        ("--grant=few", "argument --grant: must be a number, got 'few'"),
    ],
)
def test_an_option_says_what_its_number_must_be(refusal, option, line):
    assert (
        refusal("rank", "--credence", "uniform", option) == f"tenlevels rank: {line}\n"
    )


@pytest.mark.parametrize("numbers", ["1e308," * 9 + "1e308", "nan" + ",0" * 9])
def test_a_credence_that_is_no_number_in_all_is_refused_in_one_line(refusal, numbers):
    assert "a credence must" in refusal("update", "--prior", numbers)


def test_a_number_of_too_many_digits_is_not_repeated(refusal):
    assert len(refusal("simulate", "--seed", "9" * 10_000)) < 200


def test_the_help_explains_every_option_of_every_command(monkeypatch):
    made, begin = [], argparse.Action.__init__

    def noted(action, *given, **named):
        begin(action, *given, **named)
        made.append(action)

    monkeypatch.setattr(argparse.Action, "__init__", noted)
    parser()

    lists = {"COMMAND", "ACTION"}
    assert len(made) > 100
    assert [x.dest for x in made if not x.help and x.metavar not in lists] == []


def test_the_program_tells_its_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])

    assert capsys.readouterr().out == f"tenlevels {version('tenlevels')}\n"


def test_a_name_of_a_pack_does_not_command_the_terminal(capsys, tmp_path):
    main(["pack", "copy", str(tmp_path / "mine")])
    levels = tmp_path / "mine" / "levels.yaml"
    name = "name: Alignment by default"
    text = levels.read_text(encoding="utf-8")
    levels.write_text(text.replace(name, r'name: "\e[31mR\u009bed"'), encoding="utf-8")
    capsys.readouterr()

    assert main(["levels", "--pack", str(levels.parent)]) == 0
    assert "\ufffd[31mR\ufffded" in capsys.readouterr().out


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m app.cli pack schema | head -c 1"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, check=True
    )

    assert done.stderr == ""


@pytest.mark.usefixtures("remembered_runs")
def test_a_scenario_file_brings_everything_and_options_change_it(ask, scenario_file):
    file = scenario_file(observations={"criticgpt": "yes"}, seed=3)

    whole = ask("rank", "--scenario", file, "--json")
    told = ask("update", "--scenario", file, "--observe", "criticgpt=no", "--json")

    plain = ("rank", "--credence", "uniform", "--observe", "criticgpt=yes")
    again = ask(*plain, "--worlds", "32", "--seed", "3", "--json")
    assert whole["ranking"] == again["ranking"]
    assert whole["seed"] == 3
    other = ask("update", "--prior", "uniform", "--observe", "criticgpt=no", "--json")
    assert told["posterior"] == other["posterior"]


@pytest.mark.usefixtures("remembered_runs")
def test_a_changed_number_moves_the_ranking(ask, scenario_file):
    ours = ask("rank", "--scenario", scenario_file(), "--json")
    file = scenario_file(changes={"parameters.threshold": 3.0})
    theirs = ask("rank", "--scenario", file, "--json")
    held = ask(
        "rank", "--scenario", scenario_file(parameters={"threshold": 3.0}), "--json"
    )

    assert theirs["expected_value"] != ours["expected_value"]
    assert_allclose(theirs["expected_value"], held["expected_value"], rtol=1e-12)


def test_assumptions_tell_every_number_and_which_were_changed(ask, scenario_file):
    changes = {"interventions.debate.cost": [2.0, 1.0, 3.0]}
    file = scenario_file(changes=changes, utilities={"safe_halted": 0.9})

    rows = ask("assumptions", "--scenario", file, "--json")["assumptions"]

    changed = {row["address"]: row["value"] for row in rows if row["changed"]}
    assert changed == {
        "interventions.debate.cost": 2.0,
        "outcomes.safe_halted.utility": 0.9,
    }
    assert len(rows) > 900
    assert all(row["source"] or row["judgment"] for row in rows)


def test_assumptions_are_a_table_for_people(capsys):
    assert main(["assumptions"]) == 0

    assert "interventions.debate.cost" in capsys.readouterr().out


def test_a_credence_and_a_scenario_exclude_each_other(refusal, scenario_file):
    message = refusal("rank", "--credence", "uniform", "--scenario", scenario_file())

    assert "not allowed with argument" in message


def test_a_scenario_file_with_a_bad_change_is_refused_in_one_line(
    refusal, scenario_file
):
    file = scenario_file(changes={"interventions.debate.cost": -1})

    assert "interventions.debate.cost: must be positive" in refusal(
        "rank", "--scenario", file
    )


@pytest.mark.parametrize(
    ("command", "text", "rule"),
    [
        (("rank", "--scenario"), "", "a scenario must have a credence"),
        (("scenario", "show"), "{}", "a scenario must have a credence"),
        (("simulate", "--scenario"), "credence: [1]", "must have 10 numbers, got 1"),
    ],
)
def test_a_file_that_holds_no_scenario_is_refused_by_its_name(
    refusal, tmp_path, command, text, rule
):
    file = tmp_path / "mine.yaml"
    file.write_text(text)

    line = refusal(*command, str(file))
    assert f"{file}: " in line
    assert rule in line


@pytest.fixture
def interruptible():
    """Let what is started hear SIGINT, even if the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_long_run_tells_its_progress_and_ends_at_once_when_it_is_interrupted():
    shown, terminal = os.openpty()
    command = [sys.executable, "-m", "app.cli", "simulate", "--worlds", "1048576"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal) as run:
        os.close(terminal)
        told = b""
        while b"simulating 1 %" not in told:
            told += os.read(shown, 4096)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=60)
    told += os.read(shown, 4096)
    os.close(shown)

    assert run.returncode == 130
    assert out == b""
    *progress, last = told.decode().split("\r\033[K")
    assert last == "tenlevels simulate: interrupted\r\n"
    assert all(re.fullmatch(r"(simulating \d+ %)?", line) for line in progress)
