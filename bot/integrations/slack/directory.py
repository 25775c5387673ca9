"""Who belongs to which usergroup, and which channels the tags name: read now and then, never in the way."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.people import Person
from bot.integrations.slack.client import Slack
from bot.integrations.slack.proofs import paged, pages
from bot.ports import Poll
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.who.directory import Group
from bot.usecases.read_directory import record_people, record_tag, record_usergroups
from bot.usecases.unit import Unit

log = structlog.get_logger()


@dataclass(frozen=True)
class SlackDirectory:
    slack: Slack
    db: Database[Unit]

    @property
    def polls(self) -> tuple[Poll, ...]:
        return (
            Poll("slack people", timedelta(hours=6), self.read_people),
            Poll("slack usergroups", timedelta(minutes=10), self.read_usergroups),
            Poll("slack channels", timedelta(hours=1), self.read_channels),
        )

    async def read_people(self) -> None:
        """Read everybody, a page at a time: names, zones, and who is an admin, a guest or a stranger."""
        count = 0
        async for page in pages(self.slack, "users.list", {"limit": 200}):
            people = tuple(_person(member) for member in page["members"])
            await self.db.write_behind(record_people, people)
            count += len(people)
        log.info("people_read", action="read_people", count=count)

    async def read_usergroups(self) -> None:
        """Read all of them with their members in one call."""
        try:
            answer = await self.slack.call("usergroups.list", include_users=True)
        except PermanentError as error:
            log.warning("usergroups_unread", action="read_usergroups", why=str(error))
            return
        groups = tuple(
            Group(group["id"], group["handle"], group["name"], tuple(group.get("users", ())))
            for group in answer["usergroups"]
        )
        await self.db.write_behind(record_usergroups, groups)
        log.info("usergroups_read", action="read_usergroups", count=len(groups))

    async def read_channels(self) -> None:
        """Find the channels that the tags name, and join the public ones."""
        tags = {name: tag for tag, name in (await self.db.read(taxonomy.load)).tags.items()}
        args = {"types": "public_channel", "exclude_archived": True, "limit": 999}
        async for channel in paged(self.slack, "conversations.list", "channels", args):
            tag = tags.pop(channel["name"], None)
            if tag:
                await self._take(tag, channel)
            if not tags:
                return
        for name, tag in tags.items():
            log.warning("tag_unknown", action="read_channels", tag=tag, channel=name)
            await self.db.write_behind(record_tag, tag, "", name)

    async def _take(self, tag: str, channel: dict[str, Any]) -> None:
        """Remember it first: where it cannot be joined now, whoever posts there tries again."""
        await self.db.write_behind(record_tag, tag, channel["id"], channel["name"])
        if channel.get("is_member"):
            return
        try:
            await self.slack.call("conversations.join", channel=channel["id"])
        except PermanentError as error:
            log.warning("not_joined", action="read_channels", channel=channel["name"], why=str(error))


def _person(member: dict[str, Any]) -> Person:
    """Read a user object. https://docs.slack.dev/reference/objects/user-object."""
    profile = member.get("profile", {})
    return Person(
        id=member["id"],
        name=member.get("name", ""),
        real_name=profile.get("real_name", ""),
        email=profile.get("email", ""),
        zone=member.get("tz") or "UTC",
        admin=bool(member.get("is_admin") or member.get("is_owner")),
        guest=bool(member.get("is_restricted") or member.get("is_ultra_restricted")),
        stranger=bool(member.get("is_stranger")),
        bot=bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
        deleted=bool(member.get("deleted")),
    )
