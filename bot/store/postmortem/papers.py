"""The texts of post-mortems, and what one is filled from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.documents import Readers
from bot.domain.incident import Incident
from bot.domain.postmortem.material import Material
from bot.domain.times.typed import zone_of
from bot.store import tables, tasks, taxonomy, timeline, visible
from bot.store.engine.statement import Statement, upsert
from bot.store.queues import outbox
from bot.store.who import identities, people

WRITERS = ("write_page", "write_issue", "write_canvas", "write_file")
"""The effects that make one."""


_P = tables.Paper
_TEXT = Statement(lambda incident: _P.select(_P.text).where(_P.incident == incident))
_KEEP = upsert([_P.incident], _P.text, _P.read_at)


def text(incident: int) -> str:
    """Give what is kept of it; empty where nothing is."""
    row = _TEXT.row(incident)
    return str(row[0]) if row else ""


def keep(incident: int, said: str, now: datetime) -> None:
    _KEEP.run(incident, said, now)


def clean(incident: int, take_out: Callable[[str], str], now: datetime) -> None:
    """Take words out of it."""
    said = text(incident)
    if take_out(said) != said:
        keep(incident, take_out(said), now)


def material(incident: Incident, system: str = "") -> Material:
    """Give all that its post-mortem says. system: where people are mentioned by their accounts, if anywhere.

    Its people are those who did something or have something to do.
    """
    words = taxonomy.load()
    history = tuple(timeline.numbered(incident.id))
    todo = tuple(tasks.of(incident.id))
    who = {*incident.insiders, *(event.by for _, event in history), *(task.owner for task in todo)} - {""}
    named = {one.id: one.real_name or one.name for one in people.several(who).values()}
    accounts = identities.keys(system, who) if system else {}
    readers = Readers(zone_of(words.hours_of(incident.category).zone), named, accounts)
    return Material(incident, words, history, todo, readers, text(incident.id))


def for_person(number: int, person: str) -> Material | None:
    """Give the same to somebody; None where there is no such incident that they may see."""
    incident = visible.incident(number, person)
    if incident is None:
        return None
    return replace(material(incident), delay=outbox.why_waiting(incident.ref, WRITERS))


def unfinished() -> list[int]:
    """Give the ids of what is to be finished and not closed: their post-mortems are still being written."""
    rows = tables.Incident.select(tables.Incident.id).where(
        ~tables.Incident.postmortem_ready
        & tables.Incident.postmortem.is_null(False)
        & (tables.Incident.closed_at.is_null())
    )
    return [row.id for row in rows.order_by(tables.Incident.id)]
