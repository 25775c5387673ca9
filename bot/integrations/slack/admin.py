"""What only a person may do in Slack, done with an admin's own token: an archived channel comes back.

Archiving takes every app out, and who is not in a channel cannot unarchive it.
https://github.com/slack-go/slack/issues/1066
"""

import structlog

from bot.domain.errors import PermanentError
from bot.domain.events import IncidentReopened
from bot.domain.incident import Link, LinkKind
from bot.integrations.slack.client import Slack
from bot.integrations.slack.effects.effect import Hands, SlackEffects
from bot.ports import Run, on
from bot.usecases.finish.end_channel import move_on
from bot.usecases.finish.follow_end import follow_unarchive

log = structlog.get_logger()

DONE = {"not_archived", "already_in_channel"}
"""Somebody was quicker, or an earlier attempt of ours was."""


class AdminEffects(SlackEffects):
    """Only there where an admin gave a token: its name tells a reopening that the old channel can be had."""

    def __init__(self, hands: Hands, admin: Slack) -> None:
        super().__init__(hands)
        self.admin = admin

    @on(IncidentReopened, needs=LinkKind.CHANNEL)
    async def unarchive_channel(self, run: Run) -> None:
        """Open the archived channel again; where that is refused, a new one takes its place."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None or not run.incident.archived:
            return
        try:
            await self._open(channel, private=run.incident.private)
        except PermanentError as error:
            log.warning("not_unarchived", action="unarchive_channel", why=error.code or str(error))
            await self.db.write_behind(move_on, run.incident.id)
            return
        await self.db.write_behind(follow_unarchive, channel.key, "")

    async def _open(self, channel: Link, *, private: bool) -> None:
        """Into a private channel Firebell cannot go by itself."""
        await self._unless_done("conversations.unarchive", channel=channel.key)
        if private:
            await self._unless_done("conversations.invite", channel=channel.key, users=self.bot)

    async def _unless_done(self, method: str, **args: str) -> None:
        try:
            await self.admin.call(method, **args)
        except PermanentError as error:
            if error.code not in DONE:
                raise
