"""Looking for what an earlier attempt may have left behind."""

from collections.abc import AsyncIterator, Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.systems.lost import Lost
from bot.integrations.slack.client import Slack
from bot.ports import Run

SKEW = timedelta(minutes=5)
"""How far our clock may be ahead of Slack's; what a proof compares besides is ours alone anyway."""


@dataclass(frozen=True)
class Mark:
    """How we know a message of ours again: its metadata.

    https://docs.slack.dev/messaging/message-metadata
    """

    kind: str
    subject: str

    @classmethod
    def of(cls, kind: str, run: Run, *, once: bool = False) -> "Mark":
        """once: the message belongs to this one delivery, not to the incident for ever."""
        return cls(kind, f"{run.subject}/{run.delivery}" if once else run.subject)

    @property
    def metadata(self) -> dict[str, Any]:
        return {"event_type": f"firebell_{self.kind}", "event_payload": {"ref": self.subject}}


async def find_message(
    slack: Slack, channel: str, mark: Mark, since: datetime, *, thread: str = ""
) -> str | None:
    """Give the ts of our message with this mark, posted at or after `since`. thread: where it is a reply."""
    async for message in _messages(slack, channel, since, thread):
        if message.get("metadata") == mark.metadata:
            return str(message["ts"])
    return None


async def find_said(
    slack: Slack, channel: str, said: dict[str, Any], mark: Mark, lost: Lost, *, thread: str = ""
) -> str | None:
    """Give the ts of a message of ours that said the same in the time that is lost, whatever it was for."""
    kind = mark.metadata["event_type"]
    async for message in _messages(slack, channel, lost.since, thread):
        same = message.get("text") == said["text"] and float(message["ts"]) <= lost.until.timestamp()
        if same and message.get("metadata", {}).get("event_type") == kind:
            return str(message["ts"])
    return None


def _messages(slack: Slack, channel: str, since: datetime, thread: str) -> AsyncIterator[dict[str, Any]]:
    args: dict[str, Any] = {
        "channel": channel,
        "oldest": str(int((since - SKEW).timestamp())),
        "include_all_metadata": True,
        "limit": 200,
    }
    if thread:
        return paged(slack, "conversations.replies", "messages", {**args, "ts": thread})
    return paged(slack, "conversations.history", "messages", args)


async def find_channel(
    slack: Slack,
    names: set[str],
    bot: str,
    since: datetime,
    *,
    private: bool = False,
    but: Container[str] = (),
) -> dict[str, Any] | None:
    """Give the channel with one of these names that `bot` itself created at or after `since`.

    The bot is a member of what it created, so its own few channels are all that must be read.
    private: look among private ones too. but: what we know and do not mean.
    """
    types = "public_channel,private_channel" if private else "public_channel"
    args = {"types": types, "exclude_archived": True, "limit": 999}
    async for channel in paged(slack, "users.conversations", "channels", args):
        if (
            channel["name"] in names
            and channel["id"] not in but
            and channel.get("creator") == bot
            and channel["created"] >= int((since - SKEW).timestamp())
        ):
            return dict(channel)
    return None


async def paged(slack: Slack, method: str, key: str, args: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    """Yield what every page of a list holds."""
    async for page in pages(slack, method, args):
        for one in page[key]:
            yield one


async def pages(slack: Slack, method: str, args: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    """Yield every page of a list.

    https://docs.slack.dev/apis/web-api/pagination
    """
    cursor: str | None = None
    while True:
        page = await slack.call(method, **args, cursor=cursor)
        yield page
        cursor = page.get("response_metadata", {}).get("next_cursor")
        if not cursor:
            return
