"""What every effect on Jira works with."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.ticketing import Comment, Seen, Synced, Ticket
from bot.domain.ticketing.systems import JIRA
from bot.integrations.faults import unless_gone
from bot.integrations.jira.client import Jira
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

    @property
    def first(self) -> float:
        """Seconds until the second try."""
        return self.lag / 20


class JiraEffects(TicketEffects):
    system = JIRA

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands.db, hands.clock, hands.first)
        self.jira, self.site, self.workflow = hands.jira, hands.site, hands.workflow
        self.project, self.lag = hands.project, hands.lag

    async def _read(self, ticket: Ticket, key: str = "") -> Read | None:
        said = await self._issue(key or ticket.id)
        if said is None:
            return None

        async def comments() -> list[Comment]:
            return comments_of(said)

        return Read(await self._seen(said, ticket), comments)

    async def _issue(self, key: str, fields: str = FIELDS) -> dict[str, Any] | None:
        """Read one as it is now; None where it is there no more."""
        asked = {"fields": fields, "expand": "changelog", "properties": PROPERTY}
        return await unless_gone(self.jira.get(f"issue/{key}", **asked))

    async def _seen(self, said: dict[str, Any], ticket: Ticket) -> Seen:
        """Read what Jira said, and name who is assigned as Slack does."""
        seen = seen_of(said, self.jira.url, ticket.mark)
        person = await self.site.person(seen.values[Synced.ASSIGNEE])
        return replace(seen, values={**seen.values, Synced.ASSIGNEE: person})
