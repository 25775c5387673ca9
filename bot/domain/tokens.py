"""Tokens: what programs act by, and what each may do."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import UserError

ACTOR = "token:"
"""Begins what stands where a person's Slack id stands, where a program did it; its name follows."""

BEGINS = "fb_"
"""Begins each secret, so that who finds one in a file knows whose it is."""

MOST = 40
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


class Right(StrEnum):
    """What a token may do."""

    DECLARE = "declare"
    READ = "read"
    UPDATE = "update"
    ALERTS = "alerts"
    PRIVATE = "private"


@dataclass(frozen=True)
class Token:
    """`used_at`: when it was used last, to the minute; None: never."""

    name: str
    rights: frozenset[Right]
    made_by: str
    made_at: datetime
    used_at: datetime | None = None

    @property
    def actor(self) -> str:
        return actor_of(self.name)


def actor_of(name: str) -> str:
    return f"{ACTOR}{name}"


def is_token(actor: str) -> bool:
    return actor.startswith(ACTOR)


def name_of(actor: str) -> str:
    return actor.removeprefix(ACTOR)


def new_secret() -> str:
    return f"{BEGINS}{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """Give what is kept of it, which leads back to nothing.

    A slow hash protects words that people choose; nobody guesses 32 random bytes. As what was brought is
    hashed before it is looked up, how long that takes says nothing about any secret.
    """
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def must_be_good(name: str, rights: Iterable[str]) -> None:
    """Raise UserError, under the field at fault, where no token can be so."""
    faults = {}
    if not _NAME.fullmatch(name):
        faults["name"] = (
            f"Write what will use it, such as grafana: letters, digits, dots, - and _, at most {MOST}."
        )
    chosen = set(rights) & set(Right)
    if not chosen:
        faults["rights"] = "Tick at least one thing that it may do."
    elif chosen == {Right.PRIVATE}:
        faults["rights"] = "Seeing private incidents is of use only together with read or update."
    if faults:
        raise UserError(" ".join(faults.values()), faults)
