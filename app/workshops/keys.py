"""Codes to join by, secret tokens, and passphrases."""

import hashlib
import hmac
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.workshops.plain import short

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread or make words."""
CODE_LENGTH = 8
ALIKE = str.maketrans("OIL", "011", "- ")
SHORTEST, LONGEST = 8, 1024
HASHER = PasswordHasher()
HASHING = threading.Semaphore(2)
"""Argon2id takes 64 MiB each time; more at once wait."""
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4${}${}".format("A" * 22, "A" * 43)
"""Is verified where there is no workshop, so that the time tells nothing."""


def new_code() -> str:
    """Return a code of 40 random bits that a person can type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: object) -> str:
    """Return a code as it is kept, however it was typed.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> read_code("abcd-ef9o")
    'ABCDEF90'
    """
    given = text if isinstance(text, str) and len(text) <= 32 else ""
    code = given.upper().translate(ALIKE)
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        rule = f"code must have {CODE_LENGTH} letters and digits"
        msg = f"{rule}, as ABCD-EFGH, got {short(text)}"
        raise ValueError(msg)
    return code


def code_in(text: object) -> str:
    """Return a code as it is kept; empty, which no code is, if that is none.

    Examples
    --------
    >>> code_in("abcd efgh"), code_in("abcd")
    ('ABCDEFGH', '')
    """
    try:
        return read_code(text)
    except ValueError:
        return ""


def shown_code(code: str) -> str:
    """Return a code as people read it.

    Examples
    --------
    >>> shown_code("ABCDEFGH")
    'ABCD-EFGH'
    """
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def new_token() -> str:
    """Return a secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: object) -> str:
    """Return what is kept of a secret: its SHA-256, which tells nothing of it."""
    text = token if isinstance(token, str) and len(token) <= 256 else ""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def participant_token(join_id: str, salt: str) -> str:
    """Return the token of a participant: the same each time the client joins.

    Neither the client's `join_id` nor the server's `salt` suffices to make it.
    """
    made = hmac.new(salt.encode(), join_id.encode(), hashlib.sha256)
    return made.hexdigest()


def passphrase_hash(passphrase: object) -> str:
    """Return what is kept of a passphrase: Argon2id with the library's parameters.

    Raises
    ------
    ValueError
        If it is no text, too short or too long; it is not shown.
    """
    if not isinstance(passphrase, str) or not SHORTEST <= len(passphrase) <= LONGEST:
        msg = f"passphrase must have {SHORTEST} to {LONGEST} characters"
        raise ValueError(msg)
    with HASHING:
        return HASHER.hash(_bytes(passphrase))


def is_passphrase(passphrase: object, kept: str | None) -> bool:
    """Return whether this is the passphrase; takes as long when none is kept."""
    text = passphrase if isinstance(passphrase, str) else ""
    if len(text) > LONGEST:
        return False
    try:
        with HASHING:
            HASHER.verify(kept or NOBODY, _bytes(text))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
