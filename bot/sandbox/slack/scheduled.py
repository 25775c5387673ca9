"""Messages that wait for their time: each is a task, ended with the workspace or when it is reset.

https://docs.slack.dev/messaging/sending-and-scheduling-messages
"""

import asyncio
import time

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import posts
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Scheduled


def schedule(slack: Slack, room: Channel, message: Json, post_at: int) -> Scheduled:
    """Keep the message, which has no ts yet, and post it when its time has come."""
    kept = Scheduled(fresh("Q"), room.id, message["user"], post_at, seconds(), message)
    slack.world.scheduled[kept.id] = kept
    slack.spawn(_post(slack, kept))
    return kept


async def _post(slack: Slack, kept: Scheduled) -> None:
    """Nothing is posted where its author is no longer."""
    await asyncio.sleep(max(0.0, kept.post_at - time.time()))
    if slack.world.scheduled.pop(kept.id, None) is None:
        return
    room = slack.world.channels.get(kept.channel)
    if room and kept.user in room.members and not room.is_archived:
        posts.post(slack, room, {**kept.message, "ts": slack.clock.ts()})
