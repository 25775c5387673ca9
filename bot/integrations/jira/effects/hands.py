"""What every effect on Jira works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Comment, Flow, Seen, Synced, Ticket, flow_of
from bot.integrations.integration import patiently
from bot.integrations.jira.client import GONE, Jira
from bot.integrations.jira.reading import FIELDS, PROPERTY, comments_of, seen_of
from bot.integrations.jira.site import Site
from bot.integrations.jira.workflow import Workflow
from bot.ports import Clock, Run
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


class JiraEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, hands: Hands) -> None:
        self.jira, self.site, self.workflow = hands.jira, hands.site, hands.workflow
        self.db, self.clock = hands.db, hands.clock
        self.project, self.lag = hands.project, hands.lag

    @contextmanager
    def _patiently(self, run: Run) -> Iterator[None]:
        """Wait for a Jira that does not answer, twice as long each time, rather than give up."""
        with patiently(run, self.clock(), self.lag / 20):
            yield

    async def _look(self, ticket: Ticket, named: str = "") -> dict[str, Any] | None:
        """Read one as it is now; None where it is there no more."""
        return await self._read(named or ticket.id)

    async def _read(self, number: str, fields: str = FIELDS) -> dict[str, Any] | None:
        try:
            said: dict[str, Any] = await self.jira.get(
                f"issue/{number}", fields=fields, expand="changelog", properties=PROPERTY
            )
        except PermanentError as error:
            if error.code == GONE:
                return None
            raise
        return said

    async def _seen(self, said: dict[str, Any], ticket: Ticket) -> Seen:
        """Read what Jira said, and name who is assigned as Slack does."""
        seen = seen_of(said, self.jira.url, ticket.mark)
        person = await self.site.person(seen.values[Synced.ASSIGNEE])
        return replace(seen, values={**seen.values, Synced.ASSIGNEE: person})

    def _comments(self, said: dict[str, Any], words: Taxonomy) -> list[Comment]:
        flow = flow_of(words.ticket_flows, Synced.COMMENTS)
        return comments_of(said) if flow is not Flow.OFF and flow.comes_in else []
