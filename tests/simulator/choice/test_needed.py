"""Who needs an intervention or a gate."""

from interventions.requirement import Tree
from simulator.choice.needed import Job, below, first_jobs, jobs, needed
from tests.packs import intervention, made, small_pack


def model(**changes):
    return made(
        small_pack(
            interventions=[
                intervention("tuning", helped_by=["treaty"]),
                intervention("theory", needs={"any_of": ["tuning"]}),
                intervention("treaty", kind="governance"),
            ],
            gates={"lab": {"any_of": ["theory"]}, "school": {"all_of": ["lab"]}},
            requires={
                "easy": {"all_of": ["tuning"]},
                "hard": {"all_of": ["tuning", {"any_of": ["school", "treaty"]}]},
            },
            harms={"lab": (0.1, 0.5)},
            **changes,
        )
    )


def test_levels_are_found_through_gates_and_others_only_where_they_name_it() -> None:
    found = needed(model(), "theory")

    assert found.levels == (1,)
    assert found.directly == ("lab",)


def test_work_that_builds_on_it_and_work_that_it_helps_are_told_apart() -> None:
    assert needed(model(), "tuning").before == ("theory",)
    assert needed(model(), "tuning").helps == ()
    assert needed(model(), "treaty").helps == ("tuning",)


def test_jobs_rest_on_all_that_their_gate_rests_on() -> None:
    found = needed(model(), "theory").jobs

    assert found == (Job("harm", "lab", "Harm 0"),)
    assert [job.role for job in needed(model(), "treaty").jobs] == ["halting"]


def test_every_role_harm_layer_and_accelerator_is_a_job() -> None:
    given = model(accelerators=[("treaty", "all", 0.2)])
    world = given.world

    roots = [job.root for job in jobs(world)]
    expected = [*world.roles.model_dump().values(), "lab", "tuning", "treaty"]
    assert sorted(roots) == sorted(expected)


def test_a_shared_gate_is_entered_once() -> None:
    gates = {"g": Tree(all_of=("a", "h")), "h": Tree(any_of=("a", "b"))}

    assert below(Tree(all_of=("g", "h")), gates) == {"g", "h", "a", "b"}


def test_each_intervention_stands_under_its_first_job_and_under_no_other() -> None:
    given = model()
    found = first_jobs(given, ["treaty", "tuning", "theory"])

    assert [(job.role, names) for job, names in found.items()] == [
        ("harm", ("theory",)),
        ("halting", ("treaty",)),
        ("automation", ("tuning",)),
    ]
