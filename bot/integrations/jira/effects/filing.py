"""Make an incident's ticket: exactly one issue, however often it is tried."""

from datetime import timedelta
from typing import Any

import structlog

from bot.domain.errors import TransientError
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Filing, Ticket, TicketsRead
from bot.domain.ticketing.asking import filing
from bot.domain.ticketing.comparing import HIDDEN, is_hidden, rank
from bot.integrations.filing import TicketFiling
from bot.integrations.jira import fields, words
from bot.integrations.jira.client import FieldsError, understood
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import PROPERTY, mark_of
from bot.integrations.jira.site import Form
from bot.store import tasks, taxonomy, timeline
from bot.store.who import people
from bot.views.documents.wiki import escape

log = structlog.get_logger()

LOOK_AGAIN = 0.5
"""The part of the lag after which it is looked again for what an earlier attempt may have made."""


class FilingEffects(JiraEffects, TicketFiling):
    async def _made(self, incident: Incident, ticket: Ticket) -> TicketsRead:
        """Look for what an earlier attempt may have made until searches would find it, then make one."""
        settings = await self.db.read(taxonomy.load)
        if ticket.part and ticket.part not in settings.ticket_links:
            return TicketsRead(lost=(ticket.mark,))
        where = filing(incident, settings)
        form = await self.site.form(ticket.project or self.project, _kind(ticket, where, settings))
        key = await self._find(ticket, form, incident) if ticket.tried_at else ""
        if ticket.tried_at and not key:
            left = ticket.tried_at + timedelta(seconds=self.lag) - self.clock()
            if left > timedelta(0):
                wait = min(self.lag * LOOK_AGAIN, left.total_seconds())
                raise TransientError("Jira may have taken it; its search is asked again.", retry_after=wait)
        return await self._found(ticket, key or await self._make(incident, ticket, form, where, settings))

    async def _find(self, ticket: Ticket, form: Form, incident: Incident) -> str:
        """Find it by its label, or among what is new; its property proves that it is this one."""
        minutes = int((self.clock() - ticket.asked_at).total_seconds() // 60) + 10
        mine = f'labels = "{incident.ref}"' if form.find("labels") else f'created >= "-{minutes}m"'
        for one in await self.site.search(
            f'project = "{form.project}" AND {mine} ORDER BY created', "labels"
        ):
            said = await self._issue(_id_of(one))
            if said and mark_of(said) == ticket.mark:
                return _id_of(said)
        return ""

    async def _make(
        self, incident: Incident, ticket: Ticket, form: Form, where: Filing, settings: Taxonomy
    ) -> str:
        values = await self._values(incident, ticket, form, where, settings)
        mark = [{"key": PROPERTY, "value": {"mark": ticket.mark, "incident": incident.ref}}]
        async with self._attempt(incident, ticket):
            return await self._post({"fields": values, "properties": mark}, form)

    async def _post(self, body: dict[str, Any], form: Form) -> str:
        """Where Jira takes none of an optional field's values, it is made without the field."""
        try:
            return _id_of(await self.jira.write("POST", "issue", body))
        except FieldsError as error:
            spare = [name for name in error.fields if fields.is_spare(form, name) and name in body["fields"]]
            if not spare or len(spare) < len(error.fields):
                raise
            log.warning("fields_dropped", action="file_ticket", project=form.project, fields=spare)
            left = {name: value for name, value in body["fields"].items() if name not in spare}
            return _id_of(await self.jira.write("POST", "issue", {**body, "fields": left}))

    async def _values(
        self, incident: Incident, ticket: Ticket, form: Form, where: Filing, settings: Taxonomy
    ) -> dict[str, Any]:
        hidden = is_hidden(incident, ticket, settings)
        values: dict[str, Any] = {
            "project": {"key": form.project},
            "issuetype": {"name": form.kind},
            "summary": incident.ref + HIDDEN if hidden else incident.title,
        }
        task = await self.db.read(tasks.get, ticket.task) if ticket.task else None
        if task and not hidden:
            values["summary"] = task.title
            optional = await self._of_task(incident, task)
        elif ticket.part in settings.ticket_links:
            told = await self._told(incident, ticket, settings)
            values["summary"] = told[0]
            optional = {"description": told[1], "labels": [incident.ref]}
        else:
            optional = {
                "description": words.secret(incident) if hidden else words.description(incident, settings),
                "labels": [incident.ref],
                "priority": {"id": rank(incident.priority)},
                **(await self._people(incident, hidden=hidden)),
                **({} if hidden else await self._own(incident, form, where, settings)),
            }
        lacks = [name for name in optional if name not in form.fields]
        if lacks:
            log.info("fields_missing", action="file_ticket", project=form.project, fields=lacks)
        return {**values, **{name: value for name, value in optional.items() if name in form.fields}}

    async def _told(self, incident: Incident, ticket: Ticket, settings: Taxonomy) -> tuple[str, str]:
        """Give title and description of what its ticket is linked with."""
        companion = settings.ticket_links[ticket.part]
        if not ticket.entry:
            return companion.title, escape(companion.words)
        if is_hidden(incident, ticket, settings):
            return incident.ref + HIDDEN, ""
        event = await self.db.read(timeline.get, ticket.entry)
        who = await self.db.read(people.get, event.by) if event.by else None
        return words.of_entry(event, (who.real_name or who.name) if who else "Firebell")

    async def _own(self, incident: Incident, form: Form, where: Filing, settings: Taxonomy) -> dict[str, Any]:
        found = await self.db.read(people.several, fields.people_in(incident, settings))
        names = {one.id: one.real_name or one.name for one in found.values()}
        return fields.own(incident, form, where, settings, names)

    async def _of_task(self, incident: Incident, task: Task) -> dict[str, Any]:
        account = await self.site.account(task.owner)
        cloud = await self.site.is_cloud()
        return {
            "description": words.of_task(incident, task),
            "labels": [incident.ref],
            **({"duedate": task.due_on.isoformat()} if task.due_on else {}),
            **({"assignee": self.site.reference(account, cloud=cloud)} if account else {}),
        }

    async def _people(self, incident: Incident, *, hidden: bool) -> dict[str, Any]:
        """Who declared it reports it, where Jira knows them; else Firebell's own account does."""
        cloud = await self.site.is_cloud()
        account = "" if hidden else await self.site.account(incident.opened_by)
        return {"reporter": self.site.reference(account, cloud=cloud)} if account else {}


@understood()
def _id_of(said: Any) -> str:
    return str(said["id"])


def _kind(ticket: Ticket, where: Filing, settings: Taxonomy) -> str:
    if ticket.task:
        return where.task_kind
    return settings.ticket_links[ticket.part].kind if ticket.part in settings.ticket_links else where.kind
