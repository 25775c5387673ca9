"""What a ticket should say, and what is to be written there so that it does."""

import re
from collections.abc import Iterator

from bot.domain.incident import Incident, Status
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Flow, Seen, Synced, Ticket, flow_of
from bot.domain.ticketing.systems import is_restricted, place_of

COMPARED = (Synced.SUMMARY, Synced.PRIORITY, Synced.ASSIGNEE, Synced.STATUS)
"""In the order in which they are written: what ends a ticket comes last."""

HIDDEN = ", private incident"
"""All that a ticket says of one that others must not read."""

_RANKED = re.compile(r"P([1-5])")


def ours(incident: Incident, ticket: Ticket, taxonomy: Taxonomy) -> dict[Synced, str]:
    """Give what it should say, in our words; of a private one nothing where others may read it."""
    hidden = is_hidden(incident, ticket, taxonomy)
    return {
        Synced.SUMMARY: incident.ref + HIDDEN if hidden else incident.title,
        Synced.PRIORITY: incident.priority,
        Synced.ASSIGNEE: "" if hidden else incident.holder(COMMANDER),
        Synced.STATUS: str(incident.status),
    }


def is_hidden(incident: Incident, ticket: Ticket, taxonomy: Taxonomy) -> bool:
    """Tell whether others could read in this ticket what only the entitled may know."""
    return incident.private and not is_restricted(ticket.system, ticket.project, taxonomy)


def would_be_hidden(incident: Incident, system: str, taxonomy: Taxonomy) -> bool:
    """Tell the same of a ticket that is not asked for yet."""
    place = place_of(incident, system, taxonomy)
    return incident.private and not is_restricted(system, place, taxonomy)


def wanted(incident: Incident, ticket: Ticket, seen: Seen, taxonomy: Taxonomy) -> dict[Synced, str]:
    """Give our values that are to be written there: where we moved, and nobody there who goes first."""
    values = ours(incident, ticket, taxonomy)
    return {what: values[what] for what in COMPARED if _is_wanted(what, values[what], ticket, seen, taxonomy)}


def equal(incident: Incident, ticket: Ticket, seen: Seen, taxonomy: Taxonomy) -> dict[str, str]:
    """Give our values that it says already."""
    values = ours(incident, ticket, taxonomy)
    return {
        str(what): values[what]
        for what in COMPARED
        if what in seen.values and fits(what, values[what], seen.values[what], taxonomy)
    }


def fits(what: Synced, here: str, there: str, taxonomy: Taxonomy) -> bool:
    """Tell whether both say the same, each in its own words."""
    if what is Synced.PRIORITY:
        return rank(here) == there
    if what is Synced.STATUS:
        standing = taxonomy.ticket_statuses.get(here)
        return standing is not None and there in (*standing.sets, *standing.means)
    return here == there


def is_writable(what: Synced, here: str, taxonomy: Taxonomy) -> bool:
    """Tell whether it can be said there: a status that is nothing there leaves it as it is."""
    if what is Synced.ASSIGNEE:
        return bool(here)
    standing = taxonomy.ticket_statuses.get(here)
    return what is not Synced.STATUS or bool(standing and standing.sets)


def rank(priority: str) -> str:
    """Give the id of a priority there: P1-P5 are 1-5, and what is neither counts as the worst."""
    found = _RANKED.fullmatch(priority)
    return found[1] if found else "1"


def meaning(status: str, taxonomy: Taxonomy) -> Status | None:
    """Give what a status there is here; None where it means nothing."""
    return next(_meanings(status, taxonomy), None)


def _meanings(status: str, taxonomy: Taxonomy) -> Iterator[Status]:
    for standing in taxonomy.ticket_statuses.values():
        if status in standing.means:
            yield Status(standing.key)


def _is_wanted(what: Synced, here: str, ticket: Ticket, seen: Seen, taxonomy: Taxonomy) -> bool:
    there, agreed = seen.values.get(what), ticket.agreed.get(what)
    if there is None or fits(what, here, there, taxonomy):
        return False
    if what is Synced.SUMMARY and here.endswith(HIDDEN):
        return ticket.own
    flow = flow_of(taxonomy.ticket_flows, what)
    if not flow.goes_out or not is_writable(what, here, taxonomy):
        return False
    if agreed is None:
        return ticket.own
    moved_too = not agreed.knows(there)
    return here != agreed.here and not (moved_too and flow is Flow.THEIRS)
