"""Look at what people made in Jira themselves, and tell there that it became an incident."""

from dataclasses import replace
from typing import Any

from bot.domain.systems.accounts import Account
from bot.domain.ticketing import Stranger, TicketsRead
from bot.integrations.jira.client import SOURCE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import ALL, mark_of, reporter_of, stranger_of
from bot.ports import Run, on
from bot.usecases.settings.link_accounts import take_accounts


class StrangerEffects(JiraEffects):
    @on(mirror=True, quiet=True)
    async def read_issue(self, run: Run) -> TicketsRead | None:
        """Read one that is no ticket of ours as far as we know; what carries our mark is one all the same."""
        said = await self._issue(run.subject.removeprefix(f"{SOURCE}:"), ALL)
        if said is None or mark_of(said):
            return None
        return TicketsRead(strangers=(await self._with_reporter(said),))

    async def _with_reporter(self, said: dict[str, Any]) -> Stranger:
        """Say who in Slack it is that reported it: by what is known, or by the address that Jira shows."""
        found, (account, email) = stranger_of(said, self.jira.url), reporter_of(said)
        person = await self.site.person(account)
        if email and person.startswith("?"):
            page = [Account(account, found.who, email)]
            await self.db.write_behind(take_accounts, SOURCE, page)
            person = await self.site.person(account)
        return replace(found, person="" if person.startswith("?") else person)
