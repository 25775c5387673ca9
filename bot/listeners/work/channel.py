"""What people do to channels in Slack: kept where the channel is one of ours, dropped where not."""

from slack_bolt.async_app import AsyncBoltContext

from bot.domain.systems.told import Told
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.usecases.finish.follow_end import keep_return
from bot.usecases.follow_channel import keep_telling

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def follow(body: Body) -> None:
        event = body["event"]
        channel = event["channel"]["id"] if isinstance(event["channel"], dict) else event["channel"]
        told = Told("slack", channel, body["event_id"], event["type"], event)
        await desk.db.write(keep_telling, told)

    async def follow_person(body: Body, context: AsyncBoltContext) -> None:
        """Whom Firebell let in itself it knows already."""
        event = body["event"]
        if event["user"] == context.bot_user_id and event["type"] == "member_joined_channel":
            told = Told("slack", event["channel"], body["event_id"], "bot_joined_channel", event)
            await desk.db.write(keep_return, told)
        elif context.bot_user_id not in {event["user"], event.get("inviter")}:
            await follow(body)

    app.event("member_joined_channel")(follow_person)
    app.passes_by("member_joined_channel", is_noise)
    app.event("member_left_channel")(follow_person)
    app.event("channel_rename")(follow)
    app.event("group_rename")(follow)
    app.event("channel_shared")(follow)
    app.event("channel_unshared")(follow)
    app.event("channel_archive")(follow)
    app.event("channel_unarchive")(follow)
    app.event("channel_deleted")(follow)
    app.event("channel_left")(follow)
    app.event("group_archive")(follow)
    app.event("group_unarchive")(follow)
    app.event("group_deleted")(follow)
    app.event("group_left")(follow)


def is_noise(event: Body, bot: str) -> bool:
    """Tell whether it is of somebody whom Firebell let in itself; its own return it must hear."""
    return bool(event.get("inviter") == bot and event.get("user") != bot)
