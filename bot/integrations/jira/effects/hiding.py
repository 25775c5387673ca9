"""What was public becomes private: a ticket of ours says no more than its name."""

from typing import Any

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.asking import filing
from bot.domain.ticketing.comparing import HIDDEN
from bot.domain.ticketing.systems import JIRA
from bot.integrations.faults import Each, all_tried, if_there
from bot.integrations.jira import fields, words
from bot.integrations.jira.effects.duplicates import part
from bot.integrations.jira.effects.links import Linking
from bot.integrations.jira.effects.relations import take_people
from bot.integrations.jira.reading import OURS, bodies_of
from bot.integrations.tickets import EXPOSING
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.ticketing import duplicates
from bot.usecases.ticketing.hear_tickets import LANE


class HidingEffects(Linking):
    @on(*EXPOSING, lane=LANE, where=lambda incident: incident.private)
    async def hide_ticket(self, run: Run) -> None:
        """Take away what others could read there; Jira itself keeps what was changed in its history.

        Nothing that Jira refuses keeps the rest readable: people are told of it when all is tried.
        """
        settings = await self.db.read(taxonomy.load)
        with all_tried() as each:
            for ticket in await self._to_hide(run):
                if ticket.own and not ticket.part:
                    await self._hide(run.incident, ticket, settings, each)
                elif ticket.is_own:
                    await self._take_back(run.incident, ticket, settings, each)
                elif ticket.entry:
                    said = {"summary": run.incident.ref + HIDDEN, "description": None}
                    with each(), if_there():
                        await self._empty(ticket.id, ticket.key, said)

    async def _hide(self, incident: Incident, ticket: Ticket, settings: Taxonomy, each: Each) -> None:
        """What says most goes first; a project may demand what its own fields say."""
        said = {"summary": incident.ref + HIDDEN, "description": words.secret(incident)}
        with each(), if_there():
            await self._empty(ticket.id, ticket.key, said)
        await self._take_back(incident, ticket, settings, each)
        with each(), if_there():
            await self._empty(ticket.id, ticket.key, {"assignee": None})
        with each(), if_there():
            await self._empty(ticket.id, ticket.key, await self._emptied(incident, ticket, settings))

    async def _take_back(self, incident: Incident, ticket: Ticket, settings: Taxonomy, each: Each) -> None:
        """Take what Firebell added, also to a ticket that somebody else made."""
        with each(), if_there():
            await self._take_comments(ticket, each)
        with each(), if_there():
            await self._take_links(incident, ticket, each)
        with each(), if_there():
            await take_people(self.jira, ticket, settings, each)
        for one in await self.db.read(duplicates.hidden, incident, settings, JIRA.name):
            with each(), if_there():
                await part(self.jira, one, each)

    async def _emptied(self, incident: Incident, ticket: Ticket, settings: Taxonomy) -> dict[str, Any]:
        """Give nothing for each of the organisation's fields that it may say something in."""
        where = filing(incident, settings)
        form = await self.site.form(ticket.project, where.task_kind if ticket.task else where.kind)
        names = dict.fromkeys(fields.people_in(incident, settings), HIDDEN)
        told = fields.own(incident, form, where, settings, names)
        return {name: [] if name == "components" else None for name in told}

    async def _take_comments(self, ticket: Ticket, each: Each) -> None:
        bodies = bodies_of(await self.jira.get(f"issue/{ticket.id}", fields="comment"))
        for comment in (number for number, body in bodies.items() if OURS.search(body)):
            with each(), if_there():
                await self.jira.write("DELETE", f"issue/{ticket.id}/comment/{comment}", None)
