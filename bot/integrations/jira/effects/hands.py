"""What every effect on Jira works with."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.systems.exchange import Exchange
from bot.domain.ticketing import Comment, Seen, Synced, Ticket
from bot.domain.ticketing.systems import JIRA
from bot.integrations.faults import unless_gone
from bot.integrations.jira.client import FieldsError, Jira
from bot.integrations.jira.reading import FIELDS, PROPERTY, comments_of, seen_of
from bot.integrations.jira.site import Site
from bot.integrations.jira.workflow import Workflow
from bot.integrations.tickets import Read, TicketEffects
from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Hands:
    """`project`: where tickets go whose category names none. `lag`: seconds that searches are late.

    `postmortem_project`, `postmortem_kind`: where post-mortems go, and as which type; empty: elsewhere.
    """

    jira: Jira
    site: Site
    workflow: Workflow
    db: Database[Unit]
    clock: Clock
    project: str
    lag: float
    postmortem_project: str = ""
    postmortem_kind: str = ""


class JiraEffects(TicketEffects):
    system = JIRA

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands.db, hands.clock)
        self.jira, self.site, self.workflow = hands.jira, hands.site, hands.workflow
        self.project, self.lag = hands.project, hands.lag

    async def _read(self, ticket: Ticket, key: str = "") -> Read | None:
        said = await self._issue(key or ticket.id)
        if said is None:
            return None

        async def comments() -> list[Comment]:
            return comments_of(said, ticket.mark)

        return Read(await self._seen(said, ticket), comments)

    async def _issue(self, key: str, fields: str = FIELDS) -> dict[str, Any] | None:
        """Read one as it is now; None where it is there no more."""
        asked = {"fields": fields, "expand": "changelog", "properties": PROPERTY}
        return await unless_gone(self.jira.get(f"issue/{key}", **asked))

    async def _put(
        self, number: str, said: dict[str, Any], exchange: Exchange | None = None
    ) -> dict[str, str]:
        """Change fields of an issue, and give Jira's words for those that it refuses, by their ids.

        Raises PermanentError where it changes none of them.
        """
        path = f"issue/{number}"
        try:
            await self.jira.write("PUT", path, {"fields": said}, exchange)
        except FieldsError as error:
            left = {name: value for name, value in said.items() if name not in error.fields}
            if not left or len(left) == len(said):
                raise
            await self.jira.write("PUT", path, {"fields": left}, exchange)
            return error.fields
        return {}

    async def _empty(self, number: str, name: str, said: dict[str, Any]) -> None:
        """Take away what others could read in the issue that people call by `name`.

        Raises PermanentError, with what to do, where Jira keeps any of it.
        """
        try:
            refused = await self._put(number, said) if said else {}
        except FieldsError as error:
            refused = error.fields
        if refused:
            why = "; ".join(one.rstrip(".") for one in refused.values())
            raise PermanentError(
                f"Jira keeps some of what {name} says: {why}. An admin of Jira can delete the issue."
            )

    async def _seen(self, said: dict[str, Any], ticket: Ticket) -> Seen:
        """Read what Jira said, and name who is assigned as Slack does."""
        seen = seen_of(said, self.jira.url, ticket.mark)
        person = await self.site.person(seen.values[Synced.ASSIGNEE])
        return replace(seen, values={**seen.values, Synced.ASSIGNEE: person})
