"""After a time without PagerDuty: one message about all that happened there meanwhile."""

from bot.domain.errors import TransientError
from bot.domain.paging.gaps import Gap
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store.who import directory
from bot.usecases.paging.hear_source import caught_up
from bot.views.paging import catching_up

FEW = 5
"""So many each tell it in their own channels, and nobody needs to hear of it besides."""

LOOK = 2.0
"""Seconds until it is looked again whether everything has been read."""


class CatchingUpEffects(Posting):
    @on(quiet=True)
    async def tell_catching_up(self, run: Run) -> None:
        gap = Gap.of(run.subject)
        changed = await self.db.read(caught_up, gap)
        if changed is None:
            raise TransientError("Not everything has been read yet.", retry_after=LOOK)
        channel = await self.db.read(directory.tagged, "tech_incidents")
        if channel and changed.count > FEW:
            await self._post_once(run, channel, "caught_up", catching_up.message(gap, changed))
