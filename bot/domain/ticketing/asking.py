"""Which incidents get a ticket, and which tickets are theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import UserError
from bot.domain.events import TicketAsked, TicketDelayed, TicketUnlinked
from bot.domain.incident import Act, Change, Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import REHEARSED, Filing, Seen, Ticket, TicketState, filing_of
from bot.domain.ticketing.systems import place_of, system_of


@dataclass(frozen=True)
class Stay:
    """A ticket that stays as it is, though others would go to `project` now, or (`unwanted`) not be made."""

    ticket: Ticket
    project: str = ""
    unwanted: bool = False


def is_wanted(incident: Incident, taxonomy: Taxonomy) -> bool:
    """Tell whether it is urgent enough for a ticket of its category."""
    least = taxonomy.priorities.get(filing(incident, taxonomy).least)
    return least is not None and taxonomy.priorities[incident.priority].rank <= least.rank


def filing(incident: Incident, taxonomy: Taxonomy) -> Filing:
    return filing_of(taxonomy.tickets, incident.category)


def ask_if_due(incident: Incident, system: str, taxonomy: Taxonomy, act: Act) -> Change:
    """Ask for one where the settings say so; whoever took one away has said that there is to be none."""
    if not system or incident.is_closed or not is_wanted(incident, taxonomy) or any(_own(incident)):
        return Change(incident, ())
    return ask(incident, system, taxonomy, act)


def stay(incident: Incident, was: Mapping[str, Any], taxonomy: Taxonomy) -> Stay | None:
    """Give what its ticket would be otherwise, were it made now. `was`: what has just changed, as it was."""
    ticket = main_ticket(incident)
    if ticket is None or incident.is_closed:
        return None
    before = replace(incident, **{name: was[name] for name in ("category", "priority") if name in was})
    project = place_of(incident, ticket.system, taxonomy)
    moved = project not in {place_of(before, ticket.system, taxonomy), ticket.project}
    found = Stay(
        ticket,
        project=project if moved else "",
        unwanted=is_wanted(before, taxonomy) and not is_wanted(incident, taxonomy),
    )
    return found if found.project or found.unwanted else None


def ask(incident: Incident, system: str, taxonomy: Taxonomy, act: Act) -> Change:
    """Ask for one. Raises UserError where it has one already."""
    _must_be_without(incident)
    return add(incident, new(incident, system, place_of(incident, system, taxonomy), act), act)


def rehearsed(incident: Incident, ticket: Ticket) -> Seen:
    """Give a drill's ticket as it would be, under a key that no ticket system has."""
    number = incident.tickets.index(ticket) + 1
    key = f"DRILL-{incident.id}" + (f".{number}" if number > 1 else "") + " (simulated)"
    return Seen(id=REHEARSED + ticket.mark, key=key, url="", values={}, mark=ticket.mark)


def link(incident: Incident, key: str, act: Act) -> Change:
    """Take one that is there for its own, until it turns out to be none. `key`: as people there call it."""
    if incident.drill:
        raise _wrong_key(f"{incident.ref} is a drill: it has no real ticket. Press Create to rehearse one.")
    _must_be_without(incident)
    ticket = new(incident, system_of(key).name, key.rpartition("-")[0], act)
    return add(incident, replace(ticket, own=False, key=key), act)


def unlink(incident: Incident, mark: str, act: Act) -> Change:
    """It does not belong to it any more; there it stays as it is."""
    ticket = ticket_of(incident, mark)
    if ticket is None or not ticket.is_ours:
        raise UserError(f"That ticket does not belong to {incident.ref} any more.")
    left = replace(ticket, state=TicketState.LEFT)
    event = TicketUnlinked(act.at, act.by, ticket=ticket.mark, key=ticket.key)
    return Change(with_ticket(incident, left), (event,))


def delay(incident: Incident, mark: str, reason: str, act: Act, *, task: str = "") -> Change:
    """The system does not take it yet; said once, and of nothing that nobody waits for. task: its title."""
    ticket = ticket_of(incident, mark)
    if ticket is None or ticket.delayed or ticket.part or ticket.state is not TicketState.ASKED:
        return Change(incident, ())
    event = TicketDelayed(act.at, act.by, ticket=mark, reason=reason, task=task, system=ticket.system)
    return Change(with_ticket(incident, replace(ticket, delayed=True)), (event,))


def attempt(incident: Incident, mark: str, at: datetime | None) -> Change:
    """Somebody is about to ask the system for it; None: it surely did not take it."""
    ticket = ticket_of(incident, mark)
    if ticket is None:
        return Change(incident, ())
    return Change(with_ticket(incident, replace(ticket, tried_at=at)), ())


def main_ticket(incident: Incident) -> Ticket | None:
    """Give the one that people mean when they speak of its ticket."""
    return next((one for one in incident.tickets if one.is_ours and one.is_own), None)


def ticket_of(incident: Incident, mark: str) -> Ticket | None:
    """Find one by its mark, or by its id there."""
    return next((one for one in incident.tickets if mark and mark in {one.mark, one.id}), None)


def with_ticket(incident: Incident, changed: Ticket) -> Incident:
    """Put a ticket in the place of the one with its mark."""
    tickets = tuple(changed if one.mark == changed.mark else one for one in incident.tickets)
    return replace(incident, tickets=tickets)


def new(incident: Incident, system: str, project: str, act: Act) -> Ticket:
    """Give one that nobody has asked for yet; its mark is like no other's."""
    mark = f"{incident.ref}:{int(incident.opened_at.timestamp())}:{len(incident.tickets) + 1}"
    return Ticket(mark, system, project, act.at, act.by)


def add(incident: Incident, ticket: Ticket, act: Act, *, task: str = "") -> Change:
    """It is asked for. task: its title, where it is of one."""
    about = {"ticket": ticket.mark, "system": ticket.system, "project": ticket.project, "task": task}
    event = TicketAsked(act.at, act.by, **about)
    return Change(replace(incident, tickets=(*incident.tickets, ticket)), (event,))


def _must_be_without(incident: Incident) -> None:
    there = next((one for one in _own(incident) if one.is_ours), None)
    if there:
        raise _wrong_key(f"{incident.ref} has {there.name} already. Unlink it first.")


def _own(incident: Incident) -> list[Ticket]:
    """Give those of the incident itself, in whichever system."""
    return [one for one in incident.tickets if one.is_own]


def _wrong_key(sentence: str) -> UserError:
    return UserError(sentence, {"key": sentence})
