"""Who follows an incident without being in its channel: people and channels."""

from datetime import datetime

from bot.store.engine.statement import Statement
from bot.store.tables import Follower

_OF = Statement(
    lambda incident: (
        Follower.select(Follower.place).where(Follower.incident == incident).order_by(Follower.place)
    )
)


def add(incident: int, place: str, by: str, now: datetime) -> None:
    """Let this person, or this channel, be told; `by` wants it."""
    Follower.insert(incident=incident, place=place, by=by, at=now).on_conflict_ignore().execute()


def drop(incident: int, place: str) -> bool:
    """Tell nothing more there, and say whether anything was told."""
    return bool(
        Follower.delete().where((Follower.incident == incident) & (Follower.place == place)).execute()
    )


def of(incident: int) -> list[str]:
    """Give the ids of the people and channels, always in the same order."""
    return [place for (place,) in _OF.rows(incident)]


def asked_by(incident: int, place: str) -> str:
    """Give who wants it told there; empty where nobody does any more."""
    row = Follower.get_or_none((Follower.incident == incident) & (Follower.place == place))
    return row.by if row else ""


def move(incident: int, into: int, now: datetime) -> None:
    """Who follows the one follows the other from now on."""
    for row in Follower.select().where(Follower.incident == incident):
        add(into, row.place, row.by, now)
