"""What an incident's ticket is linked with: the tickets of its tasks, its companions, who manages it."""

import re
from collections.abc import Collection

from bot.domain.events import (
    IncidentClosed,
    IncidentUpdated,
    MadePrivate,
    PageAccepted,
    PageAcknowledged,
    PageAdopted,
    PageReassigned,
    PageReopened,
    PostmortemMade,
    RoleGiven,
    TicketAdopted,
    TicketLinked,
    TicketMade,
)
from bot.domain.incident import Incident
from bot.domain.postmortem import Home
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Companion, Ticket, companions
from bot.domain.ticketing.asking import filing, main_ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.faults import Each, all_tried, if_there
from bot.integrations.jira.client import Jira
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import Linked, called, linked_of
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.who import people
from bot.usecases.ticketing.file_tickets import ask_for_entries

RELATES = "Relates"
"""A type of link that every Jira begins with."""

_SIGNS = re.compile(r"[^\w]+")
"""What means something in a query, and separates words in a name."""

Related = tuple[str, str]
"""The type of a link, and the key of the issue that is linked."""


def _has_ticket(incident: Incident) -> bool:
    main = main_ticket(incident)
    return main is not None and main.is_there


class RelationEffects(JiraEffects):
    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        IncidentUpdated,
        IncidentClosed,
        mirror=True,
        quiet=True,
        when=lambda event: not isinstance(event, IncidentUpdated | IncidentClosed) or bool(event.message),
    )
    async def ask_entries(self, run: Run) -> None:
        """Have each update filed, where the settings say so: that asks Jira for nothing yet."""
        words = await self.db.read(taxonomy.load)
        if any(one.entries for one in companions.wanted(run.incident, words)):
            await self.db.write_behind(ask_for_entries, run.incident.id)

    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        PostmortemMade,
        IncidentUpdated,
        RoleGiven,
        PageAccepted,
        PageAcknowledged,
        PageAdopted,
        PageReassigned,
        PageReopened,
        MadePrivate,
        mirror=True,
        when=lambda event: not isinstance(event, IncidentUpdated) or event.changes("priority"),
        where=_has_ticket,
    )
    async def relate_tickets(self, run: Run) -> None:
        """Link it with each of them, and with its post-mortem, once; who managed it before is linked no more.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-links/
        """
        words, main = await self.db.read(taxonomy.load), main_ticket(run.incident)
        if main is None:
            return
        with all_tried() as each:
            if is_hidden(run.incident, main, words):  # an earlier run may have written while it became so
                with each(), if_there():
                    await take_people(self.jira, main, words, each)
            await self._relate(run.incident, main, words, each)

    async def _relate(self, incident: Incident, main: Ticket, words: Taxonomy, each: Each) -> None:
        wish = _related(incident, words)
        of_people = [one for one in companions.wanted(incident, words) if one.people]
        if not (wish or of_people):
            return
        there = linked_of(await self.jira.get(f"issue/{main.id}", fields="issuelinks"))
        for one in of_people:
            with each():
                besides = {key for kind, key in wish if kind.casefold() == one.link.casefold()}
                wish += await self._manager(incident, one, there, besides)
        known = {(link.kind.casefold(), link.key) for link in there}
        for kind, key in wish:
            ends = {"inwardIssue": {"key": main.key}, "outwardIssue": {"key": key}}
            with each():
                if (kind.casefold(), key) not in known:
                    await self.jira.write("POST", "issueLink", {"type": {"name": kind}, **ends})
                    known.add((kind.casefold(), key))

    async def _manager(
        self, incident: Incident, one: Companion, there: list[Linked], others: Collection[str]
    ) -> list[Related]:
        """Give the link with the issue of who manages it; nobody else stays linked so.

        others: the issues that are linked by such a link for another reason.
        """
        name = await self.db.read(_manager_of, incident)
        plain = _SIGNS.sub(" ", name).strip()
        if not plain:
            return []
        asked = f'project = "{_SIGNS.sub("", one.people)}" AND summary ~ "{plain}"'
        key = called(await self.site.search(asked, "summary"), name)
        for link in there:
            if link.key not in {key, *others} and is_of_people(link, one):
                with if_there():
                    await self.jira.write("DELETE", f"issueLink/{link.id}", None)
        return [(one.link, key)] if key else []


async def take_people(jira: Jira, ticket: Ticket, words: Taxonomy, each: Each) -> None:
    """Link it with nobody who manages the incident."""
    kinds = [one for one in words.ticket_links.values() if one.people]
    there = linked_of(await jira.get(f"issue/{ticket.id}", fields="issuelinks")) if kinds else []
    for link in (one for one in there if any(is_of_people(one, kind) for kind in kinds)):
        with each(), if_there():
            await jira.write("DELETE", f"issueLink/{link.id}", None)


def is_of_people(link: Linked, one: Companion) -> bool:
    """Tell whether it leads to one of the issues that are people."""
    return link.kind.casefold() == one.link.casefold() and link.key.startswith(f"{one.people.upper()}-")


def _manager_of(incident: Incident) -> str:
    """Name who commands it; as long as nobody does, whom PagerDuty calls."""
    commander = incident.holder(COMMANDER)
    if commander:
        who = people.get(commander)
        return who.real_name or who.name
    return next((one.name for page in incident.pages if page.is_open for one in page.people), "")


def _related(incident: Incident, words: Taxonomy) -> list[Related]:
    """Give what it is linked with, but for who manages it."""
    found = [(one.link, one.issue) for one in companions.wanted(incident, words) if one.issue]
    paper = incident.postmortem
    if paper and paper.is_there and paper.home is Home.JIRA:
        found.append((RELATES, paper.name))
    for ticket in (one for one in incident.tickets if one.is_there):
        if ticket.task:
            found.append((filing(incident, words).task_link, ticket.key))
        elif ticket.part in words.ticket_links:
            found.append((words.ticket_links[ticket.part].link, ticket.key))
    return [(kind, key) for kind, key in dict.fromkeys(found) if kind]
