"""Who belongs to which usergroup and channel, and which channels the tags name: read now and then."""

from bot.integrations.slack.directory.directory import SlackDirectory

__all__ = ["SlackDirectory"]
