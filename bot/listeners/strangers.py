"""People of other organisations: what they press or type in a shared channel is refused, in a sentence."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.domain.errors import UserError
from bot.domain.policy import NOT_OURS
from bot.listeners.desk import Body, Desk
from bot.store.who import people

Next = Callable[[], Awaitable[None]]


def register(app: AsyncApp) -> None:
    """Slack lists only our own people, so that those of others are known by what they send."""

    async def keep_out(body: Body, context: AsyncBoltContext, next: Next) -> None:  # noqa: A002 - Bolt's name
        ours = context.authorize_result
        if ours and is_of_strangers(body, ours.team_id):
            raise UserError(NOT_OURS)
        await next()

    app.middleware(keep_out)


async def comes_from_outside(desk: Desk, body: Body, person: str) -> bool:
    """Tell whether an event is a stranger's: it does not say so, but all others are known."""
    return bool(body.get("is_ext_shared_channel")) and not await desk.db.read(people.several, [person])


def is_of_strangers(body: Body, ours: str | None) -> bool:
    """Tell whether somebody of another workspace than ours acts; within one enterprise all belong together.

    https://docs.slack.dev/apis/slack-connect/
    """
    user = body.get("user")
    if not isinstance(user, dict) or body.get("enterprise"):
        return False
    return bool(user.get("team_id")) and user["team_id"] != ours
