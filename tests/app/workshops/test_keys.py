"""Codes, tokens and passphrases."""

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import keys
from app.workshops.keys import (
    ALPHABET,
    is_passphrase,
    new_code,
    new_token,
    participant_token,
    passphrase_hash,
    read_code,
    shown_code,
    token_hash,
)


@given(st.text(ALPHABET, min_size=8, max_size=8))
def test_a_code_is_read_as_it_is_shown_in_any_case(code):
    assert read_code(shown_code(code)) == code
    assert read_code(shown_code(code).lower()) == code


def test_letters_that_look_like_digits_are_read_as_digits():
    assert read_code("oOiI-lL99") == "00111199"


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD-EFGU", None, 5, "A" * 999, "é" * 8])
def test_what_is_no_code_is_refused(text):
    with pytest.raises(ValueError, match="code must have 8 letters and digits"):
        read_code(text)


def test_codes_and_tokens_do_not_repeat():
    assert len({new_code() for _ in range(2000)}) == 2000
    assert len({new_token() for _ in range(2000)}) == 2000


def test_a_token_has_256_bits_and_its_hash_does_not_contain_it():
    token = new_token()
    assert len(token) == 43
    assert token not in token_hash(token)


def test_a_token_of_a_participant_needs_both_secrets():
    made = participant_token("join", "salt")
    assert made == participant_token("join", "salt")
    assert made not in {participant_token("join", "s"), participant_token("j", "salt")}


def test_a_passphrase_is_kept_as_argon2id_with_the_parameters_of_the_library(
    monkeypatch,
):
    monkeypatch.setattr(keys, "HASHER", PasswordHasher())
    kept = passphrase_hash("correct horse")
    parameters = extract_parameters(kept)
    assert parameters.type is Type.ID
    assert parameters.memory_cost == RFC_9106_LOW_MEMORY.memory_cost == 65536
    assert parameters.time_cost == RFC_9106_LOW_MEMORY.time_cost
    assert is_passphrase("correct horse", kept)
    assert not is_passphrase("correct horsf", kept)


def test_the_hash_for_nobody_costs_as_much_as_a_real_one():
    assert extract_parameters(keys.NOBODY) == extract_parameters(
        PasswordHasher().hash("x")
    )


@pytest.mark.parametrize("text", ["", "1234567", None, 12345678, "x" * 1025])
def test_a_passphrase_of_the_wrong_length_is_refused_without_showing_it(text):
    with pytest.raises(ValueError, match="passphrase must have 8 to 1024 char") as said:
        passphrase_hash(text)
    assert "1234567" not in str(said.value)


@pytest.mark.parametrize("text", ["eight\0ch", "\ud800" * 8, "naïve täst", "x" * 1024])
def test_a_passphrase_may_have_any_characters(text):
    kept = passphrase_hash(text)
    assert is_passphrase(text, kept)
    assert not is_passphrase(text[:-1] + "y", kept)


@pytest.mark.parametrize("text", [None, 5, "", "x" * 2000])
def test_what_is_no_passphrase_is_wrong(text):
    assert not is_passphrase(text, passphrase_hash("eight ch"))


def test_no_passphrase_is_right_where_none_is_kept():
    assert not is_passphrase("", None)
