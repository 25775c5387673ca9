"""What the app asks of the workspace, held against what it was given, and what does not work without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OPTIONAL = {
    "canvases:read": "what people write in a post-mortem's canvas is not kept here",
    "canvases:write": "post-mortems that belong nowhere else are files instead of canvases",
    "channels:join": "Firebell joins no channel by itself: invite it into those with a meaning",
    "files:read": "post-mortems are not written in Slack",
    "files:write": "post-mortems cannot be had as files",
    "im:history": "who writes to Firebell itself gets no answer",
    "mpim:history": "group messages of private incidents bring nothing to the timeline",
    "mpim:read": "where no private channel can be made, no group message is made instead",
    "mpim:write": "where no private channel can be made, no group message is made instead",
    "reactions:read": "📌 and 📣 on messages do nothing",
    "usergroups:write": "usergroups do not follow who is on call",
    "users:read.email": "people are not known again in other systems, unless an admin links them by hand",
}
"""Scopes without which all else works, and what is off then."""


@dataclass(frozen=True)
class Manifest:
    """What manifest.yml says: the bot's scopes, and its command."""

    scopes: frozenset[str]
    command: str


def read_manifest(said: Mapping[str, Any]) -> Manifest:
    (command,) = said["features"]["slash_commands"]
    return Manifest(frozenset(said["oauth_config"]["scopes"]["bot"]), command["command"])
