"""The form to print."""

from app.forms import form

SHEET = {
    "levels": [
        {"number": 1, "name": "<b>First</b>", "summary": "One & only"},
        {"number": 2, "name": "Second"},
    ]
}


def test_a_form_has_a_row_for_each_level_and_asks_what_the_workshop_asks():
    text = form("Hall", SHEET, ("credence", "prediction"))

    assert text.count("<tr>") == 3
    assert "Which measure will come first?" in text
    assert "Which measure" not in form("Hall", SHEET, ("credence",))


def test_hostile_names_stay_text_and_nothing_is_loaded():
    text = form("<script>x</script>", SHEET, ())

    assert "<script>" not in text
    assert "&lt;b&gt;First" in text
    assert "http" not in text
