"""Messages: those on a timeline are followed, those to Firebell are answered, all others are not read."""

from slack_bolt.async_app import AsyncBoltContext

from bot.domain.systems.told import Told
from bot.domain.timeline.present import name_of
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import notes
from bot.store.who import people
from bot.usecases.answer_once import answer_once
from bot.usecases.follow_channel import keep_telling
from bot.views.timeline import message as spoken
from bot.views.work import help as help_view

SUBCOMMANDS: tuple[Subcommand, ...] = ()

CONVERTED = {"channel_convert_to_private", "channel_convert_to_public"}
"""Told as messages alone. https://docs.slack.dev/reference/events/message/channel_convert_to_private"""

FOLLOWED = {"message_deleted", *CONVERTED}

WRITTEN = {None, "file_share", "thread_broadcast"}
"""What people write is one of these."""


def register(app: Routes, desk: Desk) -> None:
    async def hear(body: Body, context: AsyncBoltContext) -> None:
        event = body["event"]
        kind = event.get("subtype")
        if is_noise(event, context.bot_user_id or ""):
            return
        if kind == "message_changed":
            await _follow_edit(desk, body)
        elif kind == "message_deleted":
            await _follow_deletion(desk, body)
        elif kind in CONVERTED:
            await _keep(desk, body, kind, {"user": event.get("user", "")})
        else:
            await _answer(desk, body)

    app.event("message")(hear)
    app.passes_by("message", is_noise)


def is_noise(event: Body, bot: str) -> bool:
    """Tell whether it is what people write to one another, what Slack itself says in a channel, or ours."""
    kind = event.get("subtype")
    if kind == "message_changed":
        return bool(event.get("message", {}).get("user") == bot)
    if kind in FOLLOWED:
        return False
    return event.get("channel_type") != "im" or kind not in WRITTEN or bool(event.get("bot_id"))


async def _follow_edit(desk: Desk, body: Body) -> None:
    """Slack also tells of previews that it adds: then the words are the same, and nothing happens."""
    event, message = body["event"], body["event"]["message"]
    if not await _is_followed(desk, event["channel"], message["ts"]):
        return
    if message.get("subtype") == "tombstone":
        await _keep(desk, body, "message_deleted", {"ts": message["ts"], "user": ""})
        return
    known = await desk.db.read(people.several, spoken.mentioned(message))
    words = spoken.words(message, {one.id: one.name for one in known.values()})
    by = message.get("edited", {}).get("user") or message.get("user", "")
    await _keep(desk, body, "message_changed", {"ts": message["ts"], "user": by, "words": words})


async def _follow_deletion(desk: Desk, body: Body) -> None:
    event = body["event"]
    ts = event["deleted_ts"]
    if await _is_followed(desk, event["channel"], ts):
        await _keep(desk, body, "message_deleted", {"ts": ts, "user": ""})


async def _is_followed(desk: Desk, channel: str, ts: str) -> bool:
    return await desk.db.read(notes.is_followed, channel, name_of(channel, ts))


async def _keep(desk: Desk, body: Body, kind: str, said: dict[str, str]) -> None:
    told = Told("slack", body["event"]["channel"], body["event_id"], kind, said)
    await desk.db.write(keep_telling, told)


async def _answer(desk: Desk, body: Body) -> None:
    """Say where what they wrote works, once."""
    event = body["event"]
    if await desk.db.write(answer_once, body["event_id"]):
        words = help_view.direct(desk.command, event.get("text", ""), set(desk.subcommands))
        desk.after_ack(body, lambda: desk.answers.say(event["channel"], words))
