"""What has happened to pages, over all incidents."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.events import PageAcknowledged, PageAdopted, PageReopened, PageResolved, PageUnacknowledged
from bot.domain.incident import Incident, Status
from bot.domain.paging.gaps import CaughtUp
from bot.domain.paging.source import Source
from bot.store import incidents, tables
from bot.store.find import drills

BEGUN = (PageAdopted.__name__,)
TAKEN = (PageAcknowledged.__name__,)
ENDED = (PageResolved.__name__,)
AGAIN = (PageUnacknowledged.__name__, PageReopened.__name__)

LATELY = timedelta(days=2)
"""How long PagerDuty may not have heard of what is closed: longer than effects on it are tried."""


def of_late(now: datetime) -> list[Incident]:
    """Give what has pages there and goes on, or was closed lately."""
    there = tables.Page.select(tables.Page.incident).where(tables.Page.source_id != "")
    goes_on = (tables.Incident.status != Status.CLOSED) | (tables.Incident.closed_at >= now - LATELY)
    return incidents.several(
        tables.Incident.select().where(drills.real() & goes_on & tables.Incident.id.in_(there))
    )


def changed_since(moment: datetime, source: Source) -> CaughtUp:
    """Give what has changed since then of what has pages there.

    Nothing of private incidents, as everybody is to read it.
    """
    of_pages = tables.Event.kind.in_((*BEGUN, *TAKEN, *ENDED, *AGAIN)) & (tables.Event.at >= moment)
    rows: Any = tables.Event.select(tables.Event.incident, tables.Event.kind).where(of_pages)
    last: dict[int, str] = {}
    for number, kind in rows.order_by(tables.Event.id).tuples():
        last[number] = BEGUN[0] if last.get(number) in BEGUN and kind in TAKEN else kind
    public = (tables.Incident.id.in_(list(last))) & ~tables.Incident.private & drills.real()
    found = incidents.several(tables.Incident.select().where(public).order_by(tables.Incident.id))
    ours = [one for one in found if any(page.source == source for page in one.pages)]

    def those(kinds: tuple[str, ...]) -> list[Incident]:
        return [one for one in ours if last[one.id] in kinds]

    return CaughtUp(those(BEGUN), those(TAKEN), those(ENDED), those(AGAIN))
