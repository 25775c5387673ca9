"""Runbooks, offered where somebody needs them."""

from bot.domain.events import IncidentOpened, IncidentUpdated
from bot.domain.incident import ACTIVE, LinkKind
from bot.domain.postmortem.runbooks import of_category
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.postmortem import runbooks
from bot.views.find.runbooks import offered


class RunbookEffects(Posting):
    @on(
        IncidentOpened,
        IncidentUpdated,
        needs=LinkKind.CHANNEL,
        when=lambda event: isinstance(event, IncidentOpened) or event.changes("category"),
    )
    async def offer_runbooks(self, run: Run) -> None:
        """Offer those of its category, where there are any."""
        channel, words = run.incident.link(LinkKind.CHANNEL), await self.db.read(taxonomy.load)
        known = await self.db.read(runbooks.everything)
        found = of_category(known, run.incident.category, words)
        if channel is None or run.incident.status not in ACTIVE or not found:
            return
        name = words.categories[run.incident.category].name
        await self._post_once(run, channel.key, "runbooks", offered(run.incident, name, found))
