"""Makes, renames and archives a public and a private channel, and names the setting behind each refusal."""

import secrets
from collections.abc import AsyncIterator, Awaitable
from typing import Any

from bot.domain.checkup import Finding, fault, sound
from bot.domain.errors import FirebellError, PermanentError
from bot.integrations.slack.client import Slack

SETTINGS = {
    "make": "Settings & permissions, Channel management: who can create {kind} channels",
    "rename": "Settings & permissions, Channel management: who can rename channels",
    "archive": "Settings & permissions, Channel management: who can archive channels",
}
"""https://slack.com/help/articles/115004854783"""

RESTRICTED = {"restricted_action", "no_permission", "user_is_restricted", "cant_create_private_channel"}


async def probe(bot: Slack) -> list[Finding]:
    """Nobody is invited; what stays is two archived channels with names that say what they were."""
    return [finding for kind in ("public", "private") async for finding in _of(kind, bot)]


async def _of(kind: str, bot: Slack) -> AsyncIterator[Finding]:
    name = f"firebell-probe-{secrets.token_hex(4)}"
    create = bot.call("conversations.create", name=name, is_private=kind == "private")
    made, finding = await _tried("make", kind, create)
    yield finding
    if not made:
        return
    channel = made["channel"]["id"]
    yield (await _tried("rename", kind, bot.call("conversations.rename", channel=channel, name=f"{name}-2")))[
        1
    ]
    yield (await _tried("archive", kind, bot.call("conversations.archive", channel=channel)))[1]


async def _tried(
    deed: str, kind: str, call: Awaitable[dict[str, Any]]
) -> tuple[dict[str, Any] | None, Finding]:
    about = f"{deed} a {kind} channel"
    try:
        answer = await call
    except FirebellError as error:
        return None, fault(about, _why(deed, kind, error))
    return answer, sound(about, "Slack lets us.")


def _why(deed: str, kind: str, error: FirebellError) -> str:
    if isinstance(error, PermanentError) and error.code in RESTRICTED:
        setting = SETTINGS[deed].format(kind=kind)
        return f"The workspace forbids it ({error.code}). An admin can allow it under {setting}."
    return str(error)
