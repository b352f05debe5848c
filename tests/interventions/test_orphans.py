"""What stands alone in a pack."""

from hypothesis import given, settings

from interventions.orphans import Orphans, orphans
from tests.packs import Pack, intervention, made, packs, shipped, small_pack
from tests.strategies_trees import holds


def found(pack: Pack, *others: str) -> Orphans:
    model = made(pack)
    return orphans(model.means, model.belief.ladder.ids, others)


def test_an_intervention_that_no_level_names_is_an_orphan() -> None:
    assert found(small_pack()).interventions == ("treaty",)


def test_one_that_another_tree_consults_is_not_idle() -> None:
    assert found(small_pack()).idle == ("treaty",)
    assert found(small_pack(), "treaty").idle == ()


def test_one_that_required_work_builds_on_is_none() -> None:
    pack = small_pack(
        interventions=[
            intervention("tuning", needs={"all_of": ["treaty"]}),
            intervention("theory"),
            intervention("treaty"),
        ]
    )
    assert found(pack).interventions == ()


def test_one_that_is_named_but_never_decides_is_an_orphan() -> None:
    absorbed = {"any_of": ["tuning", {"all_of": ["tuning", "treaty"]}]}
    pack = small_pack(requires={"easy": absorbed, "hard": {"all_of": ["theory"]}})
    assert found(pack).interventions == ("treaty",)


def test_levels_that_need_nothing_or_that_nothing_serves_are_told_apart() -> None:
    pack = small_pack(
        requires={
            "easy": {"all_of": []},
            "middle": {"all_of": ["tuning", "never"]},
            "hard": {"all_of": ["theory"]},
        },
        layers={},
        irreversible=[0.1, 0.2, 0.3],
    )
    assert found(pack).free == ("easy",)
    assert found(pack).unserved == ("middle",)


def test_the_shipped_pack_has_no_idle_intervention() -> None:
    model = shipped()
    roles = model.world.roles.model_dump().values()
    roots = [*roles, *(harm.prevention for harm in model.world.harms)]
    roots += [layer.gate for layer in model.world.layers]
    roots += [a.gate for a in model.world.accelerators]
    assert orphans(model.means, model.belief.ladder.ids, roots).idle == ()


@given(packs(most=4))
@settings(max_examples=40)
def test_no_level_changes_when_an_orphan_comes_or_goes(pack: Pack) -> None:
    means = made(pack).means
    for name in found(pack).interventions:
        for requirement in means.requirements:
            others = set(means.ids) - {name}
            for ready in ({*others}, set(), *({n} for n in others)):
                alone = holds(requirement.needs, means.trees, ready)
                assert alone == holds(requirement.needs, means.trees, ready | {name})
