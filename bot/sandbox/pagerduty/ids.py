"""Identifiers as PagerDuty makes them: seven characters for what is configured, fourteen for what happens."""

import base64
import hashlib
import secrets
from functools import lru_cache


@lru_cache(4096)
def seeded(kind: str, name: str) -> str:
    """The id of something in the seed, derived from its name."""
    return "P" + _letters(hashlib.sha256(f"{kind}/{name}".encode()).digest(), 6)


def configured() -> str:
    return "P" + _letters(secrets.token_bytes(5), 6)


def happened(letter: str = "Q") -> str:
    return letter + _letters(secrets.token_bytes(10), 13)


def drawn(lot: str) -> str:
    """The id of something that happens: the same for the same lot."""
    return "Q" + _letters(hashlib.sha256(lot.encode()).digest(), 13)


def key(name: str) -> str:
    """An API or routing key of the seed: the same at every start, so that an environment stays valid."""
    return hashlib.sha256(f"key/{name}".encode()).hexdigest()


def _letters(raw: bytes, count: int) -> str:
    return base64.b32encode(raw).decode()[:count]
