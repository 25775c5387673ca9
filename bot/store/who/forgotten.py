"""Accounts of people who are forgotten: known again by a mark alone, so that no list brings them back."""

import hashlib
from collections.abc import Iterable

from bot.store.tables import Forgotten

SLACK = "slack"


def keep(accounts: Iterable[tuple[str, str]], person: str) -> None:
    """These accounts, source and id there, are `person`'s, whose Slack id is no more."""
    rows = [{"mark": _mark(source, key), "person": person} for source, key in accounts]
    if rows:
        Forgotten.insert_many(rows).on_conflict_ignore().execute()


def among(source: str, keys: Iterable[str]) -> set[str]:
    """Give those of these ids that are to stay forgotten."""
    wanted = {_mark(source, key): key for key in keys} if _any() else {}
    if not wanted:
        return set()
    rows = Forgotten.select(Forgotten.mark).where(Forgotten.mark.in_(list(wanted)))
    return {wanted[row.mark] for row in rows}


def welcome_back(keys: Iterable[str]) -> None:
    """These people are active in Slack again: they are new ones."""
    marks = [_mark(SLACK, key) for key in keys]
    if marks:
        persons = Forgotten.select(Forgotten.person).where(Forgotten.mark.in_(marks))
        found = [row.person for row in persons]
        Forgotten.delete().where(Forgotten.person.in_(found)).execute()


def _any() -> bool:
    return bool(Forgotten.select().limit(1).exists())


def _mark(source: str, key: str) -> str:
    return hashlib.sha256(f"{source}:{key}".encode()).hexdigest()
