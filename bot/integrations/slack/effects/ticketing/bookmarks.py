"""Bookmarks in an incident's channel, each kept equal to what it leads to.

https://docs.slack.dev/reference/methods/bookmarks.add
"""

from collections.abc import Mapping

from bot.domain.errors import PermanentError
from bot.domain.incident import LinkKind, Shown
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run
from bot.store import shown

GONE = {"not_found", "channel_not_found", "is_archived", "not_in_channel", "bookmark_not_found"}
"""Somebody took it away, or the channel can only be read."""


class Bookmarks(Posting):
    """For effects that keep a bookmark."""

    async def _bookmark(self, run: Run, surface: str, wanted: Mapping[str, str]) -> Shown | None:
        """Make the one of this surface equal to `wanted`, its title and link; where that is empty none."""
        channel = run.incident.link(LinkKind.CHANNEL)
        last = await self.db.read(shown.get, run.subject, surface)
        if channel is None or run.incident.archived:
            return None
        there = last.get("id", "") if last.get("channel") == channel.key else ""
        if run.again and not there and wanted:
            there = await self._found(channel.key, wanted["link"])
        if not wanted:
            if there:
                await self._if_there("bookmarks.remove", channel_id=channel.key, bookmark_id=there)
            return Shown(surface, {})
        if there:
            await self._if_there("bookmarks.edit", channel_id=channel.key, bookmark_id=there, **wanted)
            return Shown(surface, {"channel": channel.key, "id": there})
        made = await self.slack.call("bookmarks.add", channel_id=channel.key, type="link", **wanted)
        return Shown(surface, {"channel": channel.key, "id": str(made["bookmark"]["id"])})

    async def _found(self, channel: str, link: str) -> str:
        """Find what an earlier attempt added and whose answer was lost."""
        answer = await self.slack.call("bookmarks.list", channel_id=channel)
        return next((str(one["id"]) for one in answer["bookmarks"] if one.get("link") == link), "")

    async def _if_there(self, method: str, **args: str) -> None:
        try:
            await self.slack.call(method, **args)
        except PermanentError as error:
            if error.code not in GONE:
                raise
