"""A task's own ticket: what it should say, and what follows from how it is there.

Its title goes there; that it is done goes both ways.
"""

from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident, Status
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Agreed, Flow, Seen, Synced, Ticket, flow_of
from bot.domain.ticketing.asking import add, filing, new, ticket_of, with_ticket
from bot.domain.ticketing.comparing import HIDDEN, is_hidden, is_writable, would_be_hidden
from bot.domain.ticketing.reading import meet
from bot.domain.ticketing.systems import SYSTEMS, place_of

COMPARED = (Synced.SUMMARY, Synced.STATUS)


@dataclass(frozen=True)
class Heard:
    """What became of the incident; `done`: what the task becomes, None where it stays as it is."""

    change: Change
    done: bool | None = None


def ticket_of_task(incident: Incident, task: int) -> Ticket | None:
    """Give the one that a task has, or will have."""
    return next((one for one in incident.tickets if task and one.task == task and one.is_ours), None)


def may_file(incident: Incident, task: Task, taxonomy: Taxonomy) -> bool:
    """Tell whether it can get one, and somebody may want that: nobody files what is done."""
    is_due = task.done_at is None and ticket_of_task(incident, task.id) is None
    return is_due and not all(would_be_hidden(incident, one.name, taxonomy) for one in SYSTEMS)


def ask(incident: Incident, task: Task, system: str, taxonomy: Taxonomy, act: Act) -> Change:
    """Ask for one. Raises UserError where it has one already, or others could read it there."""
    there = ticket_of_task(incident, task.id)
    if there:
        raise UserError(f"That task has {there.name} already.")
    if would_be_hidden(incident, system, taxonomy):
        raise UserError(f"{incident.ref} is private, and others read its project: its tasks stay in Slack.")
    ticket = new(incident, system, place_of(incident, system, taxonomy), act)
    return add(incident, replace(ticket, task=task.id), act, task=task.title)


def ask_if_due(incident: Incident, task: Task, system: str, taxonomy: Taxonomy, act: Act) -> Change:
    """Ask for one where the settings say so."""
    if not system or not filing(incident, taxonomy).tasks or would_be_hidden(incident, system, taxonomy):
        return Change(incident, ())
    return ask(incident, task, system, taxonomy, act)


def ours(incident: Incident, task: Task, ticket: Ticket, taxonomy: Taxonomy) -> dict[Synced, str]:
    """Give what it should say, in our words."""
    title = incident.ref + HIDDEN if is_hidden(incident, ticket, taxonomy) else task.title
    return {Synced.SUMMARY: title, Synced.STATUS: _standing(done=task.done_at is not None)}


def theirs(seen: Seen) -> dict[Synced, str]:
    """Give what it says, in the same words: of its status only whether it is done."""
    return {Synced.SUMMARY: seen.values[Synced.SUMMARY], Synced.STATUS: _standing(done=seen.done)}


def wanted(
    incident: Incident, task: Task, ticket: Ticket, seen: Seen, taxonomy: Taxonomy
) -> dict[Synced, str]:
    """Give our values that are to be written there."""
    here, there = ours(incident, task, ticket, taxonomy), theirs(seen)
    return {
        what: here[what]
        for what in COMPARED
        if here[what] != there[what]
        and _goes_out(what, here[what], taxonomy)
        and _has_moved(ticket.agreed.get(what), here[what], there[what], what, taxonomy)
    }


def see(incident: Incident, task: Task, seen: Seen, taxonomy: Taxonomy, act: Act) -> Heard:
    """Make the ticket equal to what was seen, and say whether its task follows."""
    ticket = ticket_of(incident, seen.mark)
    if ticket is None or not ticket.is_ours:
        return Heard(Change(incident, ()))
    change = meet(incident, ticket, seen, act, task=task.title)
    here, there = ours(incident, task, ticket, taxonomy), theirs(seen)
    follows = not incident.halted and _is_news(ticket, seen, here, taxonomy)
    agreed = dict(ticket.agreed)
    for what in COMPARED:
        mine = there[what] if follows and what is Synced.STATUS else here[what]
        if what in seen.equal:
            agreed[what] = Agreed(seen.equal[what], there[what])
        elif mine == there[what] or what in seen.stuck or not _goes_out(what, mine, taxonomy):
            agreed[what] = Agreed(mine, there[what])
    fresh = ticket_of(change.incident, ticket.mark)
    assert fresh
    change = Change(with_ticket(change.incident, replace(fresh, agreed=agreed)), change.events)
    return Heard(change, seen.done if follows else None)


def _standing(*, done: bool) -> str:
    return str(Status.CLOSED if done else Status.OPEN)


def _goes_out(what: Synced, here: str, taxonomy: Taxonomy) -> bool:
    if what is Synced.SUMMARY and here.endswith(HIDDEN):
        return True
    return flow_of(taxonomy.ticket_flows, what).goes_out and is_writable(what, here, taxonomy)


def _has_moved(agreed: Agreed | None, here: str, there: str, what: Synced, taxonomy: Taxonomy) -> bool:
    """Tell whether it moved here, and nobody there goes first. Of a title nothing comes back."""
    if agreed is None:
        return True
    moved_too = what is Synced.STATUS and there != agreed.there
    return here != agreed.here and not (moved_too and flow_of(taxonomy.ticket_flows, what) is Flow.THEIRS)


def _is_news(ticket: Ticket, seen: Seen, here: dict[Synced, str], taxonomy: Taxonomy) -> bool:
    """Tell whether somebody finished it there, or took that back, in a way that counts here."""
    what, there = Synced.STATUS, _standing(done=seen.done)
    agreed, flow = ticket.agreed.get(what), flow_of(taxonomy.ticket_flows, what)
    if agreed is None or what in seen.equal or there in {agreed.there, here[what]} or not flow.comes_in:
        return False
    return here[what] == agreed.here or flow is not Flow.OURS
