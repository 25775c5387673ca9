"""What an incident's ticket in Jira is linked with: stakeholders that are there, questions that are made."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.incident import Act, Change, Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Companion
from bot.domain.ticketing.asking import add, filing, main_ticket, new
from bot.domain.ticketing.comparing import is_hidden
from bot.domain.ticketing.systems import JIRA


def wanted(incident: Incident, taxonomy: Taxonomy) -> list[Companion]:
    """Give those that its ticket is to have; of what others must not know of, none."""
    main = main_ticket(incident)
    if main is None or is_hidden(incident, main, taxonomy):
        return []
    return [one for one in taxonomy.ticket_links.values() if _is_wanted(incident, one, taxonomy)]


def ask_if_due(incident: Incident, system: str, taxonomy: Taxonomy, act: Act) -> Change:
    """Ask for those that are made, each once; whoever deleted one there has said that there is to be none."""
    change = Change(incident, ())
    if system != JIRA.name or incident.is_closed or main_ticket(incident) is None:
        return change
    there = {one.part for one in incident.tickets}
    for one in wanted(incident, taxonomy):
        if one.is_made and one.key not in there:
            project = one.project or filing(incident, taxonomy).project
            ticket = replace(new(change.incident, system, project, act), part=one.key)
            change = change.then(add(change.incident, ticket, act))
    return change


def ask_for_entries(
    incident: Incident, told: Iterable[int], system: str, taxonomy: Taxonomy, act: Act
) -> Change:
    """Ask for one for each update, once its ticket is there. told: the numbers of those events."""
    change, main = Change(incident, ()), main_ticket(incident)
    if system != JIRA.name or main is None or not main.is_there:
        return change
    numbers = list(told)
    for one in (each for each in wanted(incident, taxonomy) if each.entries):
        there = {ticket.entry for ticket in incident.tickets if ticket.part == one.key}
        project = one.project or filing(incident, taxonomy).project
        for number in (each for each in numbers if each not in there):
            ticket = replace(new(change.incident, system, project, act), part=one.key, entry=number)
            change = change.then(add(change.incident, ticket, act))
    return change


def _is_wanted(incident: Incident, one: Companion, taxonomy: Taxonomy) -> bool:
    least = taxonomy.priorities.get(one.least)
    return least is not None and taxonomy.priorities[incident.priority].rank <= least.rank
