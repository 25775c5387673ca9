"""Who is looking at App Home, and what they chose to see there."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

from bot.domain.incident import Shown as Surface
from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import Wanted
from bot.store import shown
from bot.store.engine import locks
from bot.store.engine.statement import Statement, upsert
from bot.store.tables import Home

FRESH = timedelta(minutes=15)
ACTIVE = Wanted(standing="active")
"""What everybody sees who chose nothing."""

EVERYBODY = "home"
REHEARSAL = "rehearsal"
"""As what it is kept that a first drill is offered no more, to anybody or to one of them."""

_KEPT = tuple(field.name for field in fields(Wanted) if field.name != "standing")


_KEEP = upsert([Home.person], Home.opened_at, Home.wanted)
_OPENED = Statement(
    lambda since: Home.select(Home.person).where(Home.opened_at > since).order_by(Home.person)
)


def opened(person: str, now: datetime) -> None:
    """They begin to look; whatever page they left, they see the first one."""
    row = Home.get_or_none(Home.person == person)
    _keep(person, now, {**row.wanted, "page": 0} if row else {})


def choose(person: str, wanted: Wanted, now: datetime) -> None:
    """They want to see this of the active incidents, now and the next time."""
    _keep(person, now, {name: getattr(wanted, name) for name in _KEPT if getattr(wanted, name)})


def wanted(person: str, taxonomy: Taxonomy) -> Wanted:
    """Give what they chose; what there is no more narrows nothing."""
    row = Home.get_or_none(Home.person == person)
    said = Wanted(**{**row.wanted, "standing": ACTIVE.standing}) if row else ACTIVE
    return replace(
        said,
        priority=said.priority if said.priority in taxonomy.priorities else "",
        category=said.category if said.category in taxonomy.categories else "",
        environment=said.environment if said.environment in taxonomy.environments else "",
    )


def lock() -> None:
    """Nobody begins to look until this transaction ends, so that nobody sees the state before it for good."""
    locks.steady(Home)


def being_looked_at(now: datetime) -> list[str]:
    """Give the people who opened it in the last 15 minutes, always in the same order."""
    return [person for (person,) in _OPENED.rows(now - FRESH)]


def offers_rehearsal(person: str) -> bool:
    """Tell whether a first drill is to be offered: not once there was one, nor to who wants none."""
    return not (shown.get(EVERYBODY, REHEARSAL) or shown.get(f"{EVERYBODY}:{person}", REHEARSAL))


def end_offer() -> None:
    """There was a drill."""
    shown.keep(EVERYBODY, Surface(REHEARSAL, {"is": "done"}))


def dismiss_offer(person: str) -> None:
    shown.keep(f"{EVERYBODY}:{person}", Surface(REHEARSAL, {"is": "dismissed"}))


def _keep(person: str, now: datetime, said: dict[str, object]) -> None:
    _KEEP.run(person, now, said)
