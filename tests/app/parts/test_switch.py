"""A switch between views."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from app.parts.switch import switch

    st.write(switch("View", {"one": "The first", "two": "The second"}, "here"))


def test_the_first_is_shown_to_begin_with_and_another_once_it_is_chosen() -> None:
    shown = AppTest.from_function(page).run()
    assert shown.markdown[0].value == "one"

    shown.session_state["here"] = "two"
    assert shown.run().markdown[0].value == "two"


def test_with_nothing_chosen_the_first_is_shown() -> None:
    shown = AppTest.from_function(page).run()

    shown.session_state["here"] = None
    assert shown.run().markdown[0].value == "one"
