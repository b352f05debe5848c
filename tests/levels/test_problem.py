from levels.problem import show, spell


def test_a_place_is_spelled_as_in_python():
    assert spell(()) == ""
    assert spell((0, "a", 1, 2, "b")) == "[0].a[1][2].b"


def test_a_key_of_control_characters_is_spelled_on_one_visible_line():
    assert spell(("über", "a\nb\x1b[31m")) == r"über.a\nb\x1b[31m"


def test_a_value_is_shown_on_one_short_line():
    assert show("a\nb") == r"'a\nb'"
    assert show("") == "''"
    assert len(show("x" * 1000)) == 60
    assert show("x" * 1000).endswith("...")
