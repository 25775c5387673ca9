"""Identifiers that look like Slack's: those of the seed never change, those of new objects are random."""

import base64
import hashlib
import secrets


def seeded(prefix: str, name: str) -> str:
    """The id of something in the seed, derived from its name."""
    digest = hashlib.sha256(f"{prefix}/{name}".encode()).digest()
    return prefix + "0" + base64.b32encode(digest).decode()[:9]


def fresh(prefix: str) -> str:
    """The id of something new; a reset workspace never repeats an id that an app may remember."""
    return prefix + "0" + base64.b32encode(secrets.token_bytes(6)).decode()[:9]


def token(kind: str, name: str) -> str:
    """An access token of the sandbox; the same at every start, so that an app's environment stays valid."""
    return f"{kind}-{hashlib.sha256(f'{kind}/{name}'.encode()).hexdigest()[:40]}"
