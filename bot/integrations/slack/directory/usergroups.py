"""All usergroups with their members: in one answer where that is small, else those that have changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain import responders
from bot.domain.errors import PermanentError
from bot.integrations.slack.client import Slack
from bot.ports import Progress
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.who import directory
from bot.store.who.directory import Group
from bot.usecases.read_directory import end_usergroups, keep_usergroups
from bot.usecases.unit import Unit

log = structlog.get_logger()

AT_ONCE = 20_000
"""Members that one answer may hold; more are asked for usergroup by usergroup, so that memory stays small."""

PAGE = 2000
"""Members of one transaction."""

VANISHED = {"no_such_subteam", "subteam_not_found"}


@dataclass(frozen=True)
class Usergroups:
    slack: Slack
    db: Database[Unit]
    progress: Progress
    at_once: int = AT_ONCE

    async def read(self) -> str:
        """Make ours equal to Slack's. What is gone there keeps its last members, who are still called."""
        listed = (await self.slack.call("usergroups.list", include_count=True))["usergroups"]
        listed = [one for one in listed if not one.get("date_delete")]
        small = sum(_count(one) for one in listed) <= self.at_once
        written = await (self._all_at_once() if small else self._one_by_one(listed))
        gone = await self.db.write_behind(end_usergroups, [one["id"] for one in listed])
        await self._tell_missing()
        log.info("usergroups_read", action="read_usergroups", count=len(listed), written=written, gone=gone)
        return f"{len(listed)} usergroups" + (f", {gone} gone" if gone else "")

    async def _all_at_once(self) -> int:
        answer = await self.slack.call("usergroups.list", include_users=True, include_count=True)
        groups = [
            _group(one, one.get("users", ())) for one in answer["usergroups"] if not one.get("date_delete")
        ]
        written = 0
        for number, page in enumerate(_pages(groups)):
            written += await self.db.write_behind(keep_usergroups, tuple(page))
            self.progress(number + 1, None)
        return written

    async def _one_by_one(self, listed: list[dict[str, Any]]) -> int:
        """Those first that people are called by; one whose members cannot be had keeps those that it had."""
        known = await self.db.read(directory.known_state)
        wanted = responders.handles(await self.db.read(taxonomy.load))
        changed = [one for one in listed if known.get(one["id"]) != (one.get("date_update"), _count(one))]
        changed.sort(key=lambda one: one["handle"] not in wanted)
        return await self._keep_each(changed)

    async def _keep_each(self, changed: list[dict[str, Any]]) -> int:
        """While one is being written, the next one is asked for."""
        written, writing = 0, None
        try:
            for number, one in enumerate(changed):
                group = await self._ask(one)
                written += await writing if writing else 0
                writing = self.db.write_behind(keep_usergroups, (group,)) if group else None
                self.progress(number + 1, len(changed))
        finally:
            written += await writing if writing else 0
        return written

    async def _ask(self, one: dict[str, Any]) -> Group | None:
        """Give it with its members; None where it vanished meanwhile."""
        try:
            answer = await self.slack.call("usergroups.users.list", usergroup=one["id"])
        except PermanentError as error:
            log.warning("usergroup_unread", action="read_usergroups", group=one["handle"], why=str(error))
            if error.code in VANISHED:
                return None
            raise
        return _group(one, answer["users"])

    async def _tell_missing(self) -> None:
        """Say which usergroups the taxonomy calls people by, and Slack does not have."""
        wanted = responders.handles(await self.db.read(taxonomy.load))
        gone = await self.db.read(directory.gone_handles, wanted)
        for handle in sorted(gone):
            log.warning("usergroup_gone", action="read_usergroups", group=handle)


def _group(one: dict[str, Any], users: Any) -> Group:
    people = tuple(users)
    return Group(one["id"], one["handle"], one["name"], people, one.get("date_update") or 0, _count(one))


def _count(one: dict[str, Any]) -> int:
    """Slack gives it as text in some answers: https://docs.slack.dev/reference/objects/usergroup-object."""
    return int(one.get("user_count") or 0)


def _pages(groups: list[Group]) -> Iterator[list[Group]]:
    page: list[Group] = []
    for group in groups:
        if page and sum(len(one.people) for one in page) + len(group.people) > PAGE:
            yield page
            page = []
        page.append(group)
    if page:
        yield page
