"""All incidents, a page at a time, so that no more of them are held than one page."""

from bot.domain.incident import Incident
from bot.store import incidents, tables
from bot.store.find import drills

AT_ONCE = 200


def page(after: int, *, private: bool, most: int = AT_ONCE) -> list[Incident]:
    """Give what really happened behind the incident `after`, in the order of numbers. private: these too."""
    there = tables.Incident
    rows = there.select().where((there.id > after) & drills.real()).order_by(there.id).limit(most)
    return incidents.several(rows if private else rows.where(~there.private))
