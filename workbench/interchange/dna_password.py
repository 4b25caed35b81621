"""Passwords as DNA keeps them: those of Jasypt's StrongPasswordEncryptor.

base64 of a salt of 16 bytes and the digest, which is SHA-256 of salt and password, hashed again until it was done 100,000
times.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata

ROUNDS = 100_000
SALT = 16


def encrypted(password: str, salt: bytes) -> str:
    """The password as it stands in the database."""
    digest = salt + unicodedata.normalize("NFC", password).encode("utf-8")
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")


def opens(password: str, kept: str) -> bool:
    """Whether this password is the one that was kept."""
    return encrypted_so(kept) and hmac.compare_digest(encrypted(password, base64.b64decode(kept)[:SALT]), kept)


def encrypted_so(kept: str) -> bool:
    """Whether a text is a password in this form."""
    try:
        return len(base64.b64decode(kept, validate=True)) == SALT + hashlib.sha256().digest_size
    except (binascii.Error, ValueError):
        return False
