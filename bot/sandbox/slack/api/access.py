"""Who calls, what the token allows, and which conversations the caller may reach."""

import re

from bot.sandbox.slack.api.caller import Caller
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import Family, Method, MethodCall
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Kind

KINDS: tuple[Kind, ...] = ("public_channel", "private_channel", "im", "mpim")

# https://docs.slack.dev/reference/scopes
READ: Family = dict(
    zip(KINDS, (("channels:read",), ("groups:read",), ("im:read",), ("mpim:read",)), strict=True)
)
HISTORY: Family = {
    "public_channel": ("channels:history",),
    "private_channel": ("groups:history",),
    "im": ("im:history",),
    "mpim": ("mpim:history",),
}
MANAGE: Family = {
    "public_channel": ("channels:manage", "channels:write"),
    "private_channel": ("groups:write",),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
INVITE: Family = {
    "public_channel": ("channels:manage", "channels:write.invites"),
    "private_channel": ("groups:write", "groups:write.invites"),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
TOPIC: Family = {
    "public_channel": ("channels:manage", "channels:write.topic"),
    "private_channel": ("groups:write", "groups:write.topic"),
    "im": ("im:write", "im:write.topic"),
    "mpim": ("mpim:write", "mpim:write.topic"),
}


def authenticate(slack: Slack, method: Method, token: str) -> Caller:
    """The caller behind the token, if the method takes its kind and its scopes suffice."""
    if not method.tokens:
        return Caller("none", "", frozenset())
    if not token:
        raise SlackError("not_authed")
    caller = slack.callers.get(token)
    if caller is None:
        raise SlackError("invalid_auth")
    if not slack.installed and caller.kind != "app":
        raise SlackError("account_inactive")
    if caller.kind not in method.tokens:
        raise SlackError("not_allowed_token_type")
    if method.scopes:
        caller.need(method.scopes)
    return caller


def channel(call: MethodCall, family: Family | None = None, argument: str = "channel") -> Channel:
    """The conversation that the call names; what the caller cannot see does not exist for it."""
    found = call.slack.world.channels.get(call.args.text(argument))
    if found is None or not visible(found, call.caller):
        raise SlackError("channel_not_found")
    if family:
        call.caller.need(family[found.kind])
    return found


def visible(found: Channel, caller: Caller) -> bool:
    return found.kind == "public_channel" or caller.user in found.members


def must_be_ts(text: str) -> None:
    if not re.fullmatch(r"\d{1,10}(\.\d{1,6})?", text, re.ASCII):
        raise SlackError("bad_timestamp")


def must_be_member(call: MethodCall, found: Channel) -> None:
    if call.caller.user not in found.members:
        raise SlackError("not_in_channel")


def must_be_room(found: Channel) -> None:
    """Refuse direct messages where a method is about channels."""
    if found.is_direct:
        raise SlackError("method_not_supported_for_channel_type")


def must_be_open(found: Channel) -> None:
    if found.is_archived:
        raise SlackError("is_archived")
