"""What Firebell does in Slack because of what happened, a file per surface."""

from bot.integrations.slack.effects.channel import ChannelEffects
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.effects.posts import PostEffects
from bot.integrations.slack.effects.screens import ScreenEffects

EFFECTS: tuple[type[SlackEffects], ...] = (ChannelEffects, PostEffects, ScreenEffects)
