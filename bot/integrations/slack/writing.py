"""Whether people still write in a channel, in threads too."""

from datetime import datetime
from typing import Any

from bot.integrations.slack.client import Slack
from bot.integrations.slack.proofs import paged

WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
"""What people write is one of these; all else Slack says itself, such as who joined."""

MOST = 999
"""Messages a page: https://docs.slack.dev/reference/methods/conversations.history"""


async def is_written_in(slack: Slack, channel: str, since: datetime) -> bool:
    """Tell whether a person wrote there since then; what apps say is no reason to stay.

    A reply stands under its first message, however old that is, so all are read, the newest first.
    """
    after = since.timestamp()
    args = {"channel": channel, "limit": MOST}
    async for message in paged(slack, "conversations.history", "messages", args):
        if _is_of_person(message) and float(message["ts"]) > after:
            return True
        if float(message.get("latest_reply", 0)) > after and await _is_replied(
            slack, channel, message, after
        ):
            return True
    return False


async def _is_replied(slack: Slack, channel: str, parent: dict[str, Any], after: float) -> bool:
    """A thread gives its first message whatever was asked for."""
    args = {"channel": channel, "ts": parent["ts"], "oldest": f"{after:.6f}", "limit": MOST}
    async for reply in paged(slack, "conversations.replies", "messages", args):
        if _is_of_person(reply) and float(reply["ts"]) > after:
            return True
    return False


def _is_of_person(message: dict[str, Any]) -> bool:
    return message.get("subtype") in WRITTEN and "bot_id" not in message
