"""What people do to channels in Slack: kept where the channel is one of ours, dropped where not."""

from slack_bolt.async_app import AsyncApp

from bot.domain.told import Told
from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand
from bot.usecases.follow_channel import keep_telling

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: AsyncApp, desk: Desk) -> None:
    async def follow(body: Body) -> None:
        event = body["event"]
        told = Told("slack", event["channel"]["id"], body["event_id"], event["type"], event)
        await desk.db.write(keep_telling, told)

    app.event("channel_rename")(follow)
