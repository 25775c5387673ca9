"""Tokens, to and from their rows; of their secrets only digests."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.tokens import Right, Token, name_of
from bot.store import tables


def known(digests: Iterable[str]) -> dict[str, Token]:
    """Give those whose secrets these are the digests of."""
    rows = tables.Token.select().where(tables.Token.digest.in_(list(digests)))
    return {row.digest: _token(row) for row in rows}


def named(name: str) -> Token | None:
    row = tables.Token.get_or_none(tables.Token.name == name)
    return _token(row) if row else None


def rights_of(actor: str) -> frozenset[Right]:
    """Give what it may do by now: nothing, where it was revoked."""
    found = named(name_of(actor))
    return found.rights if found else frozenset()


def everything() -> list[Token]:
    """Give all of them, by their names."""
    return [_token(row) for row in tables.Token.select().order_by(tables.Token.name)]


def add(token: Token, digest: str) -> None:
    rights = sorted(map(str, token.rights))
    tables.Token.insert(
        name=token.name, digest=digest, rights=rights, made_by=token.made_by, made_at=token.made_at
    ).execute()


def remove(name: str) -> None:
    tables.Token.delete().where(tables.Token.name == name).execute()


def used(name: str, now: datetime) -> None:
    tables.Token.update(used_at=now).where(tables.Token.name == name).execute()


def _token(row: Any) -> Token:
    rights = frozenset(Right(one) for one in row.rights)
    return Token(row.name, rights, row.made_by, row.made_at, row.used_at)
