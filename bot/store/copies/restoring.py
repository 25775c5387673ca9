"""What is different in a copy of the past: nobody knows any more what was done since then."""

from dataclasses import replace
from datetime import datetime

from peewee import Case, fn

from bot.domain.incident import Incident
from bot.domain.ticketing import TicketState
from bot.store import incidents, tables
from bot.store.copies import lost
from bot.store.engine import sequences
from bot.store.incidents import saving
from bot.store.tables import Delivery, Event, Ticket

AHEAD = 1_000_000
"""More deliveries than there can have been since: by their numbers we know messages of ours again."""

NAME = "restored"
UNFINISHED = ("waiting", "claimed", "failed")


def set_back(now: datetime) -> None:
    """Let each effect look first for what was done after the backup, and number new incidents far ahead.

    Looking first is what a later attempt does, for things that were made after the first one.
    """
    lost.keep(Event.select(fn.MAX(Event.at)).scalar() or now, now)
    caused = Event.select(Event.at).where(Event.id == Delivery.event)
    Delivery.update(
        attempt=Case(None, ((Delivery.attempt > 0, Delivery.attempt),), 1),
        first_at=fn.COALESCE(Delivery.first_at, caused, Delivery.due_at),
    ).where(Delivery.state.in_(UNFINISHED)).execute()
    _number_deliveries_ahead(now)
    unknown = Ticket.select(Ticket.incident).where(Ticket.source_id == "")
    for incident in incidents.several(tables.Incident.select().where(tables.Incident.id.in_(unknown))):
        _look_for_tickets(incident)


def _number_deliveries_ahead(now: datetime) -> None:
    """Keep one that was never owed, so that all others come after it."""
    last = Delivery.select(fn.MAX(Delivery.id)).scalar() or 0
    row = {"subject": NAME, "lane": NAME, "effect": NAME, "mirror": False, "state": "done", "due_at": now}
    Delivery.insert(id=last + AHEAD, **row).execute()
    sequences.follow(Delivery)


def _look_for_tickets(incident: Incident) -> None:
    """Those that were asked for may have been made since."""
    tickets = tuple(
        replace(one, tried_at=one.tried_at or one.asked_at) if one.state is TicketState.ASKED else one
        for one in incident.tickets
    )
    if tickets != incident.tickets:
        saving.save(replace(incident, tickets=tickets), incident)
