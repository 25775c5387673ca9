"""What Slack tells and nobody needs to hear: what we did, what Slack says itself, what people say."""

from typing import Any

import pytest

from bot.listeners.routes import Routes
from bot.listeners.timeline import messages
from bot.listeners.work import channel

BOT = "U0BOT"
OURS, THEIRS = {"user": BOT, "ts": "1.2"}, {"user": "U1", "ts": "1.2"}


@pytest.fixture
def routes() -> Routes:
    routes = Routes()
    routes.passes_by("message", messages.is_noise)
    routes.passes_by("member_joined_channel", channel.is_noise)
    return routes


@pytest.mark.parametrize(
    ("event", "noise"),
    [
        ({"type": "message", "user": "U1", "channel_type": "channel", "text": "We look at it."}, True),
        ({"type": "message", "user": BOT, "bot_id": "B1", "channel_type": "group"}, True),
        ({"type": "message", "subtype": "channel_join", "user": "U1", "channel_type": "channel"}, True),
        ({"type": "message", "subtype": "channel_topic", "user": BOT, "channel_type": "channel"}, True),
        ({"type": "message", "subtype": "message_changed", "message": OURS, "channel_type": "channel"}, True),
        (
            {"type": "message", "subtype": "message_changed", "message": THEIRS, "channel_type": "channel"},
            False,
        ),
        ({"type": "message", "subtype": "message_changed", "message": {}, "channel_type": "channel"}, False),
        ({"type": "message", "subtype": "message_deleted", "deleted_ts": "1.2", "channel_type": "im"}, False),
        ({"type": "message", "subtype": "channel_convert_to_private", "channel_type": "group"}, False),
        ({"type": "message", "user": "U1", "channel_type": "im", "text": "help"}, False),
        ({"type": "message", "user": "U1", "subtype": "file_share", "channel_type": "im"}, False),
        ({"type": "message", "user": BOT, "bot_id": "B1", "channel_type": "im"}, True),
        ({"type": "member_joined_channel", "user": "U1", "inviter": BOT}, True),
        ({"type": "member_joined_channel", "user": "U1", "inviter": "U2"}, False),
        ({"type": "member_joined_channel", "user": "U1"}, False),
        ({"type": "member_joined_channel", "user": BOT, "inviter": BOT}, False),
        ({"type": "reaction_added", "user": BOT}, False),
    ],
)
def test_only_what_changes_nothing_passes_by(routes: Routes, event: dict[str, Any], noise: bool) -> None:  # noqa: FBT001 - a parameter
    assert routes.is_noise({"type": "event_callback", "event": event}, BOT) is noise


@pytest.mark.parametrize("body", [{}, {"event": None}, {"event": "message"}, {"event": {}}])
def test_what_is_no_event_is_heard(routes: Routes, body: dict[str, Any]) -> None:
    assert not routes.is_noise(body, BOT)
