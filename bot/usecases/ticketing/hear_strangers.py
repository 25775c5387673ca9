"""What people made in the ticket system themselves becomes an incident, where the settings say so."""

import structlog

from bot.domain import policy
from bot.domain.policy import Deed
from bot.domain.ticketing import Stranger, TicketsRead, beginning, reading
from bot.domain.ticketing.systems import named, spoken
from bot.store import incidents, shown, taxonomy
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.ticketing import owners
from bot.store.who import standings
from bot.usecases.alerts.braking import brake
from bot.usecases.paging.page_people import page_if_due
from bot.usecases.ticketing.file_tickets import LET_GO, ticket_if_due
from bot.usecases.ticketing.hear_tickets import look_at
from bot.usecases.unit import Unit

log = structlog.get_logger()

READ = "read_issue"
"""The effect that reads what is no ticket of ours yet."""


def look_again(unit: Unit, system: str, source_id: str) -> None:
    """Something happened to it there: it is to be read, whether it is a ticket of ours or may become one."""
    number = owners.by_id(system, source_id)
    if number:
        look_at(unit, number, system)
    else:
        subject, read = beginning.draft_of(system, source_id), named(system).effect(READ)
        outbox.owe([Debt(subject, read, read, None, mirror=True, needs=None, due_at=unit.now)])


def hear_strangers(unit: Unit, read: TicketsRead) -> None:
    for one in read.strangers:
        _hear(unit, one)


def _hear(unit: Unit, found: Stranger) -> None:
    """Open the incident that it is, once; into what a ticket of ours was merged is that one's."""
    seen, system = found.seen, found.system
    before = filter(None, (owners.by_id(system, one) for one in found.merged))
    number = owners.by_id(system, seen.id) or owners.by_key(system, seen.key) or next(before, None)
    if number:
        look_at(unit, number, system)
        return
    subject = beginning.draft_of(system, seen.id)
    if incidents.by_draft(subject) or shown.get(subject, LET_GO):
        return
    words, by = spoken(taxonomy.load(), system, found.seen.project), _declarer(found)
    change = beginning.adopt(found, words, unit.act(by))
    if change is None:
        log.info("issue_unmapped", action="hear_stranger", ticket=seen.key)
        return
    change = brake(change, unit.now)
    incident = unit.keep(change)
    incident = unit.keep_new(incident, reading.see(incident, seen, words, unit.act()))
    ticket_if_due(unit, page_if_due(unit, incident, by=by), by="")


def _declarer(found: Stranger) -> str:
    """Whoever reported it there declares it here, unless they are a guest; what is reserved is no matter."""
    person = found.person
    return "" if not person or policy.why_not(standings.of(person).unreserved, Deed.DECLARE) else person
