"""What admins do with the app itself: take it out of the workspace, and let it in again."""

from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import events
from bot.sandbox.world import Json


async def uninstall(act: Act) -> None:
    """Its tokens are worth nothing from here on; it hears of it over its socket."""
    slack = act.slack
    _must_be_admin(act)
    if not slack.installed:
        raise Refusal(f"{slack.app.name} is not installed.")
    tokens: Json = {"oauth": slack.users_with_tokens(), "bot": [slack.bot_user]}
    slack.installed = False
    events.of_workspace(slack, {"type": "tokens_revoked", "tokens": tokens}, act.person.id)
    events.of_workspace(slack, {"type": "app_uninstalled"}, act.person.id)


async def install(act: Act) -> None:
    """Again, with the tokens that it had."""
    _must_be_admin(act)
    if act.slack.installed:
        raise Refusal(f"{act.slack.app.name} is installed already.")
    act.slack.installed = True


def _must_be_admin(act: Act) -> None:
    if not act.person.is_admin:
        raise Refusal(f"{act.person.name} is no admin of this workspace.")
