"""The means part of a pack: what it holds, and every way in which it is refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interventions.chance import chance
from interventions.diagram import diagram
from interventions.means import LONGEST_CHAIN, Means, means
from levels.belief import belief
from levels.pack import read, shipped
from levels.problem import PackError, Problem

LISTED, TREES = "interventions.yaml", "requirements.yaml"
LEVELS = belief(read()).ladder.ids
Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Replace one text in a catalog of a pack that begins as a copy of the shipped."""

    def edited(file: str, old: str, new: str) -> None:
        path = tmp_path / file
        if not path.exists():
            path.write_text(shipped(file).read_text(encoding="utf-8"), "utf-8")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edited


def of_pack(folder: Path | None = None) -> Means:
    documents = read(folder)
    return means(documents, belief(documents))


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(PackError, match=r"\.yaml:\d+: ") as refused:
        of_pack(folder)
    return refused.value.problems


def only(folder: Path) -> Problem:
    found = problems(folder)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def line(folder: Path, file: str, text: str) -> int:
    """Return the number of the only line of a file that holds a text."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    found = [number for number, known in enumerate(lines, 1) if text in known]
    assert len(found) == 1, f"{text!r} stands on lines {found} of {file}"
    return found[0]


def test_requirements_stand_in_the_order_of_the_ladder(tmp_path: Path) -> None:
    text = shipped(TREES).read_text(encoding="utf-8")
    head, entries = text.split("\nlevels:\n")
    first, *rest = entries.split("  - level: ")
    moved = "".join(f"  - level: {entry}" for entry in reversed(rest))
    (tmp_path / TREES).write_text(f"{head}\nlevels:\n{first}{moved}", encoding="utf-8")
    found = of_pack(tmp_path)
    assert [r.level for r in found.requirements] == list(LEVELS)
    assert found.requirements == of_pack().requirements


def test_an_intervention_is_found_by_its_id() -> None:
    found = of_pack()
    assert found.intervention("debate").id == "debate"
    assert found.ids.index("debate") == found.interventions.index(
        found.intervention("debate")
    )


def test_the_field_of_today_is_the_portfolio_of_all_fields() -> None:
    found = of_pack()
    expected = [intervention.field.value for intervention in found.interventions]
    assert found.field.matrix(found.ids).tolist() == [expected]
    assert found.field.starts.tolist() == [0.0]


def test_trees_are_those_of_the_gates() -> None:
    found = of_pack()
    assert found.trees == {gate.id: gate.needs for gate in found.gates}


def test_an_unknown_id_in_a_tree_is_named_at_its_line(
    tmp_path: Path, edit: Edit
) -> None:
    edit(TREES, "{all_of: [rlhf, {any_of:", "{all_of: [magic, {any_of:")
    assert only(tmp_path) == Problem(
        file=TREES,
        line=line(tmp_path, TREES, "[magic, "),
        where="gates[0].needs.all_of[0]",
        rule="must be an intervention or gate",
        value="'magic'",
    )


def test_an_unknown_id_deep_in_a_tree_is_named_at_its_line(
    tmp_path: Path, edit: Edit
) -> None:
    edit(TREES, "[critiques, debate,", "[critiques, magic,")
    assert only(tmp_path) == Problem(
        file=TREES,
        line=line(tmp_path, TREES, "magic"),
        where="gates[1].needs.all_of[1].of[1]",
        rule="must be an intervention or gate",
        value="'magic'",
    )


def test_a_prerequisite_must_be_an_intervention_and_no_gate(
    tmp_path: Path, edit: Edit
) -> None:
    old = 'lead_time: {value: 3, low: 1, high: 6,\n      judgment: "Pipelines exist,'
    edit(LISTED, old, f"needs: {{all_of: [slack]}}\n    {old}")
    assert only(tmp_path) == Problem(
        file=LISTED,
        line=line(tmp_path, LISTED, "[slack]"),
        where="interventions[0].needs.all_of[0]",
        rule="must be an intervention",
        value="'slack'",
    )


def test_a_cycle_between_gates_is_spelled_out(tmp_path: Path, edit: Edit) -> None:
    edit(TREES, "[rsp_safety_cases, licensing", "[slowing, licensing")
    edit(TREES, "[compute_governance, {all", "[containment, {all")
    edit(
        TREES,
        "[ai_control, information_security]}\n    source: c",
        "[slack]}\n    source: c",
    )
    found = only(tmp_path)
    path = found.value.strip("'").split(" -> ")
    needs = {"slack": "slowing", "slowing": "containment", "containment": "slack"}
    lines = {name: line(tmp_path, TREES, f"[{leaf}") for name, leaf in needs.items()}
    assert (found.file, found.rule) == (TREES, "needs must not form a cycle")
    assert set(path) == set(needs)
    assert [needs[name] for name in path[:-1]] == path[1:]
    assert path[0] == path[-1]
    assert found.line == lines[path[0]]
    assert found.where.endswith("].needs")


def test_a_gate_that_needs_itself_is_a_cycle(tmp_path: Path, edit: Edit) -> None:
    edit(TREES, "needs: {all_of: [ai_control, inf", "needs: {all_of: [containment, inf")
    found = only(tmp_path)
    assert found.rule == "needs must not form a cycle"
    assert found.value == "'containment -> containment'"
    assert found.line == line(tmp_path, TREES, "[containment, inf")


def test_a_cycle_of_prerequisites_is_spelled_out(tmp_path: Path, edit: Edit) -> None:
    old = 'lead_time: {value: 3, low: 1, high: 6,\n      judgment: "Pipelines exist,'
    edit(LISTED, old, f"needs: {{all_of: [constitutional_ai]}}\n    {old}")
    found = only(tmp_path)
    assert (found.file, found.rule) == (LISTED, "needs must not form a cycle")
    assert found.value in (
        "'rlhf -> constitutional_ai -> rlhf'",
        "'constitutional_ai -> rlhf -> constitutional_ai'",
    )
    first = 0 if found.value.startswith("'rlhf") else 1
    assert found.where == f"interventions[{first}].needs"
    if first == 0:
        assert found.line == line(tmp_path, LISTED, "[constitutional_ai]}")


@pytest.mark.parametrize(
    ("file", "old", "name"),
    [
        (TREES, "- id: slack\n", "rlhf"),
        (TREES, "- id: slack\n", "racing"),
        (TREES, "- id: slack\n", "containment"),
        (TREES, "- id: slack\n", LEVELS[3]),
        (TREES, "- id: slack\n", "level"),
        (LISTED, "- id: debate\n", "rlhf"),
        (LISTED, "- id: debate\n", LEVELS[-1]),
        (LISTED, "- id: racing\n", "disbelief"),
    ],
)
def test_an_id_is_used_once_in_the_whole_graph(
    tmp_path: Path, edit: Edit, file: str, old: str, name: str
) -> None:
    edit(file, old, f"- id: {name}\n")
    found = [p for p in problems(tmp_path) if p.rule == "id must not repeat"]
    assert [(p.file, p.value) for p in found] == [(file, f"'{name}'")]
    text = (tmp_path / file).read_text(encoding="utf-8").splitlines()
    assert text[found[0].line - 1].strip() == f"- id: {name}"


@pytest.mark.parametrize("kind", ["facts", "groups", "evidence"])
def test_a_gate_does_not_take_the_name_of_what_is_believed(
    tmp_path: Path, edit: Edit, kind: str
) -> None:
    name = getattr(belief(read()), kind)[0].id
    edit(TREES, "- id: new_paradigm\n", f"- id: {name}\n")
    found = [p for p in problems(tmp_path) if p.rule == "id must not repeat"]
    assert [p.value for p in found] == [f"'{name}'"]
    assert found[0].line == line(tmp_path, TREES, f"- id: {name}")


def test_at_least_more_than_there_are_branches_is_refused(
    tmp_path: Path, edit: Edit
) -> None:
    edit(TREES, "{at_least: 2, of: [critiques,", "{at_least: 6, of: [critiques,")
    found = only(tmp_path)
    assert (found.file, found.line) == (TREES, line(tmp_path, TREES, "at_least: 6"))
    assert found.rule == "at_least must be at most the 5 branches, got 6"
    assert found.where.startswith("gates[1].needs.all_of[1]")
    assert found.value.startswith("{'at_least': 6, 'of': ['critiques'")


def test_two_forms_in_one_tree_are_refused(tmp_path: Path, edit: Edit) -> None:
    edit(
        TREES, "{all_of: [ai_control, inf", "{any_of: [pause], all_of: [ai_control, inf"
    )
    found = only(tmp_path)
    assert (found.file, found.line) == (TREES, line(tmp_path, TREES, "any_of: [pause]"))
    assert found.rule == "a tree must be one of all_of, any_of, or at_least with of"
    assert found.value.startswith("{'any_of': ['pause'], 'all_of': ['ai_control'")


def test_a_level_without_a_requirement_is_named(tmp_path: Path, edit: Edit) -> None:
    entry = f"  - level: {LEVELS[2]}\n    needs: {{all_of: [feedback_training]}}\n"
    edit(TREES, f"{entry}    source: ten_levels\n", "")
    assert only(tmp_path) == Problem(
        file=TREES,
        line=line(tmp_path, TREES, "levels:"),
        where="levels",
        rule="must hold every level",
        value=repr(LEVELS[2]),
    )


def test_an_unknown_level_is_named_at_its_line(tmp_path: Path, edit: Edit) -> None:
    edit(TREES, f"  - level: {LEVELS[0]}\n", "  - level: trivial\n")
    found = {problem.rule: problem for problem in problems(tmp_path)}
    assert set(found) == {"must be a level", "must hold every level"}
    assert found["must hold every level"].value == repr(LEVELS[0])
    assert found["must be a level"] == Problem(
        file=TREES,
        line=line(tmp_path, TREES, "- level: trivial"),
        where="levels[0].level",
        rule="must be a level",
        value="'trivial'",
    )


def test_a_level_that_stands_twice_is_named_at_its_second_line(
    tmp_path: Path, edit: Edit
) -> None:
    entry = f"  - level: {LEVELS[0]}\n    needs: {{all_of: []}}\n    judgment: x\n"
    edit(TREES, f"  - level: {LEVELS[1]}\n", f"{entry}  - level: {LEVELS[1]}\n")
    found = only(tmp_path)
    assert (found.rule, found.value) == ("level must not repeat", repr(LEVELS[0]))
    assert found.where == "levels[1].level"
    assert found.line == line(tmp_path, TREES, f"- level: {LEVELS[1]}") - 3


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("failure_modes: [thin_feedback]", "failure_modes: [debate]", "failure_modes"),
        (
            "failure_modes: [thin_feedback]",
            "helped_by: [racing]\n    failure_modes: [thin_feedback]",
            "helped_by",
        ),
    ],
)
def test_a_link_leads_to_an_entry_of_its_kind(
    tmp_path: Path, edit: Edit, old: str, new: str, rule: str
) -> None:
    edit(LISTED, old, new)
    found = only(tmp_path)
    assert found.rule == f"must be one of {rule}"
    assert found.value in ("'debate'", "'racing'")
    assert found.line == line(tmp_path, LISTED, new.split("\n", maxsplit=1)[0])
    assert found.where == f"interventions[0].{rule}[0]"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TREES, "source: plans_abcd", "source: hearsay"),
        (LISTED, "high: 800, source: ltw_portfolio", "high: 800, source: hearsay"),
    ],
)
def test_an_unknown_source_is_named_at_its_line(
    tmp_path: Path, edit: Edit, file: str, old: str, new: str
) -> None:
    edit(file, old, new)
    found = only(tmp_path)
    assert (found.rule, found.value) == ("must be the id of a source", "'hearsay'")
    assert (found.file, found.line) == (file, line(tmp_path, file, "hearsay"))


def test_problems_of_both_catalogs_are_told_together(
    tmp_path: Path, edit: Edit
) -> None:
    edit(TREES, "[critiques, debate,", "[critiques, magic,")
    edit(LISTED, "failure_modes: [thin_feedback]", "failure_modes: [debate]")
    assert {problem.file for problem in problems(tmp_path)} == {TREES, LISTED}


def test_broken_entries_of_both_catalogs_are_told_together(
    tmp_path: Path, edit: Edit
) -> None:
    edit(TREES, "source: plans_abcd\n    judgment: A com", "note: A com")
    edit(
        LISTED,
        'scale: {value: 250, low: 100, high: 600,\n      judgment: "Only',
        'scale: {value: 0, low: 0, high: 600,\n      judgment: "Only',
    )
    found = problems(tmp_path)
    assert {problem.file for problem in found} == {TREES, LISTED}
    assert any(problem.rule == "must be positive, got low 0" for problem in found)


def chained(folder: Path, gates: int) -> None:
    """Write a pack in which so many gates rest on each other in a row."""
    text = shipped(TREES).read_text(encoding="utf-8")
    inner = "{any_of: [link_0, " * 9 + "debate" + "]}" * 9
    first = (
        "  - {id: link_0, name: L, summary: L, judgment: L, needs: {all_of: [rlhf]}}"
    )
    lines = [first] + [
        f"  - {{id: link_{n}, name: L, summary: L, judgment: L, "
        f"needs: {inner.replace('link_0', f'link_{n - 1}')}}}"
        for n in range(1, gates)
    ]
    chain = "\n".join(lines)
    whole = text.replace("\nlevels:\n", f"\n{chain}\n\nlevels:\n")
    (folder / TREES).write_text(whole, encoding="utf-8")


def test_the_longest_chain_of_the_deepest_gates_can_be_judged(tmp_path: Path) -> None:
    chained(tmp_path, LONGEST_CHAIN)
    found = of_pack(tmp_path)
    name = f"link_{LONGEST_CHAIN - 1}"
    assert diagram([name], found.trees).variables == ("rlhf", "debate")
    ready = [0.5 if name in ("rlhf", "debate") else 0.0 for name in found.ids]
    judged = chance(name, found.trees, found.ids)
    assert float(judged(np.array(ready))) == pytest.approx(0.75, abs=1e-12)


def test_a_longer_chain_of_gates_is_refused(tmp_path: Path) -> None:
    chained(tmp_path, LONGEST_CHAIN + 1)
    found = only(tmp_path)
    assert found.rule == f"must rest on fewer than {LONGEST_CHAIN} gates in a row"
    assert found.value == str(LONGEST_CHAIN)
    assert found.line == line(tmp_path, TREES, f"id: link_{LONGEST_CHAIN},")


def test_a_pack_may_do_without_gates_of_its_own(tmp_path: Path) -> None:
    levels = "\n".join(
        f"  - {{level: {level}, needs: {{any_of: [rlhf, debate]}}, judgment: x}}"
        for level in LEVELS
    )
    (tmp_path / TREES).write_text(f"gates: []\nlevels:\n{levels}\n", encoding="utf-8")
    found = of_pack(tmp_path)
    assert found.trees == {}
    assert {r.needs.any_of for r in found.requirements} == {("rlhf", "debate")}
