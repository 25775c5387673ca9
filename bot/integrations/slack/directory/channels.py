"""The channels that matter: those that tags name, and those whose members a category calls in."""

from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain import responders
from bot.domain.errors import PermanentError
from bot.integrations.slack.client import Slack
from bot.integrations.slack.proofs import paged
from bot.ports import Progress
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.who import channels, directory
from bot.usecases.directory import listing
from bot.usecases.read_directory import forget_channels, record_channel, record_tag
from bot.usecases.unit import Unit

log = structlog.get_logger()

LISTED = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": 999}
PAGE = 500


@dataclass(frozen=True)
class Channels:
    slack: Slack
    db: Database[Unit]
    progress: Progress

    async def read(self) -> str:
        """Find them by their names, or by their ids where they were renamed; join the public ones."""
        words = await self.db.read(taxonomy.load)
        tags, calling = dict(words.tags), responders.channels(words)
        await self.db.write_behind(forget_channels, calling)
        missing, uncalled = await self._find(tags, calling)
        for tag in sorted(missing):
            log.warning("tag_unknown", action="read_channels", tag=tag, channel=tags[tag])
            await self.db.write_behind(record_tag, tag, "", tags[tag])
        for name in sorted(uncalled):
            log.warning("channel_unknown", action="read_channels", channel=name)
        members = await self._read_members()
        return f"{len(tags) - len(missing)} of {len(tags)} tagged channels, {members} members called in"

    async def _find(self, tags: dict[str, str], calling: set[str]) -> tuple[set[str], set[str]]:
        """Give the tags and the names of which no channel was found."""
        known = {number: tag for tag, number in (await self.db.read(directory.tagged_ids)).items() if number}
        missing, uncalled, renamed = set(tags), set(calling), dict[str, dict[str, Any]]()
        async for channel in paged(self.slack, "conversations.list", "channels", LISTED):
            name = channel["name"]
            for tag in [tag for tag in missing if tags[tag] == name]:
                await self._take(tag, channel)
                missing.discard(tag)
            if channel["id"] in known:
                renamed[known[channel["id"]]] = channel
            if name in uncalled:
                await self.db.write_behind(record_channel, channel["id"], name)
                uncalled.discard(name)
            if not missing and not uncalled:
                break
        for tag in sorted(missing & set(renamed)):
            log.warning("tag_renamed", action="read_channels", tag=tag, channel=renamed[tag]["name"])
            missing.discard(tag)
        return missing, uncalled

    async def _take(self, tag: str, channel: dict[str, Any]) -> None:
        """Remember it first: where it cannot be joined now, whoever posts there tries again."""
        await self.db.write_behind(record_tag, tag, channel["id"], channel["name"])
        if channel.get("is_member") or channel.get("is_private"):
            return
        try:
            await self.slack.call("conversations.join", channel=channel["id"])
        except PermanentError as error:
            log.warning("not_joined", action="read_channels", channel=channel["name"], why=str(error))

    async def _read_members(self) -> int:
        """One channel whose members cannot be had keeps those that it had, and costs no other one its own."""
        count = 0
        for number, name in (await self.db.read(channels.ids)).items():
            try:
                count += await self._read_one(number)
            except PermanentError as error:
                log.warning("members_unread", action="read_channels", channel=name, why=str(error))
        return count

    async def _read_one(self, channel: str) -> int:
        place = await self.db.write_behind(listing.begin, f"members of {channel}")
        while not place.is_read:
            asked = {"channel": channel, "limit": PAGE, "cursor": place.cursor or None}
            page = await self.slack.call("conversations.members", **asked)
            cursor = page.get("response_metadata", {}).get("next_cursor") or ""
            people = tuple(page["members"])
            turned = await self.db.write_behind(listing.keep_members, place, channel, people, cursor)
            if turned is None:
                return place.count
            place = turned
            self.progress(place.count, None)
        return place.count
