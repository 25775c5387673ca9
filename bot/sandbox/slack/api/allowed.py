"""What the workspace's settings and plan refuse, by the name that Slack has for it."""

from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall


def must_allow(call: MethodCall, setting: str, error: str) -> None:
    """Refuse what an admin has switched off; admins themselves may do it still."""
    person = call.slack.world.people[call.caller.user]
    if not getattr(call.slack.world.settings, setting) and not person.is_admin:
        raise SlackError(error)


def must_be_paid(call: MethodCall, error: str) -> None:
    if not call.slack.world.settings.paid_plan:
        raise SlackError(error)
