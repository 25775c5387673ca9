"""Incidents that begin as a ticket: which of them are ours, and what they are here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.events import Event, IncidentOpened, TicketAdopted
from bot.domain.incident import Act, Change
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form, incident_of, one_line
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.ticketing import Opening, Stranger, Synced, Ticket, TicketState

FRESH = timedelta(days=1)
"""What was made, or became urgent, longer ago is old news: people know it, or it would have been declared."""


@dataclass(frozen=True)
class Glance:
    """What is told of a ticket before it is read."""

    project: str
    kind: str
    priority: str = ""
    done: bool = False


def glance(said: Mapping[str, object]) -> Glance | None:
    """Read what the inbox kept; None where nothing was told."""
    if not said.get("project"):
        return None
    texts = {name: str(said.get(name) or "") for name in ("project", "kind", "priority")}
    return Glance(**texts, done=bool(said.get("done")))


def draft_of(system: str, source_id: str) -> str:
    """Give the draft of the incident that it begins: one for each, however often it is told."""
    return f"{system}:{source_id}"


def priority_of(one: Glance, taxonomy: Taxonomy) -> Priority | None:
    """Give its priority here; None where the settings want no incident of it.

    What has no priority there is as urgent as the least that is wanted; one that nobody here knows is not.
    """
    opening = opening_of(one.project, taxonomy)
    least = taxonomy.priorities.get(opening.opens) if opening else None
    if opening is None or least is None or one.done or opening.category not in taxonomy.categories:
        return None
    if opening.kinds and one.kind.casefold() not in map(str.casefold, opening.kinds):
        return None
    there = taxonomy.priorities.get(f"P{one.priority}") if one.priority else least
    return there if there and there.rank <= least.rank else None


def opening_of(project: str, taxonomy: Taxonomy) -> Opening | None:
    """Names of projects are written here as people like."""
    return next(
        (one for key, one in taxonomy.ticket_openings.items() if key.casefold() == project.casefold()), None
    )


def adopt(found: Stranger, taxonomy: Taxonomy, act: Act) -> Change | None:
    """Give the incident that it is here; None where the settings want none of it, or it is old."""
    seen, system, opening = found.seen, found.system, opening_of(found.seen.project, taxonomy)
    urgent = seen.values.get(Synced.PRIORITY, "")
    priority = priority_of(Glance(seen.project, found.kind, urgent, seen.done), taxonomy)
    if opening is None or priority is None or found.since + FRESH < act.at:
        return None
    incident = incident_of(_form(found, opening.category, taxonomy), priority, taxonomy, act)
    ticket = Ticket(
        draft_of(system, seen.id),
        system,
        seen.project,
        act.at,
        act.by,
        own=False,
        state=TicketState.THERE,
        id=seen.id,
        key=seen.key,
        url=seen.url,
        status=seen.status,
        comments=seen.comments,
    )
    events: tuple[Event, ...] = (
        IncidentOpened(act.at, act.by, incident.priority, incident.category, quick=True),
        TicketAdopted(act.at, act.by, ticket.mark, ticket.key, ticket.url, who=found.who),
    )
    return Change(replace(incident, tickets=(ticket,)), events)


def _form(found: Stranger, category: str, taxonomy: Taxonomy) -> Form:
    title = one_line(found.seen.values[Synced.SUMMARY])
    usual = [one.key for one in taxonomy.environments.values() if one.default and one.enabled]
    return Form(
        draft=draft_of(found.system, found.seen.id),
        title=title if len(title) <= TITLE[1] else title[: TITLE[1] - 1].rstrip() + "…",
        description=found.words.strip()[: DESCRIPTION[1]],
        category=category,
        environments=tuple(usual or list(taxonomy.environments)[:1]),
        quick=True,
    )
