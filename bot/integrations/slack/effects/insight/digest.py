"""The week, told once in the channel that is tagged for it."""

from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.insight.digest import Digest
from bot.integrations.slack.answers import INVALID
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store.insight import digests
from bot.store.who import directory
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.insight.note_refusal import note_refusal
from bot.usecases.insight.send_digest import TAG, day_of
from bot.views.insight import digest as view

NAME = "weekly digest"


class DigestEffects(Posting):
    @on(quiet=True)
    async def post_digest(self, run: Run) -> None:
        """Where it is refused, admins see that: no incident's channel could be told."""
        channel = await self.db.read(directory.tagged, TAG)
        if not channel:
            return
        found = await self.db.read(digests.until, day_of(run.subject), self.clock())
        try:
            await self._told(run, channel, found)
        except PermanentError as error:
            await self.db.write_behind(fall_ill, NAME, str(error))
            return
        await self.db.write_behind(recover, NAME)

    async def _told(self, run: Run, channel: str, found: Digest) -> None:
        """Draw it; where the workspace refuses that, say the same in words, and remember."""
        if found.draws:
            try:
                await self._say(run, channel, view.message(found, drawn=True))
            except PermanentError as error:
                if error.code != INVALID:
                    raise
                await self.db.write_behind(note_refusal)
            else:
                return
        await self._say(run, channel, view.message(found, drawn=False))

    async def _say(self, run: Run, channel: str, message: dict[str, Any]) -> None:
        await self._post_once(run, channel, "digest", message)
