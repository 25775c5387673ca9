"""What was read of tickets becomes ours."""

from dataclasses import replace

import structlog

from bot.domain.incident import Change, Incident
from bot.domain.paging.asking import ask_again
from bot.domain.rules import closing
from bot.domain.ticketing import Seen, Ticket, TicketsRead, followups, reading
from bot.domain.ticketing.asking import ticket_of
from bot.domain.ticketing.systems import named, words_of
from bot.store import tasks, taxonomy, timeline
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.ticketing import owners
from bot.usecases.finish.end_channel import let_expire
from bot.usecases.paging.follow import brake
from bot.usecases.paging.page_people import page_if_due
from bot.usecases.postmortem.write_postmortem import postmortem_if_due
from bot.usecases.systems.exchanging import note_brought
from bot.usecases.unit import Unit
from bot.usecases.work.tasks import follow_ticket

log = structlog.get_logger()

KEEP = "keep_tickets"
"""The effect that reads an incident's tickets, and writes what is different there."""

LANE = "ticket_state"
"""In which tickets are read and written, one after the other."""


def hear_tickets(unit: Unit, incident: Incident, read: TicketsRead) -> None:
    """The tickets of an incident were read."""
    was = incident
    for seen in read.seen:
        incident = _seen(unit, incident, seen)
    for mark in read.lost:
        incident = _kept(unit, incident, reading.lose(incident, mark, unit.act()))
    for one in read.comments:
        told = reading.comment(incident, one.ticket, one.id, one.words, one.who, unit.act())
        incident = _kept(unit, incident, told)
    note_brought(unit, was, incident)
    incident = brake(unit, incident)
    if incident.status != was.status:
        incident = postmortem_if_due(unit, incident)
    if unit.can_page:
        incident = unit.keep_new(incident, ask_again(was, incident, taxonomy.load(), unit.act()))
    if incident.priority != was.priority:
        page_if_due(unit, incident, by="")
    if incident.is_closed and not was.is_closed:
        let_expire(incident, unit.now)


def note_way(unit: Unit, number: int, mark: str, start: str, status: str) -> None:
    """We bring a ticket from one status to another; whether it came there may get lost."""
    incident = unit.take(number)
    if incident:
        _kept(unit, incident, reading.go(incident, mark, start, status))


def look_at(unit: Unit, number: int, system: str) -> None:
    """Read the tickets of an incident, and write what is different there."""
    keep, lane = (named(system).effect(one) for one in (KEEP, LANE))
    debt = Debt(f"inc-{number}", keep, lane, None, mirror=True, needs=None, due_at=unit.now)
    outbox.owe([replace(debt, cause=unit.cause.told)])


def _seen(unit: Unit, incident: Incident, seen: Seen) -> Incident:
    """One that belongs to another incident already is none of this one's."""
    ticket = ticket_of(incident, seen.mark)
    if ticket is None:
        return incident
    owner = owners.by_id(ticket.system, seen.id)
    if owner not in {None, incident.id}:
        log.warning("ticket_taken", action="hear_tickets", subject=incident.ref, ticket=seen.key, owner=owner)
        return _kept(unit, incident, reading.lose(incident, ticket.mark, unit.act()))
    if ticket.task:
        return _task_seen(unit, incident, ticket, seen)
    if ticket.part:
        return _kept(unit, incident, reading.meet(incident, ticket, seen, unit.act()))
    words = words_of(ticket, seen.project, taxonomy.load())
    lacks = closing.missing(incident, timeline.of(incident.id), words, unit.now)
    return _kept(unit, incident, reading.see(incident, seen, words, unit.act(), lacks))


def _task_seen(unit: Unit, incident: Incident, ticket: Ticket, seen: Seen) -> Incident:
    """What is done there is done here."""
    task = tasks.get(ticket.task)
    if task is None:
        return incident
    heard = followups.see(incident, task, seen, words_of(ticket, seen.project, taxonomy.load()), unit.act())
    incident = _kept(unit, incident, heard.change)
    if heard.done is None:
        return incident
    return follow_ticket(unit, incident, task, seen.key, done=heard.done)


def _kept(unit: Unit, incident: Incident, change: Change) -> Incident:
    return unit.keep(change) if change.incident != incident or change.events else incident
