from pydantic import BaseModel

from levels.checks import checked, repeated, unknown_sources, wrong_levels
from levels.document import parse
from tests.levels.models import ladder, level


class Named(BaseModel):
    name: str


EASY_AND_HARD = ladder(level("easy"), level("hard"))


def found(problems):
    return [(p.line, p.where, p.rule, p.value) for p in problems]


def test_sound_catalogs_are_values_and_the_others_problems():
    documents = {
        "good.yaml": parse("name: a", "good.yaml"),
        "bad.yaml": parse("\nname: 1", "bad.yaml"),
    }

    parts, problems = checked(documents, dict.fromkeys(documents, Named))

    assert parts == {"good.yaml": Named(name="a")}
    assert [(p.file, p.line, p.where, p.value) for p in problems] == [
        ("bad.yaml", 2, "name", "1")
    ]


def test_an_id_that_stands_twice_is_a_problem_where_it_stands_again():
    document = parse("all:\n- id: a\n- id: b\n- id: a\n", "x.yaml")

    problems = repeated(document, ["a", "b", "a"])

    assert found(problems) == [(4, "all[2].id", "id must not repeat", "'a'")]


def test_an_id_that_another_catalog_has_is_a_problem():
    document = parse("all:\n- id: a\n- id: b\n", "x.yaml")

    problems = repeated(document, ["a", "b"], ["b"])

    assert found(problems) == [(3, "all[1].id", "id must not repeat", "'b'")]
    assert not repeated(document, ["a", "b"])


def test_a_source_is_known_wherever_it_is_named():
    text = "a:\n  source: known\nb:\n  source: rumor\nc:\n  sources: [known, gossip]\n"
    document = parse(f"{text}d: {{source: null}}", "x.yaml")

    problems = unknown_sources(document, {"known"})

    rule = "must be the id of a source"
    assert found(problems) == [
        (4, "b.source", rule, "'rumor'"),
        (6, "c.sources[1]", rule, "'gossip'"),
    ]


def test_a_table_by_level_names_each_level_once():
    document = parse("table:\n  easy: 1\n  hrad: 2\n", "x.yaml")

    problems = wrong_levels(
        document, ("table",), document.at(("table",)), EASY_AND_HARD
    )

    assert found(problems) == [
        (3, "table.hrad", "must be a level", "'hrad'"),
        (1, "table", "must have a number for each level, lacks hard", ""),
    ]


def test_a_complete_table_by_level_is_no_problem():
    document = parse("table: {hard: 2, easy: 1}", "x.yaml")

    assert not wrong_levels(
        document, ("table",), document.at(("table",)), EASY_AND_HARD
    )
