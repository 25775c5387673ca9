"""The channels that matter: those that tags and categories name, and the members whom these invite."""

from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.domain import responders
from bot.domain.errors import PermanentError
from bot.integrations.slack.client import Slack
from bot.ports import Progress
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.who import channels, directory
from bot.usecases.directory import listing
from bot.usecases.read_directory import forget_channels, record_channel, record_tag
from bot.usecases.unit import Unit

log = structlog.get_logger()

NAME = "slack conversations"
LISTED = {"types": "public_channel,private_channel", "exclude_archived": True}
LOST_CURSOR = "invalid_cursor"
PAGE = 500


@dataclass
class _Sought:
    """What is still to be found: `tags` with the names of their channels, `named`: by categories.

    `known`: the tags of channels by their ids; `renamed`: those of them that the list names, and how.
    """

    tags: dict[str, str]
    named: set[str]
    known: dict[str, str]
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        return not self.tags and not self.named


@dataclass(frozen=True)
class Channels:
    slack: Slack
    db: Database[Unit]
    progress: Progress
    page: int = 999

    async def read(self) -> str:
        """Find them by their names, or by their ids where they were renamed; join the public ones."""
        words = await self.db.read(taxonomy.load)
        tags, named, called = dict(words.tags), responders.places(words), responders.channels(words)
        await self.db.write_behind(forget_channels, named, called)
        left = await self._find(tags, named)
        if left is None:
            return "Somebody else is reading the channels."
        for tag, name in sorted(left.tags.items()):
            log.warning("tag_unknown", action="read_channels", tag=tag, channel=name)
            await self.db.write_behind(record_tag, tag, "", name)
        for name in sorted(left.named):
            log.warning("channel_unknown", action="read_channels", channel=name)
        members = await self._read_members(called)
        return f"{len(tags) - len(left.tags)} of {len(tags)} tagged channels, {members} members invited"

    async def _find(self, tags: dict[str, str], named: set[str]) -> _Sought | None:
        """Give what no channel was found for; None where somebody else is reading the same list."""
        place = await self.db.write_behind(listing.begin, NAME)
        sought = await self.db.read(_begun, tags, named, resumed=bool(place.cursor))
        while not place.is_read and not sought.is_done:
            page = await self._ask(place.cursor)
            if page is None:
                place = await self.db.write_behind(listing.begin_anew, place)
                sought = await self.db.read(_begun, tags, named, resumed=False)
                continue
            for channel in page["channels"]:
                await self._meet(channel, sought)
            cursor = page.get("response_metadata", {}).get("next_cursor") or ""
            turned = await self.db.write_behind(listing.turn, place, cursor, len(page["channels"]))
            if turned is None:
                return None
            place = turned
        await self.db.write_behind(listing.end, place)
        for tag in sorted(sought.tags.keys() & sought.renamed.keys()):
            log.warning("tag_renamed", action="read_channels", tag=tag, channel=sought.renamed[tag])
            del sought.tags[tag]
        return sought

    async def _ask(self, cursor: str) -> dict[str, Any] | None:
        """Give a page; None where Slack does not know the cursor any more."""
        try:
            return await self.slack.call(
                "conversations.list", **LISTED, limit=self.page, cursor=cursor or None
            )
        except PermanentError as error:
            if error.code != LOST_CURSOR or not cursor:
                raise
            return None

    async def _meet(self, channel: dict[str, Any], sought: _Sought) -> None:
        name = channel["name"]
        for tag in [tag for tag, wanted in sought.tags.items() if wanted == name]:
            await self._take(tag, channel)
            del sought.tags[tag]
        if channel["id"] in sought.known:
            sought.renamed[sought.known[channel["id"]]] = name
        if name in sought.named:
            await self.db.write_behind(record_channel, channel["id"], name)
            sought.named.discard(name)

    async def _take(self, tag: str, channel: dict[str, Any]) -> None:
        """Remember it first: where it cannot be joined now, whoever posts there tries again."""
        await self.db.write_behind(record_tag, tag, channel["id"], channel["name"])
        if channel.get("is_member") or channel.get("is_private"):
            return
        try:
            await self.slack.call("conversations.join", channel=channel["id"])
        except PermanentError as error:
            log.warning("not_joined", action="read_channels", channel=channel["name"], why=str(error))

    async def _read_members(self, called: set[str]) -> int:
        """One channel whose members cannot be had keeps those that it had, and costs no other one its own."""
        count = 0
        known = await self.db.read(channels.ids)
        for number, name in [(number, name) for number, name in known.items() if name in called]:
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


def _begun(tags: dict[str, str], named: set[str], *, resumed: bool) -> _Sought:
    """Where a reading goes on, what is known is not looked for again: it may stand in the pages before."""
    known = {number: tag for tag, number in directory.tagged_ids().items() if number}
    if not resumed:
        return _Sought(dict(tags), set(named), known)
    left = {tag: name for tag, name in tags.items() if tag not in known.values()}
    return _Sought(left, named - set(channels.ids().values()), known)
