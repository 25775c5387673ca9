"""All incidents, a page at a time, so that no more of them are held than one page."""

from typing import Any

from bot.domain.incident import Incident
from bot.store import incidents, tables
from bot.store.find import drills
from bot.store.who import standings

AT_ONCE = 200


def page(after: int, *, private: bool, most: int = AT_ONCE) -> list[Incident]:
    """Give what really happened behind the incident `after`, in the order of numbers. private: these too."""
    return _page(after, None if private else ~tables.Incident.private, most)


def page_of(person: str, after: int, most: int = AT_ONCE) -> list[Incident]:
    """Like page, of what this person may see."""
    return _page(after, standings.visible_to(person), most)


def _page(after: int, among: Any, most: int) -> list[Incident]:
    there = tables.Incident
    rows = there.select().where((there.id > after) & drills.real()).order_by(there.id).limit(most)
    return incidents.several(rows if among is None else rows.where(among))
