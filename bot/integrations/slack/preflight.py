"""Before anything else: whether both tokens work, and who we are there."""

from dataclasses import dataclass

from bot.domain.errors import PermanentError, UserError
from bot.integrations.slack.client import Slack

# https://docs.slack.dev/reference/methods/auth.test#errors
CURES = {
    "invalid_auth": "is not known to Slack. Copy it again from https://api.slack.com/apps",
    "not_authed": "is empty",
    "account_inactive": "belongs to an app or a workspace that was removed. Install the app again",
    "token_revoked": "was revoked. Install the app again",
    "token_expired": "has expired. Switch token rotation off, and install the app again",
    "not_allowed_token_type": "is of the wrong kind: bot tokens begin with xoxb-, app tokens with xapp-",
    "missing_scope": "lacks a scope: SLACK_APP_TOKEN needs connections:write. Make a new one",
    "forbidden_team": "belongs to an app with Socket Mode switched off. Switch it on",
}


@dataclass(frozen=True)
class Identity:
    """Who Firebell is in the workspace. `url` is the workspace's, with a slash at the end."""

    team: str
    team_id: str
    bot_user: str
    bot_id: str
    url: str


async def identify(bot: Slack) -> Identity:
    """Ask who we are. Raises UserError naming the token that does not work, and the cure."""
    try:
        said = await bot.call("auth.test")
    except PermanentError as error:
        raise _plain("SLACK_BOT_TOKEN", error) from error
    return Identity(said["team"], said["team_id"], said["user_id"], said["bot_id"], said["url"])


async def app_of(bot: Slack, identity: Identity) -> str:
    """Ask for the id of the app that the bot belongs to; empty where Slack does not say.

    https://docs.slack.dev/reference/methods/bots.info
    """
    try:
        return str((await bot.call("bots.info", bot=identity.bot_id))["bot"].get("app_id") or "")
    except PermanentError:
        return ""


async def socket_url(app: Slack) -> str:
    """Ask for the URL of one more Socket Mode connection; it works once.

    https://docs.slack.dev/reference/methods/apps.connections.open
    """
    try:
        return str((await app.call("apps.connections.open"))["url"])
    except PermanentError as error:
        raise _plain("SLACK_APP_TOKEN", error) from error


def _plain(name: str, error: PermanentError) -> UserError:
    cure = CURES.get(error.code, f"is refused by Slack ({error.code})")
    return UserError(f"{name} {cure}.")
