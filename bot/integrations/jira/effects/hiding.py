"""What was public becomes private: a ticket of ours says no more than its name."""

from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import MadePrivate
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.asking import filing
from bot.domain.ticketing.comparing import HIDDEN, is_hidden
from bot.integrations.jira import fields, words
from bot.integrations.jira.client import GONE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import OURS, bodies_of
from bot.ports import Run, on
from bot.store import taxonomy
from bot.usecases.ticketing.hear_tickets import LANE


class HidingEffects(JiraEffects):
    @on(MadePrivate, lane=LANE)
    async def hide_ticket(self, run: Run) -> None:
        """Take away what others could read there; Jira itself keeps what was changed in its history."""
        settings = await self.db.read(taxonomy.load)
        if not is_hidden(run.incident, settings):
            return
        with self._patiently(run):
            for ticket in run.incident.tickets:
                if ticket.is_there and ticket.own and not ticket.part:
                    await self._hide(run.incident, ticket, settings)
                elif ticket.is_there and ticket.entry:
                    said = {"summary": run.incident.ref + HIDDEN, "description": None}
                    await self._if_there("PUT", f"issue/{ticket.id}", {"fields": said})

    async def _hide(self, incident: Incident, ticket: Ticket, settings: Taxonomy) -> None:
        where = filing(incident, settings)
        form = await self.site.form(ticket.project, where.task_kind if ticket.task else where.kind)
        names = dict.fromkeys(fields.people_in(incident, settings), HIDDEN)
        told = dict.fromkeys(fields.own(incident, form, where, settings, names), None)
        said: dict[str, Any] = {
            **{name: [] if name == "components" else None for name in told},
            "summary": incident.ref + HIDDEN,
            "description": words.description(incident, settings),
            "assignee": None,
        }
        await self._if_there("PUT", f"issue/{ticket.id}", {"fields": said})
        bodies = bodies_of(await self.jira.get(f"issue/{ticket.id}", fields="comment"))
        for comment in (number for number, body in bodies.items() if OURS.search(body)):
            await self._if_there("DELETE", f"issue/{ticket.id}/comment/{comment}")
        for link in await self.jira.get_list(f"issue/{ticket.id}/remotelink"):
            if str(link.get("globalId", "")).startswith(f"firebell:{ticket.mark}:"):
                await self._if_there("DELETE", f"issue/{ticket.id}/remotelink/{link.get('id')}")

    async def _if_there(self, verb: str, path: str, body: Any = None) -> None:
        try:
            await self.jira.write(verb, path, body)
        except PermanentError as error:
            if error.code != GONE:
                raise
