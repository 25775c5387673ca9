"""Identifiers as Jira makes them: numbers that count up, and accounts of Atlassian's."""

import hashlib
import uuid


def account(name: str) -> str:
    """The accountId of somebody in the seed."""
    return f"712020:{uuid.UUID(hashlib.sha256(f'account/{name}'.encode()).hexdigest()[:32])}"


def token(name: str) -> str:
    """Somebody's API token: the same at every start, so that an environment stays valid."""
    return "ATATT3xFfGF0" + hashlib.sha256(f"jira/{name}".encode()).hexdigest()[:48]


class Counter:
    """Each kind of thing is counted by itself; what is made later has the higher number."""

    def __init__(self, first: int) -> None:
        self._next = first

    def __call__(self) -> str:
        self._next += 1
        return str(self._next - 1)
